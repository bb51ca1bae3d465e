//! Codes: short words from a list, which may come padded, in another case, or as a number.

use std::borrow::Cow;

use super::filled;
use crate::{
    note::Repair,
    wire::{Json, Node},
};

/// A code in the spelling of `known` if it is one of them, else as sent. `None`: none was sent.
pub(crate) fn code(node: &Node<'_>, known: &[&'static str]) -> Option<Cow<'static, str>> {
    let exact = |bytes: &[u8]| known.iter().find(|known| known.as_bytes() == bytes).map(|known| Cow::Borrowed(*known));
    if let Some(found) = node.json().and_then(Json::quoted).and_then(exact) {
        return Some(found);
    }
    let sent = filled(node)?;
    let meant = sent.trim();
    if let Some(known) = known.iter().find(|known| known.eq_ignore_ascii_case(meant)) {
        if **known != sent {
            node.note(Repair::CodeSpelling);
        }
        return Some(Cow::Borrowed(known));
    }
    Some(Cow::Owned(sent))
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    fn sent(json: &str) -> (Option<Cow<'static, str>>, Vec<Repair>) {
        read(json, |node| code(node, &["TEXT", "1"]))
    }

    #[test]
    fn a_known_code_is_known_in_any_case_padded_or_as_a_number() {
        assert_eq!(sent(r#""TEXT""#), (Some("TEXT".into()), vec![]));
        assert_eq!(sent(r#"" text ""#), (Some("TEXT".into()), vec![Repair::CodeSpelling]));
        assert_eq!(sent("1"), (Some("1".into()), vec![Repair::ScalarForText]));
        assert_eq!(sent(r#""\u0054EXT""#), (Some("TEXT".into()), vec![]));
    }

    #[test]
    fn an_unknown_code_stays_as_sent() {
        assert_eq!(sent(r#"" Video""#), (Some(" Video".into()), vec![]));
        assert_eq!(sent(r#""""#), (None, vec![]));
        assert_eq!(sent("{}"), (None, vec![Repair::WrongType]));
    }
}
