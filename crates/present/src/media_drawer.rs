//! View model of the media drawer: pictures, media, files and links of the rooms, in sections.

use std::sync::Arc;

use happytalk_model::{
    link::{SafeUrl, UrlParser},
    message::media::Media,
    timestamp::Timestamp,
};

use crate::{
    header::sender_name,
    media::{SharedItem, is_withheld, shared_items},
    options::Locked,
    room_content::RoomContent,
    row_key::RowKey,
    text::{is_blank, strip_bidi_controls},
    words::Words,
};

/// Kind of a section, in the order of [`Words::media_sections`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Pictures.
    Pictures,
    /// Audio and video.
    Media,
    /// Files.
    Files,
    /// Links of texts, buttons, quick replies and coupons.
    Links,
}

impl SectionKind {
    const ALL: [Self; 4] = [Self::Pictures, Self::Media, Self::Files, Self::Links];
}

/// Section with at least one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawerSection {
    /// Kind.
    pub kind: SectionKind,
    /// Title.
    pub title: &'static str,
    /// Entries in the order of the messages.
    pub entries: Vec<DrawerEntry>,
}

/// Entry of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawerEntry {
    /// Index of the room.
    pub room: usize,
    /// Key of the row.
    pub key: RowKey,
    /// Content.
    pub content: EntryContent,
    /// Name of the sender, or the role if the name is unknown.
    pub sender: String,
    /// Time of the message.
    pub sent_at: Option<Timestamp>,
}

/// Content of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryContent {
    /// Thumbnail.
    Picture(Media),
    /// Line of text.
    Line {
        /// Name or label.
        name: String,
        /// URL, or size of a file; empty if it adds nothing to the name.
        detail: String,
    },
}

/// Returns the sections of `rooms`, without withheld messages. Decodes every row.
pub fn drawer_sections(
    rooms: &[Arc<RoomContent>],
    locked: Locked,
    words: &Words,
    urls: &dyn UrlParser,
) -> Vec<DrawerSection> {
    let sections = SectionKind::ALL.into_iter().zip(words.media_sections);
    let mut sections: Vec<_> =
        sections.map(|(kind, title)| DrawerSection { kind, title, entries: Vec::new() }).collect();
    for (room, content) in rooms.iter().enumerate() {
        for position in 0..content.count() {
            let message = content.message(position);
            if is_withheld(message, locked) {
                continue;
            }
            for item in shared_items(&message.body, urls) {
                let (role, name) = sender_name(&message.head.sender, &content.room().info, words);
                sections[section_kind(&item) as usize].entries.push(DrawerEntry {
                    room,
                    key: content.key(position).clone(),
                    content: entry_content(&item, words),
                    sender: name.unwrap_or(role),
                    sent_at: message.head.sent_at,
                });
            }
        }
    }
    sections.retain(|section| !section.entries.is_empty());
    sections
}

fn section_kind(item: &SharedItem<'_>) -> SectionKind {
    match item {
        SharedItem::Picture(_) => SectionKind::Pictures,
        SharedItem::Audio(_) | SharedItem::Video(_) => SectionKind::Media,
        SharedItem::File(_) => SectionKind::Files,
        SharedItem::Link(..) => SectionKind::Links,
    }
}

fn entry_content(item: &SharedItem<'_>, words: &Words) -> EntryContent {
    let (name, detail) = match item {
        SharedItem::Picture(media) => return EntryContent::Picture((*media).clone()),
        SharedItem::Audio(media) => (words.audio, media.url.as_written()),
        SharedItem::Video(media) => (words.video, media.url.as_written()),
        SharedItem::File(file) => {
            let name = file.name.as_deref().filter(|name| !is_blank(name));
            (name.unwrap_or(words.unnamed_file), file.size.as_deref().unwrap_or_default())
        }
        SharedItem::Link(label, url) => {
            let label = link_label(label, url).unwrap_or(words.unnamed);
            (label, if label == url.href() { "" } else { url.href() })
        }
    };
    EntryContent::Line { name: strip_bidi_controls(name), detail: detail.to_owned() }
}

/// Returns the label, or the host if the label is blank; `None` if there is no host either.
fn link_label<'a>(label: &'a str, url: &'a SafeUrl) -> Option<&'a str> {
    if is_blank(label) { Some(url.host()).filter(|host| !host.is_empty()) } else { Some(label) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{options::Lang, test_rooms::room_content, text::tests::Native};

    fn sections(rows: &[&str], locked: Locked) -> Vec<DrawerSection> {
        let rooms: Vec<_> = rows.iter().map(|rows| Arc::new(room_content(rows))).collect();
        drawer_sections(&rooms, locked, Words::of(Lang::Ko), &Native)
    }

    fn line(row: &str) -> (String, String) {
        match sections(&[row], Locked::Show).remove(0).entries.remove(0).content {
            EntryContent::Line { name, detail } => (name, detail),
            EntryContent::Picture(media) => panic!("{media:?}"),
        }
    }

    #[test]
    fn entries_of_all_rooms_are_grouped_by_kind_without_empty_sections() {
        let first = r#"{"id":"1","user_type":"C","contents_type":"text","contents":"https://a.example/1"},
            {"id":"2","user_type":"C","contents_type":"image","contents":"https://a.example/p"}"#;
        let second = r#"{"id":"1","user_type":"C","contents_type":"image","contents":"https://a.example/q"}"#;
        let sections = sections(&[first, second], Locked::Show);
        let found = sections.iter().map(|section| {
            let places = section.entries.iter().map(|entry| (entry.room, entry.key.clone())).collect::<Vec<_>>();
            (section.kind, section.title, places)
        });
        let key = |id: &str| RowKey::Id(id.into(), 0);
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                (SectionKind::Pictures, "사진", vec![(0, key("2")), (1, key("1"))]),
                (SectionKind::Links, "링크", vec![(0, key("1"))]),
            ]
        );
    }

    #[test]
    fn withheld_messages_have_no_entries() {
        let row = r#"{"user_type":"M","contents_type":"template",
            "contents":{"type":"TEXT","message":"https://a.example","isLocked":true}}"#;
        assert_eq!([Locked::Show, Locked::Cover].map(|locked| sections(&[row], locked).len()), [1, 0]);
    }

    #[test]
    fn url_is_shown_once() {
        let bare = line(r#"{"contents_type":"text","contents":"https://a.example/1"}"#);
        assert_eq!(bare, ("https://a.example/1".into(), String::new()));
        let button = |name: &str| {
            line(&format!(
                r#"{{"contents_type":"normal","contents":{{"text":"","link":[{{"name":"{name}","url":"https://a.example/1"}}]}}}}"#
            ))
        };
        assert_eq!(button("주문"), ("주문".into(), "https://a.example/1".into()));
        assert_eq!(button(" "), ("a.example".into(), "https://a.example/1".into()));
    }

    #[test]
    fn file_without_name_and_hostless_link_without_label_have_default_names() {
        assert_eq!(line(r#"{"contents_type":"file","contents":"u"}"#).0, "이름 없는 파일");
        let call = r#"{"contents_type":"normal","contents":{"text":"","link":[{"name":"","url":"tel:1544"}]}}"#;
        assert_eq!(line(call), ("이름 없음".into(), "tel:1544".into()));
    }
}
