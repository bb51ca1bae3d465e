//! V1 `normal`: text, at most one picture, link buttons (000 V1 dictionary, 001, 002).
//!
//! Links come in every shape there is, under `link` or `links`, in the contents or beside them.

mod links;

use super::{Body, Contents, Reason, file::File, media::Media};
use crate::{
    lenient::{self, Embedded},
    link::RawUrl,
    note::Repair,
    wire::{Json, Object},
};

/// A V1 mixed message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normal {
    /// `text`; empty when missing.
    pub text: String,
    /// `image_url`, or `image{width,height,url}`.
    pub image: Option<Media>,
    /// `link` or `links`, whatever its shape; links with neither name nor URL are left out.
    pub links: Vec<NamedLink>,
}

/// A link button. Either part may be missing in what is sent, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLink {
    /// The label; empty when none was sent.
    pub name: String,
    /// Where it leads.
    pub url: Option<RawUrl>,
}

pub(super) fn read(contents: &Contents<'_>) -> Result<Body, Reason> {
    let normal = match lenient::held(&contents.node) {
        Embedded::Absent => Some(beside(String::new(), contents)).filter(|normal| !normal.links.is_empty()),
        Embedded::Broken => return Err(Reason::BrokenJson),
        Embedded::Plain(text) => {
            contents.node.note(Repair::PlainContents);
            Some(beside(text, contents))
        }
        Embedded::Json(json) => {
            let inner = contents.node.holding(Json::delimited(json.trim_ascii()));
            let object = inner.whole_object().ok_or(Reason::BrokenJson)?.ok_or(Reason::WrongShape)?;
            let normal = from_object(&object, contents);
            if normal == Normal::default() && object.get("text").json().is_none() {
                return Err(Reason::WrongShape);
            }
            Some(normal)
        }
    };
    let normal = normal.ok_or(Reason::NoContents)?;
    Ok(File::offered(&normal).map_or_else(|| Body::Normal(normal), Body::File))
}

/// The object the documents describe.
pub(super) fn from_object(object: &Object<'_>, contents: &Contents<'_>) -> Normal {
    let mut normal = Normal {
        text: lenient::text(&object.get("text")).unwrap_or_default(),
        image: Media::read(&object.get_any(&["image_url", "image"])),
        links: links::read(object),
    };
    normal.links.extend(links_beside(contents, &normal.links));
    normal
}

/// Contents that are only text.
pub(super) fn beside(text: String, contents: &Contents<'_>) -> Normal {
    Normal { text, image: None, links: links_beside(contents, &[]) }
}

/// The links beside the contents that are not among `known`: they may stand in both places.
fn links_beside(contents: &Contents<'_>, known: &[NamedLink]) -> Vec<NamedLink> {
    let mut links = links::read(contents.row);
    links.retain(|link| !known.contains(link));
    if !links.is_empty() {
        contents.row.get_any(&["link", "links"]).note(Repair::LinksBeside);
    }
    links
}

#[cfg(test)]
mod tests {
    use super::{super::tests::message, *};

    fn normal(row: &str) -> (Normal, Vec<(String, Repair)>) {
        let message = message(&format!(r#"{{"type":"C","contents_type":"normal",{row}}}"#));
        let notes = message.notes.into_iter().map(|note| (note.pointer, note.repair)).collect();
        match message.body {
            Body::Normal(normal) => (normal, notes),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn text_picture_and_link_are_read_without_a_note() {
        let (normal, notes) = normal(
            r#""contents":"{\"text\":\"안녕\",\"image_url\":\"https:\\\/\\\/a.example\\\/1.jpg\",\"link\":{\"name\":[\"보기\"],\"url\":[\"u\"]}}""#,
        );
        assert_eq!(normal.text, "안녕");
        assert_eq!(normal.image.expect("a picture").url.as_written(), "https://a.example/1.jpg");
        assert_eq!(normal.links, [NamedLink { name: "보기".to_owned(), url: Some(RawUrl::new("u")) }]);
        assert_eq!(notes, []);
    }

    #[test]
    fn links_beside_the_contents_are_read_once() {
        let both = r#""contents":"{\"text\":\"a\",\"links\":{\"name\":\"n\",\"url\":\"u\"}}","links":[{"name":"n","url":"u"},{"name":"m","url":"v"}]"#;
        let (normal, notes) = normal(both);
        let urls: Vec<_> = normal.links.iter().filter_map(|link| link.url.as_ref()).map(RawUrl::as_written).collect();
        assert_eq!(urls, ["u", "v"]);
        assert_eq!(notes, [("/links".to_owned(), Repair::LinksBeside)]);
    }

    #[test]
    fn contents_that_are_no_json_are_text_of_this_kind() {
        let (normal, notes) = normal(r#""contents":"그냥 글""#);
        assert_eq!(normal, Normal { text: "그냥 글".to_owned(), ..Normal::default() });
        assert_eq!(notes, [("/contents".to_owned(), Repair::PlainContents)]);
    }

    #[test]
    fn an_object_of_something_else_is_not_an_empty_message() {
        for contents in [r#""{\"foo\":1}""#, r#""[1]""#, "{}"] {
            let row = format!(r#"{{"type":"C","contents_type":"normal","contents":{contents}}}"#);
            assert_eq!(message(&row).body, Body::Unreadable(Reason::WrongShape), "{contents}");
        }
        assert_eq!(normal(r#""contents":"{\"text\":\"\"}""#).0, Normal::default(), "an empty text was sent");
    }

    #[test]
    fn a_number_is_shown_as_text() {
        assert_eq!(normal(r#""contents":12"#).0.text, "12");
    }
}
