//! Pictures, audio, videos, files and links of a message, in reading order.

use happytalk_model::{
    Body, Message,
    link::{MediaUrl, SafeUrl, UrlParser},
    message::{Part, file::File, media::Media},
};

use super::{
    destinations::Destinations,
    text::{Span, split_links},
};
use crate::options::Locked;

/// Picture, audio, video, file or link of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedItem<'a> {
    /// Picture of a message of any kind.
    Picture(&'a Media),
    /// Audio.
    Audio(&'a Media),
    /// Video.
    Video(&'a Media),
    /// File.
    File(&'a File),
    /// Link: its label, which may be empty, and its URL.
    Link(&'a str, SafeUrl),
}

/// Returns whether the content of a secure message is covered or hidden.
pub fn is_withheld(message: &Message, locked: Locked) -> bool {
    message.is_locked() && locked != Locked::Show
}

/// Returns the pictures of a message.
pub fn pictures(body: &Body) -> Vec<&Media> {
    let picture = |part| if let Part::Picture(media) = part { Some(media) } else { None };
    body.parts().into_iter().filter_map(picture).collect()
}

/// Returns all items of a message. Different URLs of one button are separate links.
pub fn shared_items<'a>(body: &'a Body, urls: &dyn UrlParser) -> Vec<SharedItem<'a>> {
    let mut items = Vec::new();
    for part in body.parts() {
        match part {
            Part::Text(text) => items.extend(links_of_text(text, urls)),
            Part::Picture(media) => items.push(SharedItem::Picture(media)),
            Part::Audio(media) => items.push(SharedItem::Audio(media)),
            Part::Video(media) => items.push(SharedItem::Video(media)),
            Part::File(file) => items.push(SharedItem::File(file)),
            Part::Link(label, url) => items.extend(links(label, Destinations::of_one(Some(url), urls))),
            Part::DeviceLink(label, target) => items.extend(links(label, Destinations::of(target, urls))),
        }
    }
    items
}

fn links_of_text<'a>(text: &'a str, urls: &dyn UrlParser) -> impl Iterator<Item = SharedItem<'a>> {
    split_links(text, urls).into_iter().filter_map(|span| match span {
        Span::Link(label, url) => Some(SharedItem::Link(label, url)),
        Span::Text(_) => None,
    })
}

fn links(label: &str, destinations: Destinations) -> impl Iterator<Item = SharedItem<'_>> {
    let others = destinations.others.into_iter().map(|(_, url)| url);
    destinations.first.into_iter().chain(others).map(move |url| SharedItem::Link(label, url))
}

/// Returns whether a media URL was upgraded from `http:` to `https:`, which may be the reason that loading failed.
pub fn is_upgraded_to_https(loaded: &MediaUrl, original: &SafeUrl) -> bool {
    loaded.href() != original.href()
}

#[cfg(test)]
mod tests {
    use happytalk_model::{
        Answer, Room, decode, fixtures,
        link::{MediaPolicy, RawUrl},
    };

    use super::{super::text::tests::Native, *};

    fn rooms(bytes: &[u8]) -> Vec<Room> {
        match decode(bytes).expect("JSON").value {
            Answer::Transcript(transcript) => transcript.rooms,
            Answer::Failure(failure) => panic!("{failure:?}"),
        }
    }

    fn message(row: &str) -> Room {
        let document = format!(r#"{{"result":"success","data":[{{"chat":{{}},"message":[{row}]}}]}}"#);
        rooms(document.as_bytes()).remove(0)
    }

    /// Returns kind or label, and URL, of each item.
    fn of(row: &str) -> Vec<String> {
        let room = message(row);
        let body = &room.rows[0].message().body;
        let descriptions = shared_items(body, &Native).into_iter().map(|item| match item {
            SharedItem::Picture(media) => format!("picture {}", media.url.as_written()),
            SharedItem::Audio(media) => format!("audio {}", media.url.as_written()),
            SharedItem::Video(media) => format!("video {}", media.url.as_written()),
            SharedItem::File(file) => format!("file {}", file.url.as_written()),
            SharedItem::Link(label, url) => format!("{label} {}", url.href()),
        });
        descriptions.collect()
    }

    #[test]
    fn every_media_kind_yields_its_item() {
        for (kind, expected) in
            [("image", "picture u"), ("audio", "audio u"), ("video", "video u"), ("file", "file u"), ("call", "")]
        {
            let found = of(&format!(r#"{{"contents_type":"{kind}","contents":"u"}}"#));
            assert_eq!(found.join("|"), expected, "{kind}");
        }
    }

    #[test]
    fn a_mixed_message_yields_its_picture_before_its_links() {
        let found = of(
            r#"{"contents_type":"normal","contents":{"text":"see https://a.example/1","image_url":"https://a.example/p.png",
                "link":[{"name":"b","url":"https://b.example"},{"name":"bad","url":"javascript:alert(1)"}]}}"#,
        );
        assert_eq!(
            found,
            ["picture https://a.example/p.png", "https://a.example/1 https://a.example/1", "b https://b.example/"]
        );
    }

    #[test]
    fn a_carousel_yields_every_picture_and_every_distinct_link() {
        let row = r#"{"contents_type":"template","contents":{"type":"CAROUSEL","carouselBlocks":[
            {"message":"m","image":{"url":"https://a.example/1.png"},"buttonList":[{"type":"TEXT","name":"t"},
              {"type":"WEB_LINK","name":"w","pcUrl":"https://a.example","mobileUrl":"https://m.a.example"}]},
            {"message":"m","image":{"url":"https://a.example/2.png"},
              "coupon":{"name":"c","pcUrl":"https://c.example","mobileUrl":"https://c.example/"}}],
            "quickReplyList":[{"type":"WEB_LINK","name":"q","pcUrl":"https://q.example"}]}}"#;
        assert_eq!(
            of(row),
            [
                "picture https://a.example/1.png",
                "picture https://a.example/2.png",
                "w https://a.example/",
                "w https://m.a.example/",
                "c https://c.example/",
                "q https://q.example/",
            ]
        );
    }

    #[test]
    fn secure_messages_are_withheld_unless_locked_is_show() {
        let published = rooms(fixtures::by_name("chat-data-v2").expect("the documents' answer").bytes);
        let withheld = |locked| published[0].rows.iter().filter(|row| is_withheld(row.message(), locked)).count();
        assert_eq!([Locked::Show, Locked::Cover, Locked::Hide].map(withheld), [0, 3, 3]);
    }

    #[test]
    fn http_media_on_a_secure_page_are_upgraded_to_https() {
        let policy =
            |upgrade_http| MediaPolicy { upgrade_http, hosts: vec!["*.a.example".into()], own_origins: vec![] };
        let upgraded = |url: &str, on_https| {
            let raw = RawUrl::new(url);
            let loaded = MediaUrl::judge(&raw, &policy(on_https), &Native).expect("an allowed host");
            (
                is_upgraded_to_https(&loaded, &SafeUrl::judge(&raw, &Native).expect("a web address")),
                loaded.href().to_owned(),
            )
        };
        assert_eq!(upgraded("http://i.a.example/1", true), (true, "https://i.a.example/1".into()));
        assert_eq!(upgraded("http://i.a.example/1", false), (false, "http://i.a.example/1".into()));
        assert_eq!(upgraded("https://i.a.example/1", true), (false, "https://i.a.example/1".into()));
    }
}
