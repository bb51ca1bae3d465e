//! JSON written the PHP way: `"https:\/\/…"`, `"\ud574\ud53c"`.
//!
//! The vendor's older parts write so; what it means is the same, what it looks like is not.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// How a room's JSON is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As the documents print it.
    Plain,
    /// As `json_encode` writes without options.
    Php,
}

/// `value` as JSON.
pub(super) fn json(value: &impl Serialize, spelling: Spelling) -> String {
    let mut bytes = Vec::new();
    let written = match spelling {
        Spelling::Plain => value.serialize(&mut Serializer::new(&mut bytes)),
        Spelling::Php => value.serialize(&mut Serializer::with_formatter(&mut bytes, Php)),
    };
    written.expect("structs of strings with string keys are written to memory");
    String::from_utf8(bytes).expect("both formatters write whole characters")
}

struct Php;

impl Formatter for Php {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for character in fragment.chars() {
            match character {
                '/' => writer.write_all(b"\\/")?,
                ascii if ascii.is_ascii() => write!(writer, "{ascii}")?,
                other => {
                    for unit in other.encode_utf16(&mut [0; 2]) {
                        write!(writer, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_php_way_escapes_slashes_and_everything_beyond_ascii() {
        let text = "해피 https://a/b \"😀\"\n";
        assert_eq!(json(&text, Spelling::Php), r#""\ud574\ud53c https:\/\/a\/b \"\ud83d\ude00\"\n""#);
        assert_eq!(json(&text, Spelling::Plain), "\"해피 https://a/b \\\"😀\\\"\\n\"");
        assert_eq!(serde_json::from_str::<String>(&json(&text, Spelling::Php)).unwrap(), text);
    }
}
