//! What was exchanged besides words: the pictures, sounds, films, files and links of a message, in reading order.

use happytalk_model::{
    Body, Message,
    link::{MediaUrl, SafeUrl, UrlParser},
    message::{
        file::File,
        media::Media,
        template::{Action, Button, Target, TemplateKind},
    },
};

use super::{
    target::Destinations,
    text::{Span, spans},
};
use crate::options::Locked;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// A picture, whatever kind of message it stands in.
    Picture(&'a Media),
    /// A sound.
    Sound(&'a Media),
    /// A film.
    Film(&'a Media),
    /// A file.
    File(&'a File),
    /// An address that can be opened, and its label; empty when it has none.
    Link(&'a str, SafeUrl),
}

/// Whether a message's contents are not to be seen without a word of the reader's.
pub fn is_withheld(message: &Message, locked: Locked) -> bool {
    message.is_locked() && locked != Locked::Show
}

/// A message's pictures.
pub fn pictures(body: &Body) -> Vec<&Media> {
    match body {
        Body::Image(media) => vec![media],
        Body::Normal(normal) => normal.image.iter().collect(),
        Body::Template(template) => match &template.kind {
            TemplateKind::Text => Vec::new(),
            TemplateKind::Image(image) => image.iter().collect(),
            TemplateKind::Carousel(blocks) => blocks.iter().filter_map(|block| block.image.as_ref()).collect(),
        },
        _ => Vec::new(),
    }
}

/// All that a message holds; links of buttons for other devices count by themselves when they lead elsewhere.
pub fn items<'a>(body: &'a Body, urls: &dyn UrlParser) -> Vec<Item<'a>> {
    let mut found = Found { items: pictures(body).into_iter().map(Item::Picture).collect(), urls };
    match body {
        Body::Text(text) => found.text(text),
        Body::Audio(media) => found.items.push(Item::Sound(media)),
        Body::Video(media) => found.items.push(Item::Film(media)),
        Body::File(file) => found.items.push(Item::File(file)),
        Body::Normal(normal) => {
            found.text(&normal.text);
            for link in &normal.links {
                found.destinations(&link.name, Destinations::of_one(link.url.as_ref(), urls));
            }
        }
        Body::Template(template) => {
            found.text(&template.message);
            found.buttons(&template.buttons);
            if let TemplateKind::Carousel(blocks) = &template.kind {
                for block in blocks {
                    found.text(&block.message);
                    found.buttons(&block.buttons);
                    if let Some(coupon) = &block.coupon {
                        found.target(&coupon.name, &coupon.target);
                    }
                }
            }
            found.buttons(&template.quick_replies);
        }
        Body::Image(_) | Body::Unknown { .. } | Body::Unreadable(_) => {}
    }
    found.items
}

/// Whether media were asked for by `https:` although they were sent as `http:`: an address that is right may have failed
/// for that alone.
pub fn is_upgraded(loaded: &MediaUrl, written: &SafeUrl) -> bool {
    loaded.href() != written.href()
}

struct Found<'a, 'u> {
    items: Vec<Item<'a>>,
    urls: &'u dyn UrlParser,
}

impl<'a> Found<'a, '_> {
    fn text(&mut self, text: &'a str) {
        for span in spans(text, self.urls) {
            if let Span::Link(label, url) = span {
                self.items.push(Item::Link(label, url));
            }
        }
    }

    fn buttons(&mut self, list: &'a [Button]) {
        for button in list {
            if let Action::WebLink(target) | Action::Coupon { target, .. } = &button.action {
                self.target(&button.name, target);
            }
        }
    }

    fn target(&mut self, label: &'a str, target: &Target) {
        self.destinations(label, Destinations::of(target, self.urls));
    }

    fn destinations(&mut self, label: &'a str, to: Destinations) {
        let others = to.others.into_iter().map(|(_, url)| url);
        self.items.extend(to.first.into_iter().chain(others).map(|url| Item::Link(label, url)));
    }
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

    /// Each item in a word and its address.
    fn of(row: &str) -> Vec<String> {
        let room = message(row);
        let body = &room.rows[0].message().body;
        let said = items(body, &Native).into_iter().map(|item| match item {
            Item::Picture(media) => format!("picture {}", media.url.as_written()),
            Item::Sound(media) => format!("sound {}", media.url.as_written()),
            Item::Film(media) => format!("film {}", media.url.as_written()),
            Item::File(file) => format!("file {}", file.url.as_written()),
            Item::Link(label, url) => format!("{label} {}", url.href()),
        });
        said.collect()
    }

    #[test]
    fn pictures_sounds_films_and_files_are_what_they_say() {
        for (kind, expected) in
            [("image", "picture u"), ("audio", "sound u"), ("video", "film u"), ("file", "file u"), ("call", "")]
        {
            let found = of(&format!(r#"{{"contents_type":"{kind}","contents":"u"}}"#));
            assert_eq!(found.join("|"), expected, "{kind}");
        }
    }

    #[test]
    fn a_mixed_message_gives_its_picture_then_the_links_of_text_and_buttons() {
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
    fn a_carousel_gives_every_cards_picture_and_every_link_once() {
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
    fn secure_messages_are_withheld_unless_they_are_shown() {
        let published = rooms(fixtures::by_name("chat-data-v2").expect("the documents' answer").bytes);
        let withheld = |locked| published[0].rows.iter().filter(|row| is_withheld(row.message(), locked)).count();
        assert_eq!([Locked::Show, Locked::Cover, Locked::Hide].map(withheld), [0, 3, 3]);
    }

    #[test]
    fn on_a_secure_page_media_sent_as_http_are_asked_for_by_https_and_known_to_be() {
        let policy =
            |upgrade_http| MediaPolicy { upgrade_http, hosts: vec!["*.a.example".into()], own_origins: vec![] };
        let upgraded = |url: &str, on_https| {
            let raw = RawUrl::new(url);
            let loaded = MediaUrl::judge(&raw, &policy(on_https), &Native).expect("an allowed host");
            (is_upgraded(&loaded, &SafeUrl::judge(&raw, &Native).expect("a web address")), loaded.href().to_owned())
        };
        assert_eq!(upgraded("http://i.a.example/1", true), (true, "https://i.a.example/1".into()));
        assert_eq!(upgraded("http://i.a.example/1", false), (false, "http://i.a.example/1".into()));
        assert_eq!(upgraded("https://i.a.example/1", true), (false, "https://i.a.example/1".into()));
    }
}
