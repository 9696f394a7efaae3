//! What the detail of a test case must say.

use crate::BOTH;

#[test]
fn a_test_case_has_one_detail() {
    for sheet in BOTH {
        let text = sheet.with("### TC-1.2:", "### TC-1.1:");
        sheet.denied(&text, &["TC-1.1", "same id", "TC-1.2", "no detail section"]);
        // Parts of one detail may repeat its id.
        sheet.allowed(&sheet.with("━━━ AFTER ━━━", "#### TC-1.1: AFTER"));
        let text = sheet.with("## 5. ", "```\n### TC-1.1: x\n```\n\n> ### TC-1.1: y\n\n## 5. ");
        sheet.allowed(&text);
        sheet.allowed(&format!("{}\n### TC-1.1: in the history\n", sheet.text));
    }
}

#[test]
fn a_selection_reason_says_something() {
    for sheet in BOTH {
        let value = sheet.value(sheet.reason);
        let field = format!("{}{value}", sheet.reason);
        sheet.denied(
            &sheet.with(&field, "- x"),
            &["TC-1.1 (line", "no selection reason", sheet.reason],
        );
        for nothing in ["", "-", "N/A", "없음", "**"] {
            let text = sheet.with(&field, &format!("{}{nothing}", sheet.reason));
            sheet.denied(&text, &["TC-1.1 (line", "selection reason says nothing"]);
        }
        let in_comment = sheet.with(&field, &format!("<!-- {field} -->"));
        sheet.denied(&in_comment, &["TC-1.1", "no selection reason"]);
        sheet.allowed(&sheet.with(value, "J1"));
        sheet.allowed(&sheet.with(&field, &format!("{}\n  - J1", sheet.reason)));
        sheet.allowed(&sheet.with(&field, &format!("> {}", &field[2..])));
    }
}

#[test]
fn a_behavioral_condition_is_there() {
    for sheet in BOTH {
        let value = sheet.value(sheet.condition);
        let field = format!("{}{value}", sheet.condition);
        let written = |value: &str| {
            let (front, case) = sheet.text.split_once("### TC-1.1:").unwrap();
            let case = case.replacen(&field, &format!("{}{value}", sheet.condition), 1);
            format!("{front}### TC-1.1:{case}")
        };
        sheet.denied(
            &sheet.with(&field, "- x"),
            &["TC-1.1", "no behavioral condition", sheet.condition],
        );
        sheet.denied(&written(""), &["TC-1.1", "behavioral condition says nothing"]);
        sheet.allowed(&written("재고가 없음"));
        sheet.allowed(&written("none of the lines is open"));
    }
}

#[test]
fn no_condition_goes_with_no_steps() {
    for sheet in BOTH {
        let value = sheet.value(sheet.condition);
        let field = format!("{}{value}", sheet.condition);
        let without = sheet.with(&field, &format!("{}{}", sheet.condition, sheet.none));
        sheet.denied(&without, &["TC-1.1", "is N/A, though its derivation tree has ②"]);
        sheet.denied(&without.replace("├─②", "├─③"), &["TC-1.1", "has ③"]);
        for other in [
            "없음 (단순 조회)",
            "해당없음",
            "불필요",
            "-",
            "n/a",
            "None.",
            "not applicable",
            "**없음**",
        ] {
            let other = sheet.with(&field, &format!("{}{other}", sheet.condition));
            sheet.denied(&other, &["TC-1.1", "is N/A, though its derivation tree has ②"]);
        }
        let step = without.lines().find(|line| line.contains('②')).unwrap().to_owned();
        sheet.allowed(&without.replace(&format!("{step}\n"), ""));
        // A mark in a table of checks or in the request is no step of the derivation.
        let marked = without.replace(&format!("{step}\n"), "").replace(
            "━━━ AFTER ━━━",
            "② GET /orders/1\n━━━ AFTER ━━━\n\n| Check | Expected |\n|---|---|\n| ② x | 1 |\n",
        );
        sheet.allowed(&marked);
    }
}

#[test]
fn an_expectation_is_derived_in_the_open() {
    for sheet in BOTH {
        let (front, tree) = sheet.text.split_once("```\n").unwrap();
        let (tree, back) = tree.split_once("```\n").unwrap();
        let with = |tree: &str| format!("{front}{tree}{back}");
        sheet.denied(
            &with(""),
            &["TC-1.1", "no derivation tree", "`④ 기대결과: …` (`④ Expected: …`)"],
        );
        let quoted = format!("> {}\n", tree.trim_end().replace('\n', "\n> "));
        sheet.denied(&with(&quoted), &["TC-1.1", "stands in a block quote", "take the `>` away"]);
        let last = tree.lines().last().unwrap();
        sheet.denied(&with(&tree.replace(last, "")), &["TC-1.1", "does not end with ④"]);
        sheet.denied(&with(&format!("<!--\n{tree}-->\n")), &["TC-1.1", "no derivation tree"]);

        sheet.allowed(&with(tree));
        sheet.allowed(&with(&format!("~~~text\n{tree}~~~\n")));
        sheet.allowed(&with(&tree.replace("├─", "").replace("└─", "")));
        sheet.allowed(&with(&format!("{quoted}\n{tree}")));
        sheet.allowed(&with(&format!("{}5\n", sheet.expected)));
        sheet.denied(&with("④ 5\n"), &["TC-1.1", "not called the expectation"]);
        sheet.denied(&with(&format!("{}\n", sheet.expected)), &["TC-1.1", "④ says nothing"]);
        sheet.allowed(&with(&format!("{}\n- 5\n", sheet.expected)));
    }
}

#[test]
fn an_active_test_case_has_a_request() {
    for sheet in BOTH {
        let request = "━━━ STIMULUS ━━━\nPOST https://shop.test/orders/1/cancel\n";
        sheet
            .denied(&sheet.with(request, ""), &["TC-1.1", "has no STIMULUS", "`━━━ STIMULUS ━━━`"]);
        for (instead, what) in [
            ("━━━ STIMULUS ━━━\n", "no method and no endpoint"),
            ("━━━ STIMULUS ━━━\nPOST\n", "no endpoint"),
            ("━━━ STIMULUS ━━━\nhttps://shop.test/orders/1/cancel\n", "no method"),
            ("- **STIMULUS**: 생략\n", "no method and no endpoint"),
        ] {
            sheet.denied(&sheet.with(request, instead), &["TC-1.1 (line", what]);
        }
        for instead in [
            "- **STIMULUS**: DELETE /orders/1\n",
            "#### STIMULUS\n\n```http\nPOST /orders/1/cancel\n```\n",
            "| STIMULUS | POST /orders/1/cancel |\n",
            "**자극**\n- 메서드: POST\n- 엔드포인트: orders/1/cancel\n",
        ] {
            sheet.allowed(&sheet.with(request, instead));
        }
        // What only looks on needs none; the table says so, or the title.
        let swapped = sheet
            .with(request, "")
            .replace("| ACTIVE |\n| TC-1.2", "| OBSERVATION |\n| TC-1.2")
            .replace("| OBSERVATION |\n| TC-2.1", "| ACTIVE |\n| TC-2.1");
        sheet.denied(&swapped, &["TC-1.2", "has no STIMULUS"]);
        let asking = format!("- **STIMULUS**: GET /stock\n\n{}", sheet.observed);
        sheet.allowed(&swapped.replace(sheet.observed, &asking));
    }
}
