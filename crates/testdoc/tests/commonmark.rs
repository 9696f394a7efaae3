//! Our reading of Markdown against that of `pulldown-cmark`: headings, code and quotes are the same lines.

use proptest::{prelude::*, sample};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;
use testdoc::markdown::{self, Kind};

/// What both readers say of a document.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reading {
    /// Line and level.
    headings: BTreeSet<(usize, u8)>,
    /// Lines of code blocks and their fences; blank ones are left out.
    code: BTreeSet<usize>,
    /// Lines of quotes: of theirs the first of each, and what is one for us too.
    quotes: BTreeSet<usize>,
    /// The heads of tables.
    tables: BTreeSet<usize>,
}

fn ours(document: &str) -> Reading {
    let mut reading = Reading::default();
    let mut previous = None;
    for line in markdown::lines(document) {
        assert_eq!(&document[line.range()], line.text);
        match line.kind {
            Kind::Heading { level, .. } | Kind::Underlined { level, .. } => {
                reading.headings.insert((line.number, level));
            }
            Kind::Code { .. } | Kind::Fence { .. } if !line.text.trim().is_empty() => {
                reading.code.insert(line.number);
            }
            Kind::Quote { .. } => {
                reading.quotes.insert(line.number);
            }
            Kind::Delimiter if previous == Some(Kind::Row) => {
                reading.tables.insert(line.number - 1);
            }
            _ => {}
        }
        previous = Some(line.kind);
    }
    reading
}

/// Besides, all lines of quotes, those too that only go on with a quoted paragraph.
fn theirs(document: &str) -> (Reading, BTreeSet<usize>) {
    let lines: Vec<&str> = document.split('\n').collect();
    let newlines = |at: usize| document[..document.floor_char_boundary(at)].matches('\n').count();
    let number = |at: usize| newlines(at) + 1;
    let mut reading = Reading::default();
    let mut quoted = BTreeSet::new();
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(document, Options::ENABLE_TABLES).into_offset_iter() {
        let last = number(range.end.saturating_sub(1).max(range.start));
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                depth += 1;
                reading.quotes.insert(number(range.start));
                quoted.extend(number(range.start)..=last);
            }
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            _ if depth > 0 => {}
            Event::Start(Tag::Heading { level, .. }) => {
                // The second form ends with the line below the text.
                let line = if number(range.start) == last { last } else { last - 1 };
                reading.headings.insert((line, level as u8));
            }
            Event::Start(Tag::CodeBlock(_)) => {
                let is_full = |line: &usize| !lines[line - 1].trim().is_empty();
                reading.code.extend((number(range.start)..=last).filter(is_full));
            }
            Event::Start(Tag::Table(_)) => {
                reading.tables.insert(number(range.start));
            }
            _ => {}
        }
    }
    (reading, quoted)
}

fn check(document: &str) {
    let ours = ours(document);
    let (mut theirs, quoted) = theirs(document);
    theirs.quotes.extend(ours.quotes.intersection(&quoted));
    assert_eq!(ours, theirs, "{document}");
}

#[test]
fn what_documents_of_tests_are_made_of() {
    for document in [
        "# A\n\n## B ##\n### C #x\n####\tD\n#no\n####### no\n \u{a0}# no\n",
        "para\n# heading\n    # still the paragraph? no: code is none after a heading\n",
        "```json\n# no\n```\n~~~\n```\n~~~\n# yes\n````\n```\n# no\n````\n# yes",
        "```\nopen to the end\n# no\n",
        "```a`b\n# yes\n",
        "> quote\n> # no\n# yes\n> ```\n# yes\n",
        "- item\n\n      code\n\n  text\n\n  ```\n  # no\n  ```\n# yes\n",
        "- item\n  ```\n  # no\n# yes, the item is over\n",
        "- # yes\n- > quote\n- ```\n  # no\n  ```\n1. a\n   - b\n     # yes\n",
        "text\n    # no\n\n    # code\n\ttab\n",
        "Title\n=====\n\ntwo\nlines\n---\n\n---\n\n- a\n---\n> q\n---\n",
        "<!-- # no -->\n<!--\n# no\n\n# no\n--> # no\n# yes\ntext <!-- \n# yes\n-->\n",
        "| a | b |\n|---|---|\n| # | 1 |\n\na | b\n--|:-:\nc | d\n# yes\n",
        "# A\r\n\r\n```\r\n# no\r\n```\r\n# B\r\n",
        "* * *\n- - -\n___\n*no* rule\n**bold**: x\n",
        "━━━ STIMULUS ━━━\nPOST /a\n━━━ AFTER ━━━\n",
    ] {
        check(document);
    }
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    assert_eq!(ours("# A\r# B\r\r\n# C").headings, BTreeSet::from([(1, 1), (2, 1), (4, 1)]));
    assert_eq!(ours("\u{feff}# A").headings, BTreeSet::from([(1, 1)]));
}

/// Lines that mean something, most of them to the lines around them too.
const LINES: [&str; 28] = [
    "",
    "",
    "text",
    "## TC-1: x",
    "# A ##",
    "#no",
    "```",
    "```json",
    "~~~",
    "````",
    "> quote",
    "> ## no",
    ">",
    "- item",
    "- # heading",
    "- > quote",
    "- ```",
    "1. one",
    "---",
    "===",
    "***",
    "<!-- one -->",
    "<!-- open",
    "close -->",
    "**기대**: 1",
    "├─① x",
    "━━━ AFTER ━━━",
    "~~~ md",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_lines(
        lines in prop::collection::vec((0_usize..7, sample::select(&LINES[..])), 0..14)
    ) {
        let document: Vec<_> =
            lines.iter().map(|(indent, line)| format!("{}{line}", " ".repeat(*indent))).collect();
        check(&document.join("\n"));
    }

    #[test]
    fn no_text_is_too_odd(
        parts in prop::collection::vec((".{0,6}", sample::select(&LINES[..]), ".{0,3}"), 0..10)
    ) {
        let document = parts.iter().fold(String::new(), |text, (before, line, after)| {
            text + before + line + after + "\n"
        });
        let mut at = if document.starts_with('\u{feff}') { 3 } else { 0 };
        for line in markdown::lines(&document) {
            // Between two lines stands a line end and nothing else.
            prop_assert!(document[at..line.start].chars().all(|c| matches!(c, '\r' | '\n')));
            prop_assert!(line.start - at <= 2);
            at = line.range().end;
        }
        testdoc::sheet::Sheet::read(&document);
    }
}

#[test]
fn a_hostile_line_costs_no_more_than_its_length() {
    for line in ["- ", "1. ", "> ", "| ", "|-", "`", "# ", "**", "TC-", "① ", "/ ", "<!--"] {
        for end in ["x", "_", ""] {
            let line = line.repeat(200_000) + end;
            testdoc::sheet::Sheet::read(&format!("{line}\n### TC-1: x\n{line}\n| TC |\n{line}\n"));
        }
    }
}
