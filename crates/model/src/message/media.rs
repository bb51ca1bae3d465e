//! Pictures, sound and films: a URL, and sometimes a size.

use super::{Contents, Reason};
use crate::{
    lenient::{self, Embedded},
    link::RawUrl,
    note::Repair,
    wire::{Json, JsonKind, Node},
};

/// `image`, `audio`, `video`: `contents` is the URL, or (V1, webhook) an object with `url`, `width`, `height`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Where it is.
    pub url: RawUrl,
    /// Width and height in pixels, when both were sent and are positive.
    pub size: Option<(u32, u32)>,
}

impl Media {
    /// A URL, or an object that has one. `None`: no picture was sent, or (noted) it is neither.
    pub(crate) fn read(node: &Node<'_>) -> Option<Self> {
        if node.kind() == JsonKind::Text {
            let url = RawUrl::read(node)?;
            note_entities(node, &url);
            return Some(Self { url, size: None });
        }
        let media = node.object()?;
        let sent = media.get_any(&["url", "imageUrl", "image_url"]);
        let url = RawUrl::read(&sent)?;
        note_entities(&sent, &url);
        let pixels =
            |name| lenient::integer(&media.get(name)).and_then(|px| u32::try_from(px).ok()).filter(|px| *px > 0);
        Some(Self { url, size: pixels("width").zip(pixels("height")) })
    }
}

fn note_entities(node: &Node<'_>, url: &RawUrl) {
    if url.without_entities().is_some() {
        node.note(Repair::EntityInUrl);
    }
}

pub(super) fn read(contents: &Contents<'_>) -> Result<Media, Reason> {
    if matches!(contents.node.kind(), JsonKind::Number | JsonKind::True | JsonKind::False) {
        return Err(Reason::WrongShape);
    }
    match lenient::embedded(&contents.node) {
        Embedded::Absent => Err(Reason::NoContents),
        Embedded::Broken => Err(Reason::BrokenJson),
        Embedded::Plain(url) => {
            let url = RawUrl::new(url);
            note_entities(&contents.node, &url);
            Ok(Media { url, size: None })
        }
        Embedded::Json(json) => {
            let inner = contents.node.holding(Json::delimited(json.trim_ascii()));
            Media::read(&inner).ok_or(Reason::WrongShape)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Body, Reason, tests::message};
    use super::*;

    fn image(contents: &str) -> Result<Media, Reason> {
        match message(&format!(r#"{{"type":"C","contents_type":"image","contents":{contents}}}"#)).body {
            Body::Image(media) => Ok(media),
            Body::Unreadable(reason) => Err(reason),
            other => panic!("{other:?}"),
        }
    }

    fn at(url: &str, size: Option<(u32, u32)>) -> Media {
        Media { url: RawUrl::new(url), size }
    }

    #[test]
    fn a_picture_is_a_url_or_an_object_with_one() {
        assert_eq!(image(r#""https:\/\/a.example\/1.jpg""#), Ok(at("https://a.example/1.jpg", None)));
        assert_eq!(
            image(r#"{"url":"https://a.example/1.jpg","width":"481","height":469}"#),
            Ok(at("https://a.example/1.jpg", Some((481, 469))))
        );
        assert_eq!(image(r#""{\"imageUrl\":\"https://a.example/1.jpg\"}""#), Ok(at("https://a.example/1.jpg", None)));
    }

    #[test]
    fn a_size_needs_both_sides() {
        for size in [
            r#""width":481"#,
            r#""width":0,"height":1"#,
            r#""width":-1,"height":1"#,
            r#""width":99999999999,"height":1"#,
        ] {
            assert_eq!(image(&format!(r#"{{"url":"u",{size}}}"#)), Ok(at("u", None)), "{size}");
        }
    }

    #[test]
    fn without_a_url_there_is_no_picture() {
        for contents in [r#"{"width":1}"#, "12", "true", r#""[1,2]""#, r#"{"url":{}}"#] {
            assert_eq!(image(contents), Err(Reason::WrongShape), "{contents}");
        }
        assert_eq!(image(r#""{\"url\":""#), Err(Reason::BrokenJson));
    }
}
