//! Where the members of an object stand: what is kept of passing over it, so that nobody looks for them twice.
//!
//! Members are looked up by name one after the other; the print tells most of them apart without going to their bytes.

use super::{Json, Key, Scanner};

/// Where a member of an object stands in the bytes it was passed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The key's length, first and last byte: enough to tell most keys apart. [`UNTOLD`]: only reading it tells.
    pub(super) print: u32,
    /// Where the key begins, after its quote.
    pub(super) key: usize,
    pub(super) value: usize,
    pub(super) end: usize,
    /// Whether the value is a text without escapes.
    pub(super) plain: bool,
}

/// The print of keys that are escaped, empty, or longer than any name.
pub(super) const UNTOLD: u32 = 0;

// Asked for every name that is looked up, and every key that is passed.
#[inline(always)]
pub(super) fn print(key: &[u8]) -> u32 {
    match (key, u16::try_from(key.len())) {
        ([first, .., last], Ok(length)) => u32::from(length) << 16 | u32::from(*first) << 8 | u32::from(*last),
        ([only], _) => 1 << 16 | u32::from(*only),
        _ => UNTOLD,
    }
}

/// Whether these are equal, by words: names are short, and in WebAssembly comparing slices is a call, byte by byte.
#[inline(always)]
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    match a.len() {
        0..4 => a.first() == b.first() && a.get(1) == b.get(1) && a.last() == b.last(),
        4..8 => a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk(),
        8..=16 => a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk(),
        _ => a == b,
    }
}

/// The last of these members under that name, and how many there are.
pub(super) fn find<'a>(bytes: &'a [u8], places: &[Place], name: &str) -> (Option<Json<'a>>, usize) {
    let (mut last, mut count) = (None, 0);
    let wanted = print(name.as_bytes());
    for place in places {
        let is_it = if place.print == UNTOLD {
            place.key(bytes).is(name)
        } else {
            place.print == wanted && same(&bytes[place.key..place.key + name.len()], name.as_bytes())
        };
        if is_it {
            last = Some(place);
            count += 1;
        }
    }
    (last.map(|place| place.value(bytes)), count)
}

impl Place {
    #[cold]
    pub(crate) fn key<'a>(&self, bytes: &'a [u8]) -> Key<'a> {
        let read = Scanner::new(bytes, self.key - 1).key();
        read.unwrap_or(Key { raw: b"", escaped: false })
    }

    /// Where it stands, its key and its value.
    pub(crate) fn whole(&self) -> std::ops::Range<usize> {
        self.key - 1..self.end
    }

    /// Where its value stands.
    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.value..self.end
    }

    #[inline(always)]
    pub(crate) fn value<'a>(&self, bytes: &'a [u8]) -> Json<'a> {
        let bytes = &bytes[self.value..self.end];
        if self.plain { Json::plain_text(bytes) } else { Json::delimited(bytes) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    proptest::proptest! {
        #[test]
        fn same_is_equal(a in "[ab]{0,20}", b in "[ab]{0,20}") {
            proptest::prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
            for at in 0..a.len() {
                let mut other = a.clone().into_bytes();
                other[at] ^= 1;
                proptest::prop_assert!(!same(a.as_bytes(), &other), "{} at {}", a, at);
            }
        }
    }
}
