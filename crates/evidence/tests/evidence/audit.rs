//! The whole walk: every name, and every change noticed where it is.

use crate::ticket::{TC, Ticket, results, snapshot_claim, stimulus_claim};
use contract::{
    Object, Status,
    claim::{self, PartClaim, Phase, SealClaim, SnapshotClaim},
    snapshot::Source,
    verification::{Verification, Word},
};
use evidence::Act;
use proptest::prelude::*;
use std::fs;

const LEDGER: &str = "partial_results/_ledger.jsonl";

fn edit_ledger(ticket: &Ticket, edit: impl FnOnce(&mut Vec<String>)) {
    let mut lines: Vec<String> = ticket.ledger().lines().map(Into::into).collect();
    edit(&mut lines);
    let text = lines.into_iter().fold(String::new(), |text, line| text + &line + "\n");
    ticket.write(LEDGER, &text);
}

/// Place and kind of each of the joint ledger's troubles: line, number, sentence.
fn places(found: &Verification) -> Vec<(u64, u64, &str)> {
    let troubles = found.ledgers[0].troubles.iter();
    troubles
        .map(|it| (it.line.unwrap_or_default(), it.seq.unwrap_or_default(), it.detail.as_str()))
        .collect()
}

#[test]
fn what_was_recorded_is_verified() {
    let ticket = Ticket::passed();
    let found = ticket.verify();
    assert!(found.verified, "{found:#?}");
    assert_eq!((found.tcs.len(), found.tcs[0].files), (1, 5));
    assert_eq!((found.ledgers[0].entries, found.ledgers[0].signed), (5, 0));
    assert!(Ticket::new().verify().verified, "nothing on record is nothing wrong");
}

#[test]
fn files_that_changed_went_or_came_are_named() {
    let ticket = Ticket::passed();
    ticket.change(&results("TC-1_diff.json"), "nr", "Nr");
    ticket.finds(&[(Word::FileChanged, "partial_results/TC-1_diff.json")]);

    let ticket = Ticket::passed();
    fs::remove_file(ticket.path(&results("TC-1_verdict.json"))).unwrap();
    ticket.finds(&[(Word::FileMissing, "TC-1_verdict.json: it is in the ledger, but there is no")]);

    let ticket = Ticket::passed();
    ticket.write(&results("TC-1_expected.json"), "{}");
    ticket.write(&results("TC-1_stimulus_2.json"), "{}");
    ticket.write(&results("TC-1_note.json"), "{}");
    ticket.finds(&[
        (Word::NoEntry, "partial_results/TC-1_expected.json"),
        (Word::NoEntry, "partial_results/TC-1_stimulus_2.json"),
    ]);
}

#[test]
fn what_was_made_from_older_files_is_stale() {
    let ticket = Ticket::passed();
    ticket.stimulus();
    ticket.after();
    ticket.finds(&[
        (Word::Stale, "TC-1_diff.json: it was made from another partial_results/TC-1_after.json"),
        (Word::Stale, "TC-1_verdict.json: it was made from another partial_results/TC-1_stimulus"),
    ]);
    ticket.diff();
    ticket.verdict(Status::Pass);
    ticket.finds(&[]);
}

#[test]
fn a_plan_that_is_not_the_sealed_one_is_unsealed() {
    let ticket = Ticket::passed();
    ticket.enter("seal_plan", claim::members(&SealClaim::default())).unwrap();
    ticket.finds(&[
        (Word::Unsealed, "the seal does not know this test case"),
        (Word::Unsealed, "TC-1_stimulus.json is older than the seal"),
        (Word::Unsealed, "TC-1_verdict.json is older than the seal"),
    ]);
}

#[test]
fn supplied_rows_are_shown() {
    let ticket = Ticket::new();
    let claim = SnapshotClaim { source: Some(Source::Supplied), ..snapshot_claim(Phase::Before) };
    ticket.snapshot("TC-1_before.json", claim);
    let found = ticket.verify();
    assert!(found.verified);
    assert_eq!(found.tcs[0].supplied, [results("TC-1_before.json")]);
}

#[test]
fn an_edited_entry_is_its_test_cases_trouble() {
    let ticket = Ticket::passed();
    other_test_case(&ticket);
    edit_ledger(&ticket, |lines| lines[1] = lines[1].replace("200", "201"));
    let found = ticket.verify();
    assert!(!found.verified);
    let [(line, seq, detail)] = places(&found)[..] else { panic!("{found:#?}") };
    assert_eq!((line, seq), (2, 2));
    assert!(detail.contains("was edited"), "{detail}");
    let status: Vec<_> = found.tcs.iter().map(|tc| tc.status).collect();
    assert_eq!(status, [Word::ChainBroken, Word::Verified]);
}

#[test]
fn a_deleted_entry_is_everyones_trouble() {
    let ticket = Ticket::passed();
    other_test_case(&ticket);
    edit_ledger(&ticket, |lines| drop(lines.remove(1)));
    let found = ticket.verify();
    let [(line, seq, detail)] = places(&found)[..] else { panic!("{found:#?}") };
    assert_eq!((line, seq, detail), (2, 2, "seq 2 is missing before line 2"));
    assert!(found.tcs.iter().all(|tc| tc.status != Word::Verified), "{found:#?}");
    assert_eq!(found.tcs[0].troubles[0].what, Word::NoEntry, "the stimulus has no entry now");
}

#[test]
fn moved_repeated_and_foreign_lines_are_placed() {
    let check = |edit: fn(&mut Vec<String>), line: u64, words: &str| {
        let ticket = Ticket::passed();
        edit_ledger(&ticket, edit);
        let found = ticket.verify();
        let [(at, _, detail)] = places(&found)[..] else { panic!("{found:#?}") };
        assert_eq!(at, line, "{detail}");
        assert!(detail.contains(words), "{detail}");
        assert!(!found.verified);
    };
    check(|lines| lines.swap(1, 2), 3, "seq 2 at line 3 stands behind");
    check(|lines| lines.insert(2, lines[0].clone()), 3, "seq 1 at line 3 is a copy of line 1");
    check(|lines| lines.insert(1, "{}".into()), 2, "was put in before seq 2");
    check(|lines| lines[3].push(' '), 4, "reformatted");
}

#[test]
fn a_ledger_cut_together_with_its_files_is_rolled_back() {
    let ticket = Ticket::new();
    ticket.before();
    let (ledger, before) = (ticket.ledger(), ticket.read(&results("TC-1_before.json")));
    ticket.before();
    ticket.write(LEDGER, &ledger);
    ticket.write(&results("TC-1_before.json"), &before);
    ticket.finds(&[(Word::RolledBack, "it ended with seq 2")]);
    let both = &ticket.verify().tcs[0].troubles[0].detail;
    assert_eq!(both.matches('(').count(), 2, "both heads are shown: {both}");
}

#[test]
fn a_person_accepts_a_lost_head_with_a_reason_that_stays() {
    let ticket = Ticket::passed();
    assert_eq!(ticket.accept("nothing happened"), None);
    edit_ledger(&ticket, |lines| lines.truncate(4));
    fs::remove_file(ticket.path(&results("TC-1_verdict.json"))).unwrap();
    ticket.finds(&[(Word::RolledBack, "was rolled back")]);
    assert_eq!(ticket.accept("git checkout of the release branch").unwrap().seq, Some(5));
    ticket.finds(&[]);
    let last = ticket.ledger().lines().last().unwrap().to_owned();
    assert!(
        last.contains("git checkout of the release branch") && last.contains("seq 5"),
        "{last}"
    );
}

#[test]
fn a_ledger_begun_anew_is_restarted_until_it_is_accepted() {
    let ticket = Ticket::passed();
    fs::remove_file(ticket.path(LEDGER)).unwrap();
    ticket.before();
    let found = ticket.verify();
    let words: Vec<_> = found.ledgers[0].troubles.iter().map(|it| it.what).collect();
    assert_eq!(words, [Word::Restarted]);
    ticket.accept("the folder was deleted on purpose").unwrap();
    assert!(ticket.verify().ledgers[0].troubles.is_empty());
}

#[test]
fn a_head_kept_elsewhere_holds_against_one_who_rewrites_both() {
    let ticket = Ticket::passed();
    let anchor = ticket.verify().ledgers[0].head.clone().unwrap();
    ticket.enter("validate_final_message", Object::new()).unwrap();
    assert!(ticket.verify_with(0, Some(&anchor)).verified);
    fs::remove_file(ticket.path(LEDGER)).unwrap();
    let state = ticket.env[0].1.clone();
    fs::remove_dir_all(state).unwrap();
    for _ in 0..5 {
        ticket.enter("validate_final_message", Object::new()).unwrap();
    }
    let found = ticket.verify_with(0, Some(&anchor));
    assert_eq!(found.ledgers[0].troubles[0].what, Word::RolledBack);
}

#[test]
fn a_torn_tail_is_a_warning() {
    let ticket = Ticket::passed();
    let ledger = ticket.ledger();
    ticket.write(LEDGER, &format!("{ledger}{{\"seq\":6"));
    let found = ticket.verify();
    assert!(found.verified);
    assert!(found.ledgers[0].warnings[0].contains("8 bytes at line 6"), "{found:#?}");
}

#[test]
fn signatures_are_checked_when_there_is_a_key() {
    let mut ticket = Ticket::new();
    ticket.before();
    let key = |text: &str| ("PROCTOR_EVIDENCE_KEY".to_owned(), text.to_owned());
    ticket.env.push(key("the key that only CI holds"));
    ticket.stimulus();
    ticket.finds(&[(Word::Unsigned, "seq 1, carries no signature")]);
    assert!(ticket.verify_with(2, None).verified);
    assert_eq!(ticket.verify().ledgers[0].signed, 1);
    ticket.env[1] = key("a key that somebody made up");
    ticket.finds(&[
        (Word::Unsigned, "seq 1"),
        (Word::BadSignature, "it was signed with key hmac-sha256:"),
    ]);
    ticket.env.pop();
    ticket.finds(&[]);
}

#[test]
fn parts_keep_their_own_ledgers_and_end_as_the_joint_one_says() {
    let ticket = Ticket::passed();
    let part = results("_ledger.part-1.jsonl");
    fs::rename(ticket.path(LEDGER), ticket.path(&part)).unwrap();
    fs::remove_dir_all(&ticket.env[0].1).unwrap();
    ticket.finds(&[(Word::NoEntry, "_ledger.part-1.jsonl")]);
    let last = ticket.read(&part).lines().last().unwrap().to_owned();
    let hash = last.split("\"hash\":\"").nth(1).unwrap()[..64].to_owned();
    let claim = claim::members(&PartClaim { part: 1, seq: 5, hash });
    ticket.enter("merge_runs", claim).unwrap();
    ticket.finds(&[]);
    ticket.stands(Status::Pass);
    let text = ticket.read(&part);
    let cut = text.trim_end().rsplit_once('\n').unwrap().0;
    ticket.write(&part, &format!("{cut}\n"));
    ticket.finds(&[
        (Word::NoEntry, "TC-1_verdict.json"),
        (Word::ChainBroken, "the part ends with seq 4, the joint ledger says seq 5"),
    ]);
}

fn other_test_case(ticket: &Ticket) {
    let claim = claim::members(&stimulus_claim());
    let act = Act { tc_id: Some("TC-2".into()), claim, ..Act::default() };
    ticket.record("stimulus_executor", &results("TC-2_stimulus.json"), act).unwrap();
}

const FILES: [&str; 5] = [
    "TC-1_before.json",
    "TC-1_stimulus.json",
    "TC-1_after.json",
    "TC-1_diff.json",
    "TC-1_verdict.json",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_byte_of_any_file_is_noticed(
        file in 0..FILES.len(), at: prop::sample::Index, flip in 1..=255u8
    ) {
        let ticket = Ticket::passed();
        let path = ticket.path(&results(FILES[file]));
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        fs::write(&path, bytes).unwrap();
        let found = ticket.verify();
        prop_assert!(!found.verified);
        let tc = &found.tcs[0];
        prop_assert_eq!(tc.tc_id.as_deref(), Some(TC));
        let name = results(FILES[file]);
        let named = tc.troubles.iter().any(|it| {
            it.what == Word::FileChanged && it.file.as_deref() == Some(&name)
        });
        prop_assert!(named, "{:#?}", tc);
    }

    #[test]
    fn any_byte_of_the_ledger_is_noticed_and_placed(at: prop::sample::Index, flip in 1..=255u8) {
        let ticket = Ticket::passed();
        let mut bytes = ticket.ledger().into_bytes();
        let at = at.index(bytes.len());
        let line = bytes[..at].split(|byte| *byte == b'\n').count() as u64;
        bytes[at] ^= flip;
        fs::write(ticket.path(LEDGER), &bytes).unwrap();
        let found = ticket.verify();
        prop_assert!(!found.verified);
        let places = places(&found);
        let placed = places.iter().any(|(found, _, _)| *found == line);
        // The last line break: what was the last line is a torn tail now, and the head is beyond it.
        let cut = at == bytes.len() - 1
            && found.ledgers[0].troubles.iter().any(|it| it.what == Word::RolledBack);
        prop_assert!(placed || cut, "line {line}: {:#?}", found.ledgers[0]);
    }

    #[test]
    fn any_line_deleted_or_moved_is_noticed(from in 0..5usize, to in 0..5usize, deletes: bool) {
        prop_assume!(deletes || from != to);
        let ticket = Ticket::passed();
        edit_ledger(&ticket, |lines| {
            let line = lines.remove(from);
            if !deletes {
                lines.insert(to, line);
            }
        });
        let found = ticket.verify();
        prop_assert!(!found.verified);
        prop_assert!(!found.ledgers[0].troubles.is_empty());
        let seqs: Vec<u64> = found.ledgers[0].troubles.iter().filter_map(|it| it.seq).collect();
        let cut_end = deletes && from == 4;
        let moved_or_gone = from as u64 + 1;
        let between = (from.min(to) as u64 + 1)..=(from.max(to) as u64 + 1);
        prop_assert!(
            cut_end || seqs.contains(&moved_or_gone) || seqs.iter().all(|seq| between.contains(seq)),
            "{:?}", seqs
        );
    }
}
