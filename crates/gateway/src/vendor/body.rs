//! A body that was proven to be one whole JSON object, and no refusal.
//!
//! Only the envelope is read, as `happytalk_model::decode` reads it; the rest is passed over, the ordinary quickly (`whole`), all
//! else by `serde_json`'s iterative scanner, which neither recurses nor minds a lone surrogate, so 100,000 levels of nesting in
//! an unknown field cost nothing and lose nothing.

mod whole;

use std::fmt;

use axum::body::Bytes;
use happytalk_model::transcript::Failure;
use serde::{
    Deserialize, Deserializer as _,
    de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::VendorError;

/// Bytes of `result` and `message`: the documented ones are single words.
const LONGEST_TEXT: usize = 100_000;

/// The vendor's own bytes: one whole JSON object (000) whose `result` is no failure.
#[derive(Clone, Debug)]
pub struct VendorBody(Bytes);

impl VendorBody {
    /// Checks the bytes; they are kept as they are, a byte order mark included.
    ///
    /// # Errors
    /// [`VendorError::Unreadable`] for anything but one object, [`VendorError::Refused`] for `result: "fail"`.
    pub fn check(bytes: Bytes) -> Result<Self, VendorError> {
        let json = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let quickly = whole::envelope(json).map(Ok);
        let envelope = quickly
            .unwrap_or_else(|| Envelope::read(json))
            .map_err(|error| VendorError::Unreadable(describe(&error, json.len())))?;
        match envelope.failure() {
            Some(failure) => Err(VendorError::Refused(failure)),
            None => Ok(Self(bytes)),
        }
    }

    /// The bytes as the vendor sent them.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

/// Names what is wrong without quoting the document: `serde_json` may cite text in its own message.
fn describe(error: &serde_json::Error, length: usize) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Eof => "ends too early",
        serde_json::error::Category::Data => "is no object",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => "is no single JSON document",
    };
    format!("{length} bytes, line {} column {}: {what}", error.line(), error.column())
}

/// The members around the data, as sent. A member that comes twice counts as it came last.
#[derive(Debug, Default, PartialEq, Eq)]
struct Envelope<'a> {
    result: Option<&'a str>,
    code: Option<&'a str>,
    message: Option<&'a str>,
    has_data: bool,
}

impl<'a> Envelope<'a> {
    fn read(json: &'a [u8]) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let envelope = deserializer.deserialize_map(EnvelopeVisitor)?;
        deserializer.end()?;
        Ok(envelope)
    }

    /// What the vendor refused. Where `result` says neither, an answer is what has `data`.
    fn failure(&self) -> Option<Failure> {
        let result = self.result.and_then(text).map(|result| result.trim().to_ascii_lowercase());
        let success = match result.as_deref() {
            Some("success") => true,
            Some("fail") => false,
            _ => self.has_data,
        };
        (!success).then(|| Failure {
            code: self.code.and_then(integer),
            message: self.message.and_then(text).unwrap_or_default(),
        })
    }
}

/// A string; one that is longer than any word or sentence of the vendor's is not looked at.
fn text(raw: &str) -> Option<String> {
    if raw.len() > LONGEST_TEXT { None } else { serde_json::from_str(raw).ok() }
}

/// A number, or a string that holds one: both were seen.
fn integer(raw: &str) -> Option<i64> {
    raw.trim_matches('"').trim().parse().ok()
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut envelope = Envelope::default();
        while let Some(member) = map.next_key()? {
            match member {
                Member::Result => envelope.result = Some(map.next_value::<&RawValue>()?.get()),
                Member::Code => envelope.code = Some(map.next_value::<&RawValue>()?.get()),
                Member::Message => envelope.message = Some(map.next_value::<&RawValue>()?.get()),
                Member::Data => {
                    map.next_value::<IgnoredAny>()?;
                    envelope.has_data = true;
                }
                Member::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(envelope)
    }
}

/// A key, read as bytes: as text, one lone surrogate in an unknown key would cost the whole document.
enum Member {
    Result,
    Code,
    Message,
    Data,
    Other,
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Key;

        impl Visitor<'_> for Key {
            type Value = Member;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_bytes<E>(self, key: &[u8]) -> Result<Member, E> {
                Ok(match key {
                    b"result" => Member::Result,
                    b"code" => Member::Code,
                    b"message" => Member::Message,
                    b"data" => Member::Data,
                    _ => Member::Other,
                })
            }
        }

        deserializer.deserialize_bytes(Key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: impl Into<Bytes>) -> Result<VendorBody, VendorError> {
        VendorBody::check(json.into())
    }

    #[test]
    fn a_whole_document_passes_and_keeps_its_bytes() {
        let deep = format!(r#"{{"result":"success","x":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        for good in [
            r#"{"result":"success","data":[]}"#,
            " \n{\"data\":[]}\t ",
            r#"{"result":"ok","data":{}}"#,
            r#"{"result": "SUCCESS ", "data": {"a": "\ud800"}}"#,
            r#"{"\ud800": 1, "result": "success"}"#,
            r#"{"result":"fail","code":-503,"result":"success"}"#,
            r#"{"code":0,"message":"","data":[]}"#,
            "\u{feff}{\"result\":\"success\"}",
            &deep,
        ] {
            let bytes = Bytes::copy_from_slice(good.as_bytes());
            let body = check(bytes.clone()).unwrap_or_else(|error| panic!("{good:.60}: {error}"));
            assert_eq!(body.into_bytes(), bytes);
        }
    }

    #[test]
    fn text_that_is_no_utf8_costs_no_document() {
        assert!(check(&b"{\"result\":\"success\",\"data\":[\"\xb0\xa1\"]}"[..]).is_ok());
    }

    #[test]
    fn anything_but_one_whole_object_is_unreadable() {
        let deep = format!(r#"{{"result":"success","x":{}"#, "[".repeat(100_000));
        for bad in [
            "",
            " ",
            "null",
            "[]",
            "\"success\"",
            "<!doctype html><p>로그인</p>",
            "Notice: Undefined index in /a.php{\"result\":\"success\"}",
            r#"{"result":"success"}{"result":"success"}"#,
            r#"{"result":"success","data":[{"chat":{"id":"a"#,
            r#"{"result":"success",}"#,
            "{\"result\":\"succ\u{1}ess\"}",
            &deep,
        ] {
            let bytes = Bytes::copy_from_slice(bad.as_bytes());
            assert!(matches!(check(bytes), Err(VendorError::Unreadable(_))), "{bad:.60}");
        }
    }

    #[test]
    fn why_a_document_is_unreadable_never_quotes_it() {
        let Err(error) = check("{\"result\":hunter2}") else { panic!("accepted") };
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }

    #[test]
    fn a_refusal_is_told_with_its_code_as_number_or_string() {
        for (json, code, message) in [
            (r#"{"result":"fail","code":-501,"message":"token"}"#, Some(-501), "token"),
            (r#"{"code":"-503","message":"room","result":"fail"}"#, Some(-503), "room"),
            (r#"{"result":"FAIL","code":" -504 "}"#, Some(-504), ""),
            (r#"{"result":"fail"}"#, None, ""),
            (r#"{"result":"error","code":{},"message":[1]}"#, None, ""),
            ("{}", None, ""),
            (r#"{"result":true,"code":-501}"#, Some(-501), ""),
            (r#"{"code":-502,"message":"unAuthorized"}"#, Some(-502), "unAuthorized"),
        ] {
            match check(json) {
                Err(VendorError::Refused(failure)) => {
                    assert_eq!((failure.code, failure.message.as_str()), (code, message), "{json}");
                }
                other => panic!("{json}: {other:?}"),
            }
        }
    }
}
