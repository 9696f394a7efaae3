//! Sentences, their clauses, and whether a clause states a fact.
//!
//! When in doubt it does not: what nobody claimed, nobody may be accused of.

use super::{
    atom::{Atom, Sense},
    token::{Kind, Token},
    words,
};

/// Parentheses with more in them are no aside.
const LONGEST_ASIDE: usize = 100;

/// A part of a sentence with a predicate of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause<'s, 'a> {
    pub(super) atoms: &'s [Atom<'a>],
    /// It says that something is so, now.
    pub(super) is_fact: bool,
}

/// Cuts a text at full stops, question marks and exclamation marks.
pub(super) fn sentences<'s, 'a>(atoms: &'s [Atom<'a>]) -> Vec<&'s [Atom<'a>]> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, atom) in atoms.iter().enumerate() {
        let next = atoms.get(at + 1);
        let is_apart = next.is_none_or(|next| next.token.at > atom.end);
        if is_apart && atom.is_sign(".!?。？！") {
            found.push(&atoms[start..=at]);
            start = at + 1;
        }
    }
    found.push(&atoms[start..]);
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// The clauses of a sentence.
pub(super) fn clauses<'s, 'a>(sentence: &'s [Atom<'a>]) -> Vec<Clause<'s, 'a>> {
    let is_question = sentence.last().is_some_and(|last| last.is_sign("?？"));
    let is_real = !is_question && !sentence.iter().any(|atom| is_condition(&atom.token));
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..=sentence.len() {
        if at == sentence.len() || begins_clause(sentence, at) {
            let atoms = &sentence[start..at];
            found.push(Clause { atoms, is_fact: is_real && is_fact(atoms) });
            start = at;
        }
    }
    found
}

fn begins_clause(sentence: &[Atom<'_>], at: usize) -> bool {
    let (before, here) = (&sentence[at - 1], &sentence[at]);
    let after_comma = before.is_sign(",，") || before.token.is("and");
    let is_subject = |next: &Atom<'_>| next.token.is_any(words::SUBJECTS);
    before.is_sign(";")
        || here.token.is_any(words::CONTRASTS)
        || after_comma && (here.token.is_any(words::CONJUNCTIONS) || here.token.is_any(words::NOW))
        || here.token.is("and") && sentence.get(at + 1).is_some_and(is_subject)
        || is_hangul(&before.token) && ends_clause(before.token.text)
        || explains(sentence, at)
}

/// Whether at `at` begins what explains a status: `FAIL — expected 409`, `FAIL (expected 409, got 200)`.
/// What is only one word long qualifies it: `PASS (expected)`.
fn explains(sentence: &[Atom<'_>], at: usize) -> bool {
    let follows_status = at >= 2 && sentence[at - 2].status().is_some();
    let (before, here) = (&sentence[at - 1], &sentence[at]);
    let goes_on = sentence.get(at + 1).is_some_and(|next| !next.is_sign(")）.!"));
    let is_value = matches!(here.kind(), Kind::Id | Kind::Number(_) | Kind::Fraction(..));
    let opens = before.is_sign("—–-") || before.is_sign("(（") && !is_value;
    let is_new = opens || before.is_sign(",:，：") && is_unreal_or_past(&sentence[at..=at]);
    follows_status && goes_on && is_new
}

fn ends_clause(word: &str) -> bool {
    words::KOREAN_JOINTS.iter().any(|joint| word.ends_with(joint))
}

fn is_hangul(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && !token.text.is_ascii()
}

/// Whether a word makes its whole sentence a condition.
fn is_condition(token: &Token<'_>) -> bool {
    if is_hangul(token) {
        let is_if =
            token.text.ends_with('면') && !words::FACES.iter().any(|it| token.text.ends_with(it));
        return is_if || words::CONDITIONS_KOREAN.iter().any(|it| token.text.contains(it));
    }
    token.is_any(words::CONDITIONS)
}

/// Whether a clause or a heading is about a plan, a wish or a guess, or about another time.
pub(super) fn is_unreal_or_past(atoms: &[Atom<'_>]) -> bool {
    atoms.iter().enumerate().any(|(at, atom)| {
        let as_expected = || {
            let before = at.checked_sub(1).map(|before| &atoms[before].token);
            let after = atoms.get(at + 1).map(|after| after.token.text);
            before.is_some_and(|it| it.is("as")) || after == Some("대로")
        };
        let token = &atom.token;
        if token.kind != Kind::Word || matches!(atom.sense, Sense::NoFailure | Sense::Status(_)) {
            return false;
        }
        if is_hangul(token) {
            let has = |parts: &[&str]| parts.iter().any(|part| token.text.contains(part));
            let is_unreal = has(words::UNREAL_KOREAN) && !token.text.ends_with("대로");
            // `… 것 같습니다`
            let before = at.checked_sub(1).map_or("", |before| atoms[before].token.text);
            let seems = token.text.starts_with('같') && before.ends_with('것');
            return has(words::PAST_KOREAN) || seems || is_unreal && !as_expected();
        }
        token.is_any(words::PAST) || token.is_any(words::UNREAL) && !as_expected()
    })
}

fn is_fact(atoms: &[Atom<'_>]) -> bool {
    let atoms = without_asides(atoms);
    let is_doubted = atoms.iter().any(|atom| atom.sense == Sense::Doubt);
    !is_doubted && !is_unreal_or_past(&atoms) && !is_turned(&atoms)
}

/// A clause without what stands in parentheses and says no status. A word or two qualify what stands
/// in front, as in `PASS (expected)`, and stay.
fn without_asides<'a>(atoms: &[Atom<'a>]) -> Vec<Atom<'a>> {
    let mut left = Vec::with_capacity(atoms.len());
    let mut at = 0;
    while let Some(atom) = atoms.get(at) {
        left.push(*atom);
        at += 1;
        if atom.is_sign("(（") {
            let mut near = atoms[at..].iter().take(LONGEST_ASIDE);
            let length = near.position(|it| it.is_sign(")）")).unwrap_or_default();
            let inside = &atoms[at..at + length];
            let is_aside = length > 2 && !inside.iter().any(|it| it.status().is_some());
            at += if is_aside { length } else { 0 };
        }
    }
    left
}

/// Whether words before a status turn it: a negation, a purpose, a time.
fn is_turned(atoms: &[Atom<'_>]) -> bool {
    let Some(last) = atoms.iter().rposition(|atom| atom.status().is_some()) else { return false };
    let is_base = |atom: &Atom<'_>| atom.status().is_some_and(|said| said.is_base);
    atoms[..last].iter().enumerate().filter(|(_, atom)| atom.sense == Sense::Plain).any(
        |(at, atom)| {
            let (token, next) = (&atom.token, &atoms[at + 1]);
            // `FAIL, not PASS` still says FAIL.
            let turns_code = next.status().is_some_and(|said| said.is_code);
            let negates = token.is_any(words::NEGATIONS) && !turns_code;
            let acts = next.token.is_any(words::PURPOSES) && next.status().is_none();
            let to_do = token.is("to") && (is_base(next) || acts);
            let makes = token.is_any(words::MAKERS) && is_base(&atoms[last]);
            negates
                || to_do
                || makes
                || token.is_any(words::WHEN) && is_time_of_status(&atoms[at..])
        },
    )
}

/// Whether a clause that begins with `when` or `after` says a status before its comma:
/// `When TC-1 passes, …`, but not `After the fix, TC-1 passes`.
fn is_time_of_status(atoms: &[Atom<'_>]) -> bool {
    let until_comma = atoms.iter().take_while(|atom| !atom.is_sign(",，"));
    let is_always = atoms[0].token.is_any(&["when", "whenever"]);
    is_always || until_comma.into_iter().any(|atom| atom.status().is_some())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{atom::atoms, token::tokens},
        *,
    };

    /// The clauses of a text; those that state a fact stand between brackets.
    fn check(text: &str, expected: &[&str]) {
        let atoms = atoms(&tokens(text, 0));
        let mut shown = Vec::new();
        for sentence in sentences(&atoms) {
            for clause in clauses(sentence) {
                let (first, last) =
                    (clause.atoms[0].token, clause.atoms[clause.atoms.len() - 1].token);
                let own = &text[first.at..last.end()];
                shown.push(if clause.is_fact { format!("[{own}]") } else { own.to_owned() });
            }
        }
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_sentence_is_cut_where_something_new_is_said() {
        check("TC-1 passed. v1.2 is out", &["[TC-1 passed.]", "[v1.2 is out]"]);
        check("TC-1 passed, but TC-2 failed", &["[TC-1 passed,]", "[but TC-2 failed]"]);
        check(
            "TC-1은 통과했고 TC-2는 다시 실행하겠습니다",
            &["[TC-1은 통과했고]", "TC-2는 다시 실행하겠습니다"],
        );
        check("TC-1 passed and I will go on", &["[TC-1 passed]", "and I will go on"]);
    }

    #[test]
    fn conditions_wishes_and_questions_are_no_facts() {
        check("If TC-1 fails, then TC-2 fails", &["If TC-1 fails,", "then TC-2 fails"]);
        check("TC-1 should pass", &["TC-1 should pass"]);
        check("TC-1이 통과하지 못했습니다", &["TC-1이 통과하지 못했습니다"]);
        check("Did TC-1 pass?", &["Did TC-1 pass?"]);
        check("TC-1 passed as expected", &["[TC-1 passed as expected]"]);
        check("TC-1은 예상대로 통과했습니다", &["[TC-1은 예상대로 통과했습니다]"]);
        check("fixed it to make all tests pass", &["fixed it to make all tests pass"]);
    }
}
