//! A document that is read whole: one JSON object, from its brace to its brace.
//!
//! For everything but the `chat_data` answer, which is read row by row as it is passed over. Braces and the object's own
//! members must be JSON; a value further in that is none costs only itself, noted by whoever reads it.

use crate::{
    note::Repair,
    transcript::NotJson,
    wire::{Json, Notes, Scanner},
};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The object that is all of `bytes`, white space and a byte order mark (noted) aside.
pub(crate) fn object<'a>(bytes: &'a [u8], notes: &Notes) -> Result<Json<'a>, NotJson> {
    let mut scanner = Scanner::new(bytes, 0);
    if bytes.starts_with(BYTE_ORDER_MARK) {
        notes.push(String::new(), Repair::ByteOrderMark);
        scanner = Scanner::new(bytes, BYTE_ORDER_MARK.len());
    }
    let not_json = |offset, reason: &str| NotJson { offset, reason: reason.to_owned() };
    match scanner.peek() {
        Some(b'{') => {}
        None => return Err(not_json(scanner.offset(), "there is nothing")),
        Some(_) => return Err(not_json(scanner.offset(), "it does not begin with an object")),
    }
    let start = scanner.offset();
    let end = scanner.members(&mut |_, scanner| scanner.value().map(drop));
    end.map_err(|broken| not_json(broken.offset, if broken.at_end { "it ends here" } else { "it is no JSON here" }))?;
    let object = Json::delimited(&bytes[start..scanner.offset()]);
    if scanner.peek().is_some() {
        return Err(not_json(scanner.offset(), "something follows the object"));
    }
    Ok(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(Vec<u8>, bool), usize> {
        let notes = Notes::default();
        let object = object(bytes, &notes).map_err(|error| error.offset)?;
        Ok((object.bytes().to_vec(), notes.count(Repair::ByteOrderMark) == 1))
    }

    #[test]
    fn an_object_is_found_between_white_space_and_after_a_mark() {
        assert_eq!(read(b" {\"a\":1}\r\n"), Ok((b"{\"a\":1}".to_vec(), false)));
        assert_eq!(read(b"\xef\xbb\xbf{}"), Ok((b"{}".to_vec(), true)));
    }

    #[test]
    fn what_is_not_one_whole_object_says_where() {
        for (bytes, offset) in [
            ("", 0),
            ("[]", 0),
            ("<html>", 0),
            ("{\"type: \"text\"}", 9),
            ("{\"msg\":\"a\",}", 11),
            ("{\"a\":1", 6),
            ("{}{}", 2),
            ("{} OK", 3),
        ] {
            assert_eq!(read(bytes.as_bytes()), Err(offset), "{bytes}");
        }
    }
}
