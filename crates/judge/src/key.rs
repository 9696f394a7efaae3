//! What a key of a flat expectation means, by its form alone.

/// The kinds of keys, in the order in which they are tried (`execute.md`, `verdict_calculator`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key<'k> {
    /// `http_status`
    HttpStatus,
    /// `db_changes`
    DbChanges,
    /// `sum(path)` and its kin.
    Aggregate(Function, &'k str),
    /// `all_X`
    All(&'k str),
    /// A JSONPath, or a path with `.` or `[`.
    Path(&'k str),
    /// Anything else: a field of that name, or what the name can mean without one.
    Name(&'k str),
}

/// What an aggregate computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Sum,
    Count,
    Min,
    Max,
    Avg,
    Distinct,
}

impl Function {
    const ALL: [(&'static str, Self); 6] = [
        ("sum", Self::Sum),
        ("count", Self::Count),
        ("min", Self::Min),
        ("max", Self::Max),
        ("avg", Self::Avg),
        ("distinct", Self::Distinct),
    ];
}

impl<'k> Key<'k> {
    pub(crate) fn parse(text: &'k str) -> Self {
        match text {
            "http_status" => return Self::HttpStatus,
            "db_changes" => return Self::DbChanges,
            _ => {}
        }
        for (name, function) in Function::ALL {
            let inner = text.strip_prefix(name).and_then(|rest| rest.strip_prefix('('));
            if let Some(path) = inner.and_then(|rest| rest.strip_suffix(')')) {
                return Self::Aggregate(function, path.trim());
            }
        }
        match text.strip_prefix("all_") {
            Some(field) if !field.is_empty() => Self::All(field),
            _ if text.starts_with('$') || text.contains(['.', '[']) => Self::Path(text),
            _ => Self::Name(text),
        }
    }
}

/// What a name can mean when the document has no field of exactly that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning<'k> {
    /// `total_qty`: the sum of every `quantity`.
    TotalQuantity,
    /// `each_qty`: every `quantity`.
    EachQuantity,
    /// `X_count`: the length of the array X.
    Count(&'k str),
    /// `X_non_null`
    NonNull(&'k str),
    /// `X_null`, X at least three letters.
    Null(&'k str),
    /// The field in camel case, if at all.
    Plain,
}

impl<'k> Meaning<'k> {
    pub(crate) fn of(name: &'k str) -> Self {
        let before = |suffix| name.strip_suffix(suffix).filter(|rest: &&str| !rest.is_empty());
        match name {
            "total_qty" => Self::TotalQuantity,
            "each_qty" => Self::EachQuantity,
            _ => {
                if let Some(array) = before("_count") {
                    Self::Count(array)
                } else if let Some(field) = before("_non_null") {
                    Self::NonNull(field)
                } else if let Some(field) = before("_null").filter(|x| x.chars().count() >= 3) {
                    Self::Null(field)
                } else {
                    Self::Plain
                }
            }
        }
    }
}

/// `order_line_no` as `orderLineNo`; `None` when the name has no such form of its own.
pub(crate) fn camel_case(name: &str) -> Option<String> {
    let mut camel = String::with_capacity(name.len());
    let mut upper = false;
    for character in name.chars() {
        if character == '_' && !camel.is_empty() {
            upper = true;
        } else if upper {
            camel.extend(character.to_uppercase());
            upper = false;
        } else {
            camel.push(character);
        }
    }
    (camel != name).then_some(camel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_apart_in_order() {
        let check = |text, expected| assert_eq!(Key::parse(text), expected, "{text}");
        check("http_status", Key::HttpStatus);
        check("db_changes", Key::DbChanges);
        check("sum(a[*].b)", Key::Aggregate(Function::Sum, "a[*].b"));
        check("distinct($.a[*])", Key::Aggregate(Function::Distinct, "$.a[*]"));
        check("count( items )", Key::Aggregate(Function::Count, "items"));
        check("summary(a)", Key::Name("summary(a)"));
        check("all_state", Key::All("state"));
        check("all_state.name", Key::All("state.name"));
        check("all_", Key::Name("all_"));
        check("$.all_x", Key::Path("$.all_x"));
        check("a.b", Key::Path("a.b"));
        check("[0]", Key::Path("[0]"));
        check("order_count", Key::Name("order_count"));
    }

    #[test]
    fn names_have_meanings() {
        let check = |text, expected| assert_eq!(Meaning::of(text), expected, "{text}");
        check("total_qty", Meaning::TotalQuantity);
        check("each_qty", Meaning::EachQuantity);
        check("groups_count", Meaning::Count("groups"));
        check("_count", Meaning::Plain);
        check("name_non_null", Meaning::NonNull("name"));
        check("cancelled_at_null", Meaning::Null("cancelled_at"));
        check("is_null", Meaning::Plain);
        check("state", Meaning::Plain);
    }

    #[test]
    fn snake_becomes_camel() {
        assert_eq!(camel_case("order_line_2_no").as_deref(), Some("orderLine2No"));
        assert_eq!(camel_case("orderLine"), None);
        assert_eq!(camel_case("_id"), None);
        assert_eq!(camel_case("주문_번호").as_deref(), Some("주문번호"));
    }
}
