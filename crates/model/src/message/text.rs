//! `text`: plain text, shown as written.

use super::{Body, Contents, Reason};
use crate::{lenient, note::Repair, wire::JsonKind};

pub(super) fn read(contents: &Contents<'_>) -> Result<Body, Reason> {
    let node = &contents.node;
    let text = match node.kind() {
        JsonKind::Missing | JsonKind::Null => return Err(Reason::NoContents),
        JsonKind::Object => {
            // Other kinds hold their text under this name.
            let text = node.object().and_then(|object| lenient::text(&object.get("text"))).ok_or(Reason::WrongShape)?;
            node.note(Repair::ContentsNotText);
            text
        }
        JsonKind::Array => return Err(Reason::WrongShape),
        _ => lenient::text(node).ok_or(Reason::NoContents)?,
    };
    Ok(Body::Text(text))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::message, *};

    fn text(contents: &str) -> Body {
        message(&format!(r#"{{"type":"C","contents_type":"text","contents":{contents}}}"#)).body
    }

    #[test]
    fn text_is_never_taken_for_json() {
        for written in [r#"{\"type\":\"TEXT\"}"#, "<b>굵게</b>", r"\u0000", "{{x}}"] {
            let Body::Text(shown) = text(&format!("\"{written}\"")) else { panic!("{written}") };
            assert_eq!(shown, written.replace("\\\"", "\"").replace(r"\u0000", "\0"));
        }
    }

    #[test]
    fn a_number_is_shown_as_it_is_written() {
        assert_eq!(text("12345678901234567890"), Body::Text("12345678901234567890".to_owned()));
        assert_eq!(text("false"), Body::Text("false".to_owned()));
        assert_eq!(text(r#"{"text":"안"}"#), Body::Text("안".to_owned()));
        assert_eq!(text(r#"{"other":"안"}"#), Body::Unreadable(Reason::WrongShape));
        assert_eq!(text("NaN"), Body::Unreadable(Reason::BrokenJson));
    }
}
