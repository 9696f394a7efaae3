//! What a message of an agent claims about test results, in Korean and in English.
//!
//! Only what is plainly said counts: a statement, about now, about the ticket's test cases. Questions,
//! negations, conditions, plans, guesses, quotations, code, earlier runs, parts of a run and the
//! project's own unit tests are none of it. When in doubt a sentence claims nothing: an accusation
//! without cause is worse than a claim that slips through, which the record does not bear out anyway.
//!
//! | module | what |
//! |---|---|
//! | `units` | headings, items, paragraphs and tables of a message |
//! | `token`, `atom` | words, numbers, ids; what each of them means |
//! | `clause` | sentences, clauses, and whether a clause states a fact |
//! | `cases` | ids with a status |
//! | `figures` | counts, shares, "all passed" |
//! | `table` | rows with an id and a status, and tables of counts |
//! | `context` | what a heading or the line in front says of what follows |
//! | `words` | the words that decide |

mod atom;
mod cases;
mod clause;
mod context;
mod figures;
mod table;
mod token;
mod units;
mod words;

use clause::{clauses, sentences};
use context::{Context, Setting, is_about_other_work};
use contract::Status;
use figures::Figure;
use std::ops::Range;
use units::{Unit, UnitKind, units};

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assertion {
    /// A test case ended so.
    Case {
        /// The test case.
        tc_id: String,
        /// How it ended.
        status: Status,
    },
    /// So many test cases ended so.
    Count {
        /// How they ended.
        status: Status,
        /// How many.
        number: u64,
    },
    /// There are so many test cases.
    Total(u64),
    /// So many passed, in tenths of a per cent.
    Rate {
        /// 667 for 66.7 %.
        tenths: u64,
    },
    /// All of them passed.
    AllPassed,
}

/// A claim and where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub what: Assertion,
    /// The line, from 1.
    pub line: usize,
    /// The words that it was read from.
    pub words: String,
}

/// What a message claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The claims in their order.
    pub list: Vec<Claim>,
    /// It says in words that something is incomplete or not borne out.
    pub admits_doubt: bool,
}

/// Reads a message.
pub fn read(message: &str) -> Claims {
    let message = &*crate::plain(message);
    let units = units(message);
    let context = Context::of(&units);
    let mut reader =
        Reader { message, setting: Setting::default(), list: Vec::new(), seen: (0, 1) };
    for unit in &units {
        reader.unit(unit, context);
    }
    Claims { list: reader.list, admits_doubt: context.admits_doubt }
}

struct Reader<'a> {
    message: &'a str,
    setting: Setting,
    list: Vec<Claim>,
    /// A place in the message and its line, from which others are counted.
    seen: (usize, usize),
}

impl<'a> Reader<'a> {
    fn unit(&mut self, unit: &Unit<'a>, context: Context) {
        self.setting.enter(unit);
        let reading = self.setting.reading(unit);
        if let UnitKind::Table { rows, has_head } = &unit.kind {
            let table = table::read(rows, *has_head);
            if reading.cases {
                for case in &table.cases {
                    self.push_case(case);
                }
            }
            if reading.figures {
                self.push_figures(table.figures, context);
            }
            return;
        }
        for sentence in sentences(&unit.atoms) {
            let said = sentence.iter().position(|atom| atom.status().is_some());
            if is_about_other_work(&sentence[..said.unwrap_or_default()]) {
                continue;
            }
            let mut known = Vec::new();
            let mut length = 0;
            for clause in clauses(sentence) {
                let cases = cases::read(clause.atoms, &mut known);
                let before = &sentence[..length];
                length += clause.atoms.len();
                if !clause.is_fact {
                    continue;
                }
                if reading.figures {
                    self.push_figures(figures::read(clause.atoms, before), context);
                }
                if reading.cases {
                    for case in &cases {
                        self.push_case(case);
                    }
                }
            }
        }
    }

    fn push_case(&mut self, case: &cases::Case) {
        for tc_id in &case.tc_ids {
            let what = Assertion::Case { tc_id: tc_id.clone(), status: case.status };
            self.push(what, &case.span);
        }
    }

    fn push_figures(&mut self, figures: Vec<Figure>, context: Context) {
        for figure in figures {
            let is_generic = !context.mentions_runner && (context.names_cases || figure.is_whole);
            if figure.is_specific || is_generic {
                self.push(figure.what, &figure.span);
            }
        }
    }

    fn push(&mut self, what: Assertion, span: &Range<usize>) {
        let line = self.line(span.start);
        let words = self.message[span.clone()].replace('*', "");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.list.push(Claim { what, line, words });
    }

    /// The line of a place, which is mostly behind the one before.
    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.seen;
        let breaks = |range: Range<usize>| {
            memchr::memchr_iter(b'\n', &self.message.as_bytes()[range]).count()
        };
        let line = if at >= from { line + breaks(from..at) } else { line - breaks(at..from) };
        self.seen = (at, line);
        line
    }
}
