//! Estimated row heights, which decide how many rows are mounted first.
//!
//! Only the browser knows exact heights. If the estimate is too low, the remaining rows follow in the next slice.

use happytalk_model::{
    Body, Message,
    message::{
        media::Media,
        template::{Action, Block, Button, TemplateKind},
    },
};

use crate::options::Locked;

// All heights are CSS pixels at the default font size.

/// Height of a row with one line of text.
const ROW_HEIGHT: usize = 44;
/// Height of each further line of text.
const LINE_HEIGHT: usize = 23;
/// Height of the sender's name, with the margin above it.
const NAME_HEIGHT: usize = 34;
/// Maximum number of Hangul syllables in a line of the widest bubble.
const LINE_LENGTH: usize = 38;
/// Width of a picture.
const PICTURE_WIDTH: u32 = 280;
/// Height of a picture of unknown size.
const DEFAULT_PICTURE_HEIGHT: usize = 200;
/// Maximum height of a picture.
const MAX_PICTURE_HEIGHT: u32 = 420;
/// Height of a button.
const BUTTON_HEIGHT: usize = 40;
/// Height of the host name below a button's label.
const HOST_HEIGHT: usize = 14;
/// Height of a coupon.
const COUPON_HEIGHT: usize = 90;
/// Height of a line of quick replies.
const CHIPS_HEIGHT: usize = 38;
/// Height of a carousel's controls and the text of its cards.
const CAROUSEL_HEIGHT: usize = 78;

/// Minimum height of a room's header with the first day.
pub const MIN_HEADER_HEIGHT: usize = 150;

/// Maximum viewport height. A frame that is as high as its content reports a larger one.
const MAX_VIEWPORT_HEIGHT: usize = 3_000;

/// Returns the number of messages that fill `height` pixels.
pub fn estimate_first_screen<'a>(messages: impl Iterator<Item = &'a Message>, locked: Locked, height: usize) -> usize {
    let height = height.min(MAX_VIEWPORT_HEIGHT);
    let mut filled = 0;
    let mut previous: Option<&Message> = None;
    messages
        .take_while(|message| {
            let is_needed = filled < height;
            let is_withheld = message.is_locked() && locked != Locked::Show;
            filled += if is_withheld { ROW_HEIGHT } else { min_height(&message.body) };
            let continues = previous.replace(message).is_some_and(|before| before.head.sender == message.head.sender);
            filled += if continues { 0 } else { NAME_HEIGHT };
            is_needed
        })
        .count()
}

/// Returns the minimum height of a row with this body.
fn min_height(body: &Body) -> usize {
    match body {
        Body::Text(text) => ROW_HEIGHT + extra_lines_height(text),
        Body::Image(media) => picture_height(Some(media)),
        Body::Video(_) => DEFAULT_PICTURE_HEIGHT,
        Body::Normal(normal) => {
            ROW_HEIGHT
                + extra_lines_height(&normal.text)
                + picture_height(normal.image.as_ref())
                + normal.links.len() * (BUTTON_HEIGHT + HOST_HEIGHT)
        }
        Body::Template(template) => {
            let media = match &template.kind {
                TemplateKind::Text => 0,
                TemplateKind::Image(image) => picture_height(image.as_ref()),
                TemplateKind::Carousel(blocks) => {
                    let card = |block: &Block| {
                        picture_height(block.image.as_ref())
                            + buttons_height(&block.buttons)
                            + block.coupon.iter().count() * COUPON_HEIGHT
                    };
                    CAROUSEL_HEIGHT + blocks.iter().map(card).max().unwrap_or_default()
                }
            };
            let chips = if template.quick_replies.is_empty() { 0 } else { CHIPS_HEIGHT };
            ROW_HEIGHT + extra_lines_height(&template.message) + media + buttons_height(&template.buttons) + chips
        }
        _ => ROW_HEIGHT,
    }
}

fn picture_height(media: Option<&Media>) -> usize {
    match media.map(|media| media.size) {
        None => 0,
        Some(Some((width, height))) if width >= PICTURE_WIDTH => {
            let scaled = u64::from(height) * u64::from(PICTURE_WIDTH) / u64::from(width);
            usize::try_from(scaled.min(MAX_PICTURE_HEIGHT.into())).unwrap_or_default()
        }
        Some(_) => DEFAULT_PICTURE_HEIGHT,
    }
}

fn buttons_height(buttons: &[Button]) -> usize {
    let height = |button: &Button| match button.action {
        Action::Coupon { .. } => COUPON_HEIGHT,
        Action::WebLink(_) => BUTTON_HEIGHT + HOST_HEIGHT,
        _ => BUTTON_HEIGHT,
    };
    buttons.iter().map(height).sum()
}

/// Returns the height of the lines after the first, estimated from the byte length.
///
/// A Hangul syllable has three bytes; narrower characters have fewer.
fn extra_lines_height(text: &str) -> usize {
    (text.len() / (3 * LINE_LENGTH)) * LINE_HEIGHT
}

#[cfg(test)]
mod tests {
    use happytalk_model::{Answer, Row, decode};

    use super::*;

    fn rows_of(json: &str) -> Vec<Row> {
        let document = format!(r#"{{"result":"success","data":[{{"chat":{{}},"message":[{json}]}}]}}"#);
        match decode(document.as_bytes()).expect("JSON").value {
            Answer::Transcript(mut transcript) => transcript.rooms.remove(0).rows,
            Answer::Failure(failure) => panic!("{failure:?}"),
        }
    }

    fn text_row(text: &str) -> String {
        format!(r#"{{"id":"1","user_type":"C","contents_type":"text","contents":"{text}"}}"#)
    }

    #[test]
    fn long_texts_fill_the_screen_with_fewer_rows() {
        let short = rows_of(&vec![text_row("네"); 40].join(","));
        assert_eq!(estimate_first_screen(short.iter().map(Row::message), Locked::Show, 600), 13);
        let long = rows_of(&vec![text_row(&"가나다라 ".repeat(60)); 40].join(","));
        assert_eq!(estimate_first_screen(long.iter().map(Row::message), Locked::Show, 600), 4);
    }

    #[test]
    fn sender_changes_and_cards_add_height() {
        let turns: Vec<_> = ["C", "H"].map(|sender| text_row("네").replace(r#""C""#, &format!(r#""{sender}""#))).into();
        let turns = rows_of(&turns.iter().cycle().take(40).cloned().collect::<Vec<_>>().join(","));
        assert_eq!(estimate_first_screen(turns.iter().map(Row::message), Locked::Show, 600), 8);
        let contents = r#"{\"type\":\"IMAGE\",\"image\":{\"imageUrl\":\"https://a.example/a.jpg\"},
            \"buttonList\":[{\"type\":\"WEB_LINK\",\"name\":\"a\",\"pcUrl\":\"https://a.example\"}]}"#
            .replace('\n', "");
        let card = format!(r#"{{"id":"1","user_type":"H","contents_type":"template","contents":"{contents}"}}"#);
        let cards = rows_of(&vec![card; 40].join(","));
        assert_eq!(estimate_first_screen(cards.iter().map(Row::message), Locked::Show, 600), 2);
    }

    #[test]
    fn a_short_room_is_mounted_whole_and_a_zero_height_mounts_nothing() {
        let few = rows_of(&text_row("네"));
        assert_eq!(estimate_first_screen(few.iter().map(Row::message), Locked::Show, 600), 1);
        assert_eq!(estimate_first_screen(few.iter().map(Row::message), Locked::Show, 0), 0);
    }

    #[test]
    fn an_unbounded_viewport_is_limited_to_the_maximum_height() {
        let many = rows_of(&vec![text_row("네"); 1_000].join(","));
        assert_eq!(estimate_first_screen(many.iter().map(Row::message), Locked::Show, usize::MAX), 68);
    }

    #[test]
    fn a_withheld_message_has_the_height_of_its_cover() {
        let contents = format!(r#"{{\"type\":\"TEXT\",\"isLocked\":true,\"message\":\"{}\"}}"#, "가나다라 ".repeat(60));
        let secure = format!(r#"{{"id":"1","user_type":"H","contents_type":"template","contents":"{contents}"}}"#);
        let secure = rows_of(&vec![secure; 40].join(","));
        assert_eq!(estimate_first_screen(secure.iter().map(Row::message), Locked::Show, 600), 4);
        assert_eq!(estimate_first_screen(secure.iter().map(Row::message), Locked::Cover, 600), 13);
    }
}
