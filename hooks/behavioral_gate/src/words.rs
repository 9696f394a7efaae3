//! The reasons of the gate, in both languages, side by side.

use store::Naming;
use testdoc::Language;

/// The reasons in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// Those of a project.
    pub(crate) fn of(naming: Naming) -> Self {
        Self(match naming {
            Naming::Ko => Language::Korean,
            Naming::En => Language::English,
        })
    }

    /// A check that passed.
    pub(crate) fn fits(self) -> String {
        self.0.pick("데이터가 조건에 맞는다", "the data meets the condition").into()
    }

    /// No check.
    pub(crate) fn unchecked(self) -> String {
        self.0.pick("행위적 조건을 확인한 기록이 없다", "there is no behavioural check").into()
    }

    /// A check without a verdict.
    pub(crate) fn no_verdict(self) -> String {
        self.0.pick("behavioral_check에 verdict가 없다", "behavioral_check has no verdict").into()
    }

    /// A check that says something else than PASS.
    pub(crate) fn verdict_is(self, verdict: &str) -> String {
        self.0
            .pick(format!("behavioral_check가 {verdict}"), format!("behavioral_check is {verdict}"))
    }

    /// A status that says that there is nothing to run with.
    pub(crate) fn status_is(self, status: &str) -> String {
        self.0.pick(format!("상태가 {status}"), format!("its status is {status}"))
    }

    /// What was asked for and what was found.
    pub(crate) fn differs(self, expected: &str, actual: &str) -> String {
        self.0.pick(
            format!("기대 {expected}, 실제 {actual}"),
            format!("expected {expected}, actual {actual}"),
        )
    }

    /// No mapping.
    pub(crate) fn no_mapping(self) -> String {
        self.0
            .pick(
                "데이터매핑이 없어 아무것도 막지 않았다",
                "there is no data mapping, so that nothing was blocked",
            )
            .into()
    }
}
