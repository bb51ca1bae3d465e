//! Contents of an undocumented kind: a `contents_type` or a template `type` that no document names. What they carry legibly is read like
//! a template, so that nothing a customer could read is hidden behind the source.

use super::{
    Body, Contents,
    media::Media,
    template::{Template, TemplateKind, read_buttons, read_carousel},
};
use crate::{
    lenient::{self, Embedded},
    wire::{Json, Object},
};

/// Contents of an undocumented kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// `contents_type`, as sent.
    pub contents_type: String,
    /// `type` of a template whose type is undocumented, as sent.
    pub template_type: Option<String>,
    /// Text, picture, buttons and quick replies.
    pub legible: Template,
}

/// Names under which texts are sent, in the order of preference.
const TEXTS: [&str; 6] = ["message", "text", "contents", "content", "title", "description"];

/// Reads contents of an unknown `contents_type`.
pub(super) fn read(contents_type: &str, contents: &Contents<'_>) -> Body {
    let legible = match lenient::embedded(&contents.node) {
        Embedded::Plain(text) => Template { message: text, ..empty() },
        Embedded::Json(json) => {
            let inner = contents.node.holding(Json::delimited(json.trim_ascii()));
            inner.object().map_or_else(empty, |object| legible(&object))
        }
        Embedded::Absent | Embedded::Broken => empty(),
    };
    Body::Unknown(Unknown { contents_type: contents_type.to_owned(), template_type: None, legible })
}

/// Reads a template of an undocumented `type`.
pub(super) fn read_template(template_type: String, template: &Object<'_>) -> Body {
    let legible = legible(template);
    Body::Unknown(Unknown { contents_type: "template".to_owned(), template_type: Some(template_type), legible })
}

fn legible(object: &Object<'_>) -> Template {
    let text = |name: &&str| lenient::filled(&object.get(name)).filter(|text| !text.trim().is_empty());
    let blocks = read_carousel(object);
    let kind = if blocks.is_empty() {
        Media::read(&object.get("image")).map_or(TemplateKind::Text, |image| TemplateKind::Image(Some(image)))
    } else {
        TemplateKind::Carousel(blocks)
    };
    Template {
        kind,
        // An address alone is legible as well.
        message: TEXTS.iter().chain(&["url"]).find_map(text).unwrap_or_default(),
        // What might be secure is.
        locked: lenient::flag(&object.get("isLocked"), true),
        buttons: read_buttons(object, "buttonList"),
        quick_replies: read_buttons(object, "quickReplyList"),
    }
}

fn empty() -> Template {
    Template {
        kind: TemplateKind::Text,
        message: String::new(),
        locked: false,
        buttons: Vec::new(),
        quick_replies: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::message, *};

    fn unknown(contents_type: &str, contents: &str) -> Unknown {
        let contents = contents.replace('\\', "\\\\").replace('"', "\\\"");
        let row = format!(r#"{{"type":"C","contents_type":"{contents_type}","contents":"{contents}"}}"#);
        match message(&row).body {
            Body::Unknown(unknown) => unknown,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_text_of_an_unknown_type_is_legible() {
        let read = unknown("hologram", "3D로 보세요");
        assert_eq!((&*read.contents_type, &*read.legible.message), ("hologram", "3D로 보세요"));
    }

    #[test]
    fn undocumented_template_shows_text_picture_and_buttons() {
        let read = unknown(
            "template",
            r#"{"type":"VIDEO_CARD","message":"새 종류","clip":{"a":1},"image":{"imageUrl":"https://a.example/1.jpg"},
                "buttonList":[{"type":"WEB_LINK","name":"보기","pcUrl":"https://a.example"}]}"#,
        );
        assert_eq!(read.template_type.as_deref(), Some("VIDEO_CARD"));
        assert_eq!(read.legible.message, "새 종류");
        assert!(matches!(&read.legible.kind, TemplateKind::Image(Some(_))));
        assert_eq!(read.legible.buttons[0].name, "보기");
    }

    #[test]
    fn text_is_found_under_other_names() {
        assert_eq!(unknown("card", r#"{"title":"제목","text":"내용"}"#).legible.message, "내용");
        assert_eq!(
            unknown("sticker", r#"{"url":"https://a.example/s.png"}"#).legible.message,
            "https://a.example/s.png"
        );
        assert_eq!(unknown("card", r#"{"a":1}"#).legible.message, "");
        assert_eq!(unknown("card", "{").legible.message, "");
    }

    #[test]
    fn undocumented_template_can_be_secure() {
        let contents = r#"{\"type\":\"NOTE\",\"message\":\"a\",\"isLocked\":true}"#;
        let row = format!(r#"{{"type":"C","contents_type":"template","contents":"{contents}"}}"#);
        assert!(message(&row).is_locked());
    }
}
