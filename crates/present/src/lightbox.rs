//! View model of the lightbox: pictures, zoom levels and keys.

use happytalk_model::{link::RawUrl, message::media::Media, timestamp::Timestamp};

use crate::{
    header::sender_name,
    media::{is_withheld, pictures},
    options::Locked,
    room_content::RoomContent,
    row_key::RowKey,
    words::Words,
};

/// Picture of a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightboxPicture {
    /// Picture.
    pub media: Media,
    /// Key of its row.
    pub key: RowKey,
    /// Index among the pictures of its message.
    pub index: usize,
    /// Role of the sender, and the name if known.
    pub sender: String,
    /// Time of the message.
    pub sent_at: Option<Timestamp>,
}

/// Returns the pictures of a room that `can_load` admits. Decodes every row.
///
/// Withheld messages are omitted, except the row at which the lightbox was opened, which the reader has revealed.
pub fn lightbox_pictures(
    content: &RoomContent,
    opened_at: &RowKey,
    locked: Locked,
    words: &Words,
    can_load: impl Fn(&RawUrl) -> bool,
) -> Vec<LightboxPicture> {
    let mut found = Vec::new();
    for position in 0..content.count() {
        let (key, message) = (content.key(position), content.message(position));
        if key != opened_at && is_withheld(message, locked) {
            continue;
        }
        let pictures = pictures(&message.body).into_iter().enumerate();
        found.extend(pictures.filter(|(_, media)| can_load(&media.url)).map(|(index, media)| {
            let (role, name) = sender_name(&message.head.sender, &content.room().info, words);
            LightboxPicture {
                media: media.clone(),
                key: key.clone(),
                index,
                sender: name.map_or_else(|| role.clone(), |name| format!("{role} {name}")),
                sent_at: message.head.sent_at,
            }
        }));
    }
    found
}

/// Zoom levels in percent of the size that fits the viewport.
const PERCENTS: [&str; 4] = ["100", "150", "200", "300"];
/// Index of the level that a click on the picture selects.
const CLICK_LEVEL: usize = 2;

/// Zoom level. The smallest one fits the picture into the viewport.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Zoom(usize);

impl Zoom {
    /// The picture fits the viewport.
    pub const FIT: Self = Self(0);

    /// Returns the next larger level, or the largest.
    #[must_use]
    pub fn larger(self) -> Self {
        Self((self.0 + 1).min(PERCENTS.len() - 1))
    }

    /// Returns the next smaller level, or the smallest.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// Returns the level after a click on the picture.
    #[must_use]
    pub fn toggled(self) -> Self {
        if self == Self::FIT { Self(CLICK_LEVEL) } else { Self::FIT }
    }

    /// Returns whether this is the largest level.
    pub fn is_largest(self) -> bool {
        self.larger() == self
    }

    /// Returns the value of `data-zoom`, in percent of the size that fits the viewport.
    pub fn percent(self) -> &'static str {
        PERCENTS[self.0]
    }
}

/// Action of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAction {
    /// Scrolls the enlarged picture; done by the browser.
    Scroll,
    /// Shows the previous picture.
    Previous,
    /// Shows the next picture.
    Next,
    /// Changes the zoom level.
    Zoom(Zoom),
}

/// Returns the action of a key (`KeyboardEvent.key`) at a zoom level.
///
/// The arrows change the picture only while it fits the viewport.
pub fn key_action(key: &str, zoom: Zoom) -> Option<KeyAction> {
    Some(match key {
        "ArrowLeft" if zoom == Zoom::FIT => KeyAction::Previous,
        "ArrowRight" if zoom == Zoom::FIT => KeyAction::Next,
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" => KeyAction::Scroll,
        "+" | "=" => KeyAction::Zoom(zoom.larger()),
        "-" => KeyAction::Zoom(zoom.smaller()),
        "0" => KeyAction::Zoom(Zoom::FIT),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{options::Lang, test_rooms::room_content};

    const ROWS: &str = r#"{"id":"1","type":"C","user_type":"C","contents_type":"image","contents":"https://a.example/1"},
        {"id":"2","type":"M","user_type":"M","contents_type":"template","contents":{"type":"CAROUSEL","isLocked":true,
          "carouselBlocks":[{"message":"m","image":{"url":"https://a.example/2"}},{"message":"m","image":{"url":"https://b.example/3"}},
            {"message":"m","image":{"url":"https://a.example/4"}}]}}"#;

    fn pictures(opened_at: usize, locked: Locked) -> Vec<(String, usize)> {
        let content = room_content(ROWS);
        let can_load = |url: &RawUrl| url.as_written().starts_with("https://a.example/");
        let opened_at = content.key(opened_at);
        let found = lightbox_pictures(&content, opened_at, locked, Words::of(Lang::Ko), can_load);
        found.into_iter().map(|picture| (picture.media.url.as_written().to_owned(), picture.index)).collect()
    }

    #[test]
    fn pictures_keep_their_index_within_the_message() {
        let expected = [("https://a.example/1", 0), ("https://a.example/2", 0), ("https://a.example/4", 2)];
        assert_eq!(pictures(0, Locked::Show), expected.map(|(url, index)| (url.to_owned(), index)));
    }

    #[test]
    fn pictures_of_withheld_messages_are_omitted_unless_opened_there() {
        assert_eq!(pictures(0, Locked::Cover).len(), 1);
        assert_eq!(pictures(1, Locked::Cover).len(), 3);
    }

    #[test]
    fn zoom_stops_at_both_ends() {
        let largest = (0..10).fold(Zoom::FIT, |zoom, _| zoom.larger());
        assert!(largest.is_largest() && !Zoom::FIT.is_largest());
        assert_eq!((largest.percent(), Zoom::FIT.smaller()), ("300", Zoom::FIT));
        assert_eq!((Zoom::FIT.toggled().percent(), largest.toggled()), ("200", Zoom::FIT));
    }

    #[test]
    fn arrows_scroll_an_enlarged_picture() {
        assert_eq!(key_action("ArrowRight", Zoom::FIT), Some(KeyAction::Next));
        assert_eq!(key_action("ArrowRight", Zoom::FIT.larger()), Some(KeyAction::Scroll));
        assert_eq!(key_action("ArrowDown", Zoom::FIT), Some(KeyAction::Scroll));
        assert_eq!(key_action("=", Zoom::FIT), Some(KeyAction::Zoom(Zoom::FIT.larger())));
        assert_eq!(key_action("0", Zoom::FIT.toggled()), Some(KeyAction::Zoom(Zoom::FIT)));
        assert_eq!(key_action("Enter", Zoom::FIT), None);
    }
}
