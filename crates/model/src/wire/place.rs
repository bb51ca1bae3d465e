//! Locations of an object's members, recorded while the object is scanned.

use super::{Json, Key};

/// Location of an object's member in the scanned bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Offset of the key, after its quote.
    pub(super) key: usize,
    /// Offset of the quote that ends the key.
    pub(super) key_end: usize,
    /// Whether the key contains escapes.
    pub(super) has_escaped_key: bool,
    /// Offset of the value.
    pub(super) value: usize,
    /// Offset after the value.
    pub(super) end: usize,
    /// Whether the value is a text without escapes.
    pub(super) plain: bool,
}

/// Returns the last member with this name, and the number of members with it.
pub(super) fn find<'a>(bytes: &'a [u8], places: &[Place], name: &str) -> (Option<Json<'a>>, usize) {
    let (mut last, mut count) = (None, 0);
    for place in places {
        if place.key(bytes).is(name) {
            last = Some(place);
            count += 1;
        }
    }
    (last.map(|place| place.value(bytes)), count)
}

impl Place {
    /// Returns the key.
    pub(crate) fn key<'a>(&self, bytes: &'a [u8]) -> Key<'a> {
        Key { raw: &bytes[self.key..self.key_end], escaped: self.has_escaped_key }
    }

    /// Returns the range of the whole member.
    pub(crate) fn whole(&self) -> std::ops::Range<usize> {
        self.key - 1..self.end
    }

    /// Returns the range of the value.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.value..self.end
    }

    /// Returns the value.
    pub(crate) fn value<'a>(&self, bytes: &'a [u8]) -> Json<'a> {
        let bytes = &bytes[self.value..self.end];
        if self.plain { Json::plain_text(bytes) } else { Json::delimited(bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Scanner, *};

    #[test]
    fn a_member_is_found_under_its_own_name_alone() {
        let long = "k".repeat(70_000);
        let text = format!(r#"{{"":0,"a":1,"ab":2,"a\u0062c":3,"user_type":4,"userXtype":5,"{long}":6,"ab":7}}"#);
        let mut places = Vec::new();
        Scanner::new(text.as_bytes(), 0).object(&mut places).expect("the test's own JSON");
        let value = |name: &str| {
            let (value, count) = find(text.as_bytes(), &places, name);
            (value.map(|json| String::from_utf8_lossy(json.bytes()).into_owned()), count)
        };
        let one = |value: &str| (Some(value.to_owned()), 1);
        assert_eq!((value(""), value("a"), value("abc")), (one("0"), one("1"), one("3")));
        assert_eq!((value("user_type"), value("userXtype"), value(&long)), (one("4"), one("5"), one("6")));
        assert_eq!(value("ab"), (Some("7".to_owned()), 2));
        for missing in ["b", "acb", "user-type", &long[1..]] {
            assert_eq!(value(missing), (None, 0), "{missing}");
        }
    }
}
