//! Sections, and sheets as a whole.

use crate::{BOTH, ENGLISH, KOREAN, write};
use std::{fs, path::Path};

#[test]
fn a_whole_sheet_is_nobodys_business() {
    for sheet in BOTH {
        sheet.allowed(sheet.text);
        sheet.allowed(&format!("\u{feff}{}", sheet.text));
        sheet.allowed(&sheet.text.replace('\n', "\r\n"));
    }
}

#[test]
fn the_sheets_of_the_demo_pass() {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/demo_shop");
    for path in [
        "project/test/DEMO-1_주문취소/DEMO-1_테스트시트_v1_2026-11-20.md",
        "project_en/test/DEMO-1_order_cancel/DEMO-1_test_sheet_v1_2026-11-20.md",
    ] {
        let text = fs::read_to_string(shop.join(path)).unwrap();
        write(path.rsplit('/').next().unwrap(), &text).assert_silent();
    }
}

#[test]
fn other_ways_of_writing_are_as_good() {
    write("SHOP-42_테스트시트_v2_2026-11-20.md", include_str!("style_ko.md")).assert_silent();
    write("SHOP-42_test_sheet_v1.md", include_str!("style_en.md")).assert_silent();
}

#[test]
fn every_section_is_wanted() {
    for sheet in BOTH {
        for number in ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"] {
            let text = sheet.without(&format!("### {number} "));
            sheet.denied(
                &text,
                &[&format!("section {number} "), "is missing", &format!("`### {number} ")],
            );
        }
        for number in ["0", "1", "2"] {
            let text = sheet.without(&format!("## {number}. "));
            sheet.denied(&text, &[&format!("section {number} "), &format!("`## {number}. ")]);
        }
        for number in ["3", "4", "5"] {
            let text = sheet.without(&format!("## {number}. "));
            sheet.warned(&text, &[&format!("section {number} is missing")]);
        }
        // A heading in a code block, a comment or a quote is none.
        for hidden in ["```\n### 0.1 A\n```", "<!--\n### 0.1 A\n-->", "> ### 0.1 A"] {
            let text = format!("{}\n{hidden}\n", sheet.without("### 0.1 "));
            sheet.denied(&text, &["section 0.1 "]);
        }
        // All of them at once, each by name.
        let text = sheet.text.replace("### 0.", "### A.");
        sheet.denied(&text, &["section 0.1 ", "section 0.7 ", "(7 to mend)"]);
    }
}

#[test]
fn sections_may_be_called_as_people_call_them() {
    for sheet in BOTH {
        sheet.allowed(
            &sheet.text.replace("## 0. ", "## Section 0: ").replace("### 0.1 ", "### 0.1. "),
        );
        sheet.allowed(&sheet.text.replace("## 1. ", "## ").replace("## 2. ", "## "));
    }
}

#[test]
fn an_empty_section_of_the_baseline_is_pointed_out() {
    KOREAN.warned(&KOREAN.with("- 일치: J1–C1\n", ""), &["section 0.3", "is empty"]);
    ENGLISH.warned(
        &ENGLISH.with("- matched: J1–C1\n", "<!-- later -->\n"),
        &["section 0.3", "is empty"],
    );
    ENGLISH.allowed(&ENGLISH.with("- matched: J1–C1\n", "none\n"));
}
