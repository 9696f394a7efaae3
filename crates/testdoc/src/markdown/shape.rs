//! The form of one line by itself: its indentation and the signs at its start.

/// The blanks at the start of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Indent {
    /// How many there are.
    pub(super) bytes: usize,
    /// How far they reach, with tab stops every four columns.
    pub(super) columns: usize,
}

impl Indent {
    pub(super) fn of(line: &str) -> Self {
        let mut indent = Self { bytes: 0, columns: 0 };
        for byte in line.bytes() {
            match byte {
                b' ' => indent.columns += 1,
                b'\t' => indent.columns += 4 - indent.columns % 4,
                _ => break,
            }
            indent.bytes += 1;
        }
        indent
    }
}

/// The first line of a text without its end, and its length with it.
pub(super) fn first_line(text: &str) -> (&str, usize) {
    let bytes = text.as_bytes();
    // Lines are short: to choose a vector search costs more than it saves.
    match memchr::arch::all::memchr::Two::new(b'\n', b'\r').find(bytes) {
        None => (text, text.len()),
        Some(end) if bytes[end..].starts_with(b"\r\n") => (&text[..end], end + 2),
        Some(end) => (&text[..end], end + 1),
    }
}

/// The level and the text of `## text ##`.
pub(super) fn heading(text: &str) -> Option<(u8, &str)> {
    let level = run(text, b'#');
    let rest = &text[level..];
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let rest = rest.trim_matches([' ', '\t']);
    let bare = rest.trim_end_matches('#');
    let is_closed = bare.is_empty() || bare.ends_with([' ', '\t']);
    let text = if is_closed { bare.trim_end_matches([' ', '\t']) } else { rest };
    Some((u8::try_from(level).unwrap_or(6), text))
}

/// The text of a quote, however deep it is quoted.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_start_matches(['>', ' ', '\t'])
}

/// Whether the text of a quote is one that a line below could go on with.
pub(super) fn starts_paragraph(text: &str) -> bool {
    let is_block = || heading(text).is_some() || fence(text).is_some() || is_rule(text);
    !text.is_empty() && !is_block()
}

/// The sign, the length and the first word behind an opening fence.
pub(super) fn fence(text: &str) -> Option<(u8, usize, &str)> {
    let sign = text.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = run(text, sign);
    let info = text[length..].trim();
    let is_plain = sign == b'~' || !info.contains('`');
    let word = info.split([' ', '\t']).next().unwrap_or_default();
    (length >= 3 && is_plain).then_some((sign, length, word))
}

/// Whether a line ends the code block that a fence opened.
pub(super) fn closes_fence(text: &str, sign: u8, length: usize) -> bool {
    let run = run(text, sign);
    run >= length && run == text.len()
}

/// `---`, `* * *`, `___`.
pub(super) fn is_rule(text: &str) -> bool {
    let Some(sign) = text.bytes().next().filter(|byte| matches!(byte, b'-' | b'*' | b'_')) else {
        return false;
    };
    let is_one = |byte: u8| byte == sign || byte == b' ' || byte == b'\t';
    text.bytes().all(is_one) && text.bytes().filter(|byte| *byte == sign).count() >= 3
}

/// The level of the heading that a line makes of the text above it.
pub(super) fn underline(text: &str) -> Option<u8> {
    match text.bytes().next()? {
        b'=' if run(text, b'=') == text.len() => Some(1),
        b'-' if run(text, b'-') == text.len() => Some(2),
        _ => None,
    }
}

/// The start of a list item.
pub(super) struct Item<'a> {
    /// How many columns its content stands to the right of its marker.
    pub(super) width: usize,
    /// Its content.
    pub(super) text: &'a str,
    /// Whether that is code, for being so far to the right.
    pub(super) is_code: bool,
}

/// `- text`, `* text`, `+ text`, `1. text`, `1) text`.
pub(super) fn item(text: &str) -> Option<Item<'_>> {
    let bytes = text.as_bytes();
    let marker = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let is_marker = digits <= 9 && matches!(bytes.get(digits), Some(b'.' | b')'));
            is_marker.then_some(digits + 1)?
        }
        _ => return None,
    };
    let rest = &text[marker..];
    if !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let indent = Indent::of(rest);
    let text = &rest[indent.bytes..];
    let is_code = indent.columns > 4;
    let gap = if is_code || text.is_empty() { 1 } else { indent.columns };
    Some(Item { width: marker + gap, text, is_code })
}

/// What stands between the outer bars of a row.
pub(super) fn inside_of_row(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    match line.strip_suffix('|') {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => line,
    }
}

/// The first cell of a row and what follows its bar.
pub(super) fn split_cell(row: &str) -> (&str, Option<&str>) {
    let mut bars = memchr::memchr_iter(b'|', row.as_bytes());
    match bars.find(|at| !row[..*at].ends_with('\\')) {
        Some(at) => (&row[..at], Some(&row[at + 1..])),
        None => (row, None),
    }
}

/// `|---|:-:|`.
pub(super) fn is_delimiter(text: &str) -> bool {
    let inner = inside_of_row(text);
    inner.split('|').all(|cell| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && run(cell, b'-') == cell.len()
    })
}

/// How often a sign is repeated at the start.
fn run(text: &str, sign: u8) -> usize {
    text.bytes().take_while(|byte| *byte == sign).count()
}
