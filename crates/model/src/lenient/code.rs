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

/// An enum of the documents' codes, with `Other` for the rest; each code stands here once.
macro_rules! codes {
    ($(#[$about:meta])* pub enum $Name:ident { $($(#[$doc:meta])+ $Variant:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $Name {
            $($(#[$doc])+ $Variant,)+
            /// A code that no document names, as sent.
            Other(String),
        }

        impl $Name {
            /// The documented codes.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// What a code means.
            pub fn from_code(code: &str) -> Self {
                match code {
                    $($code => Self::$Variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }

            /// The code it was told by.
            pub fn code(&self) -> &str {
                match self {
                    $(Self::$Variant => $code,)+
                    Self::Other(code) => code,
                }
            }

            pub(crate) fn read(node: &$crate::wire::Node<'_>) -> Option<Self> {
                $crate::lenient::code(node, Self::CODES).map(|code| Self::from_code(&code))
            }
        }

        #[cfg(test)]
        #[test]
        fn every_code_reads_back_as_itself() {
            for code in $Name::CODES {
                let value = $Name::from_code(code);
                assert!(!matches!(value, $Name::Other(_)), "{code}");
                assert_eq!(value.code(), *code);
            }
            assert_eq!($Name::from_code("?").code(), "?");
        }
    };
}
pub(crate) use codes;

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
