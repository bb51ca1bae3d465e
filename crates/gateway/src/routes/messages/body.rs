//! The body of a message: `{"type","msg"}` or `{"type","url"}`, and nothing besides.
//!
//! A member that is not known is refused by name, `uuid`, `room_id` and `token` above all: who is sent for, where, and by
//! which right is never for the page to say.

use std::fmt;

use happytalk_model::write::Content;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value;
use url::Url;

use crate::{problem::Problem, sending::told};

/// The message that the body is.
pub(super) fn read(bytes: &[u8]) -> Result<Content, Problem> {
    let Members(members) =
        serde_json::from_slice(bytes).map_err(|_| Problem::parameter("body", "Not one whole JSON object in UTF-8."))?;
    let (mut kind, mut msg, mut url) = (None, None, None);
    for (name, value) in members {
        let (name, place) = match name.as_str() {
            "type" => ("type", &mut kind),
            "msg" => ("msg", &mut msg),
            "url" => ("url", &mut url),
            other => return Err(Problem::no_such(other, "There is no such member here: only type, and msg or url.")),
        };
        let Value::String(text) = value else { return Err(Problem::parameter(name, "A string.")) };
        if place.replace(text).is_some() {
            return Err(Problem::parameter(name, "This member counts once, and came twice."));
        }
    }
    let (has_msg, has_url) = (msg.is_some(), url.is_some());
    let content = Content::check(kind.as_deref(), msg, url).map_err(told)?;
    match &content {
        Content::Text(_) if has_url => return Err(Problem::parameter("url", "A text has no url.")),
        Content::Text(_) => {}
        Content::Image(_) | Content::Audio(_) | Content::Video(_) if has_msg => {
            return Err(Problem::parameter("msg", "What is sent by its address has no msg."));
        }
        Content::Image(url) | Content::Audio(url) | Content::Video(url) => {
            if !is_address(url) {
                return Err(Problem::parameter(
                    "url",
                    "An https:// or http:// address, without user name, password or blanks.",
                ));
            }
        }
    }
    Ok(content)
}

/// What the counselor's browser may be led to.
fn is_address(text: &str) -> bool {
    let clean = !text.chars().any(|character| character.is_whitespace() || character.is_control() || character == '\\');
    clean
        && ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme))
        && Url::parse(text).is_ok_and(|url| url.has_host() && url.username().is_empty() && url.password().is_none())
}

/// An object as sent, so that what comes twice is seen.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Object)
    }
}
