//! The end of a value with values inside, without recursion.

use super::{Cursor, Kind, MAX_DEPTH, SyntaxError};

/// The end of the value that starts at `at`, whatever it is. Takes and gives places, so that a cursor
/// that goes from value to value need not lie in memory.
#[inline(never)]
pub(super) fn value_end(text: &[u8], at: usize) -> Result<usize, SyntaxError> {
    let mut cursor = Cursor::starting_at(text, at);
    let mut open = Nesting::new();
    loop {
        let entered = match cursor.kind()? {
            Kind::Object => {
                let has_member = cursor.enter_object()?;
                if has_member {
                    open.push(true).map_err(|message| cursor.error(message))?;
                    cursor.member_name()?;
                }
                has_member
            }
            Kind::Array => {
                let has_element = cursor.enter_array()?;
                if has_element {
                    open.push(false).map_err(|message| cursor.error(message))?;
                }
                has_element
            }
            Kind::String => cursor.raw_string().map(|_| false)?,
            Kind::Number => cursor.number().map(|_| false)?,
            Kind::Bool | Kind::Null => cursor.literal().map(|_| false)?,
        };
        if !entered && close(&mut cursor, &mut open)? {
            return Ok(cursor.offset());
        }
    }
}

/// After a value: closes what ends here; true when nothing is open any more.
#[inline]
fn close(cursor: &mut Cursor<'_>, open: &mut Nesting) -> Result<bool, SyntaxError> {
    while let Some(object) = open.top() {
        if object {
            if cursor.next_member()? {
                cursor.member_name()?;
                return Ok(false);
            }
        } else if cursor.next_element()? {
            return Ok(false);
        }
        open.pop();
    }
    Ok(true)
}

/// Which containers are open: one bit each, set for an object.
struct Nesting {
    depth: usize,
    /// The innermost ones, up to 64.
    bits: u64,
    /// All others, 64 at a time.
    outer: Vec<u64>,
}

impl Nesting {
    #[inline]
    fn new() -> Self {
        Self { depth: 0, bits: 0, outer: Vec::new() }
    }

    #[inline]
    fn push(&mut self, object: bool) -> Result<(), &'static str> {
        if self.depth == MAX_DEPTH {
            return Err("nested more than 512 levels deep");
        }
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.outer.push(self.bits);
        }
        self.bits = self.bits << 1 | u64::from(object);
        self.depth += 1;
        Ok(())
    }

    #[inline]
    fn top(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.bits & 1 == 1)
    }

    #[inline]
    fn pop(&mut self) {
        self.depth -= 1;
        self.bits >>= 1;
        if self.depth.is_multiple_of(64) {
            self.bits = self.outer.pop().unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_has_a_limit() {
        let deep = |n: usize| "[".repeat(n) + "1" + &"]".repeat(n);
        assert!(value_end(deep(MAX_DEPTH).as_bytes(), 0).is_ok());
        let error = value_end(deep(MAX_DEPTH + 1).as_bytes(), 0).unwrap_err();
        assert_eq!(error.offset, MAX_DEPTH + 1);
    }

    #[test]
    fn brackets_of_both_kinds_close_in_order_at_any_depth() {
        for depth in [1, 63, 64, 65, 128, 200, 511] {
            let kinds =
                |at: usize| if at.is_multiple_of(3) { ("{\"a\":", "}") } else { ("[", "]") };
            let open: String = (0..depth).map(|at| kinds(at).0).collect();
            let close: String = (0..depth).rev().map(|at| kinds(at).1).collect();
            let text = format!("{open}[1,2]{close}");
            assert_eq!(value_end(text.as_bytes(), 0), Ok(text.len()));
            let wrong: String = close.replace('}', "]");
            assert!(value_end(format!("{open}1{wrong}").as_bytes(), 0).is_err());
        }
    }
}
