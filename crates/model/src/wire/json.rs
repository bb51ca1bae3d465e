//! One JSON value as a slice of the bytes it came in.

use super::{BrokenAt, Key, Place, Scanner, Unescaped, unescape};

/// A value with nothing around it: delimited, not yet read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Json<'a> {
    bytes: &'a [u8],
    /// Whether the value is a text that is known to contain no escapes, so that its bytes are its content.
    plain: bool,
}

/// What a value is, by its first byte (and, for those without brackets or quotes, its spelling).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonKind {
    /// Not sent at all.
    Missing,
    Null,
    True,
    False,
    Number,
    Text,
    Array,
    Object,
    /// No JSON: `undefined`, `NaN`, `0x1`.
    Broken,
}

impl<'a> Json<'a> {
    /// `bytes` must be delimited: one value as [`Scanner::value`] found it.
    pub(crate) fn delimited(bytes: &'a [u8]) -> Self {
        Self { bytes, plain: false }
    }

    /// A text without escapes, with its quotes.
    pub(super) fn plain_text(bytes: &'a [u8]) -> Self {
        Self { bytes, plain: true }
    }

    /// All of `bytes` as one value, white space around it aside.
    pub(crate) fn whole(bytes: &'a [u8]) -> Option<Self> {
        let bytes = bytes.trim_ascii();
        let mut scanner = Scanner::new(bytes, 0);
        let value = scanner.value().ok()?;
        (scanner.offset() == bytes.len()).then_some(value)
    }

    /// The bytes as sent.
    pub(crate) fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) fn kind(self) -> JsonKind {
        match self.bytes {
            [b'{', ..] => JsonKind::Object,
            [b'[', ..] => JsonKind::Array,
            [b'"', ..] => JsonKind::Text,
            b"null" => JsonKind::Null,
            b"true" => JsonKind::True,
            b"false" => JsonKind::False,
            number if is_number(number) => JsonKind::Number,
            _ => JsonKind::Broken,
        }
    }

    /// A text's bytes between the quotes; `None` for any other kind.
    pub(crate) fn quoted(self) -> Option<&'a [u8]> {
        if let [b'"', text @ .., b'"'] = self.bytes { Some(text) } else { None }
    }

    /// Returns the content of a text that is known to contain no escapes.
    pub(crate) fn plain(self) -> Option<&'a [u8]> {
        if self.plain { self.quoted() } else { None }
    }

    /// A text, its escapes undone; `None` for any other kind.
    pub(crate) fn unescaped(self) -> Option<Unescaped<'a>> {
        let raw = self.quoted()?;
        Some(if self.plain { Unescaped::plain(raw) } else { unescape(raw) })
    }

    /// Where an object's members stand in [`Self::bytes`], and where they stop being JSON, if they do.
    pub(super) fn places(self) -> (Vec<Place>, Result<(), BrokenAt>) {
        let mut places = Vec::with_capacity(8);
        let outcome = Scanner::new(self.bytes, 0).object(&mut places);
        (places, outcome)
    }

    /// An object's members in the order sent, likewise.
    pub(crate) fn members(self) -> (Vec<(Key<'a>, Json<'a>)>, Result<(), BrokenAt>) {
        let (places, outcome) = self.places();
        (places.iter().map(|place| (place.key(self.bytes), place.value(self.bytes))).collect(), outcome)
    }

    /// An array's elements, likewise.
    pub(crate) fn elements(self) -> (Vec<Json<'a>>, Result<(), BrokenAt>) {
        let mut elements = Vec::new();
        let outcome = Scanner::new(self.bytes, 0).elements(&mut |scanner| {
            elements.push(scanner.value()?);
            Ok(())
        });
        (elements, outcome)
    }
}

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`
fn is_number(text: &[u8]) -> bool {
    fn digits(text: &[u8]) -> (usize, &[u8]) {
        let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (count, &text[count..])
    }
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, mut rest) = digits(text);
    if whole == 0 || (whole > 1 && text[0] == b'0') {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix(b".") {
        let (count, after) = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = after;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = if let [b'+' | b'-', unsigned @ ..] = exponent { unsigned } else { exponent };
        let (count, after) = digits(exponent);
        return count > 0 && after.is_empty();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads everything, the strict way.
    fn is_valid(json: Json<'_>) -> bool {
        match json.kind() {
            JsonKind::Array => {
                let (elements, outcome) = json.elements();
                outcome.is_ok() && elements.into_iter().all(is_valid)
            }
            JsonKind::Object => {
                let (members, outcome) = json.members();
                outcome.is_ok() && members.into_iter().all(|(_, value)| is_valid(value))
            }
            kind => kind != JsonKind::Broken,
        }
    }

    #[test]
    fn numbers_are_those_of_the_grammar() {
        for good in ["0", "-0", "12", "1.5", "1e5", "1E-5", "-1.25e+10", "18446744073709551616000"] {
            assert_eq!(Json::delimited(good.as_bytes()).kind(), JsonKind::Number, "{good}");
        }
        for bad in ["", "-", "01", "1.", ".5", "1e", "+1", "0x1", "NaN", "1e+", "1.5.2", "12a"] {
            assert_eq!(Json::delimited(bad.as_bytes()).kind(), JsonKind::Broken, "{bad}");
        }
    }

    #[test]
    fn two_values_are_not_one() {
        assert!(Json::whole(b" {} ").is_some());
        assert!(Json::whole(b"{}{}").is_none());
        assert!(Json::whole(b"1 2").is_none());
        assert!(Json::whole(b"").is_none());
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(1024))]
        #[test]
        fn near_json_is_judged_as_serde_json_judges_it(
            text in r#"[\[{]?(("[a-z]{0,2}"|-?[0-9]{1,2}(\.[0-9])?|true|null|\[\]|\{\}|[,:\[\]{} ]){0,8})[\]}]?"#
        ) {
            let ours = Json::whole(text.as_bytes()).is_some_and(is_valid);
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            proptest::prop_assert_eq!(ours, theirs, "{}", text);
        }
    }
}
