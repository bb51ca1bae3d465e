//! Problem documents (RFC 9457, `application/problem+json`). Members of a wrong type are ignored, as the RFC requires.

use happytalk_model::json_object::JsonObject;

/// Prefix of `type` in the gateway's documents.
const TYPE_PREFIX: &str = "urn:happytalk:problem:";

/// The members of a problem document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Problem {
    /// Slug of `type`.
    pub slug: Option<String>,
    /// `detail`, otherwise `title`. For developers; may be empty.
    pub detail: String,
    /// Error code of the vendor.
    pub vendor_code: Option<i32>,
    /// The vendor's notice for the sender of a message.
    pub content: Option<String>,
}

impl Problem {
    /// Parses a document. Every member is empty if the body is not a problem document.
    pub fn parse(body: &[u8]) -> Self {
        let Some(document) = JsonObject::read(body) else { return Self::default() };
        Self {
            slug: document.text("type").and_then(|slug| slug.strip_prefix(TYPE_PREFIX).map(str::to_owned)),
            detail: document.text("detail").or_else(|| document.text("title")).unwrap_or_default(),
            vendor_code: document.integer("vendor_code").and_then(|code| code.try_into().ok()),
            content: document.text("content"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problem_document_is_read() {
        let problem = Problem::parse(
            r#"{"type":"urn:happytalk:problem:no-such-room","title":"No","detail":"가","vendor_code":-503,"content":"나"}"#
                .as_bytes(),
        );
        let expected = Problem {
            slug: Some("no-such-room".into()),
            detail: "가".into(),
            vendor_code: Some(-503),
            content: Some("나".into()),
        };
        assert_eq!(problem, expected);
        assert_eq!(Problem::parse(br#"{"title":"No"}"#).detail, "No");
    }

    #[test]
    fn other_bodies_and_members_of_a_wrong_type_are_ignored() {
        for body in ["", "<!doctype html>", "null", "[]", r#"{"type":7,"detail":{},"vendor_code":"-503","content":1}"#]
        {
            assert_eq!(Problem::parse(body.as_bytes()), Problem::default(), "{body}");
        }
    }
}
