//! Whole numbers that may have been sent as text. Only for counts, sizes and failure codes: ids are text.

use super::text;
use crate::{
    note::Repair,
    wire::{JsonKind, Node},
};

/// A whole number; a fraction is dropped. `None`: none was sent or (noted) it is no number.
pub(crate) fn integer(node: &Node<'_>) -> Option<i64> {
    let number = match node.kind() {
        JsonKind::Number => node.json().and_then(|json| parse(std::str::from_utf8(json.bytes()).ok()?)),
        JsonKind::Text if !node.is_blank() => text(node).and_then(|text| parse(text.trim())),
        _ => None,
    };
    match number {
        Some(_) if node.kind() == JsonKind::Text => node.note(Repair::TextForNumber),
        None if !node.is_blank() => node.note_wrong(),
        _ => {}
    }
    number
}

fn parse(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match whole.strip_prefix('-') {
        Some(below_zero) => digits(below_zero).map(|number| -number),
        None => digits(whole.strip_prefix('+').unwrap_or(whole)),
    }
}

/// The number that up to eighteen digits are. In WebAssembly the standard library's parser is four times the size.
pub(super) fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut number = 0;
    for digit in text.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(digit - b'0');
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    #[test]
    fn a_number_may_be_sent_as_text() {
        assert_eq!(read("-501", integer), (Some(-501), vec![]));
        assert_eq!(read(r#"" -501 ""#, integer), (Some(-501), vec![Repair::TextForNumber]));
        assert_eq!(read("481.0", integer), (Some(481), vec![]));
    }

    #[test]
    fn none_is_no_number() {
        for none in ["null", r#""""#] {
            assert_eq!(read(none, integer), (None, vec![]), "{none}");
        }
    }

    #[test]
    fn what_is_no_number_is_noted() {
        for wrong in [r#""많음""#, "true", "{}", "1e3", "99999999999999999999", r#""--1""#, r#""-""#, r#""1.x""#] {
            assert_eq!(read(wrong, integer), (None, vec![Repair::WrongType]), "{wrong}");
        }
    }
}
