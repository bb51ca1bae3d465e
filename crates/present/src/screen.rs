//! How many rows fill a screen, worked out before any is drawn: about, for only the browser knows how high a row is. What
//! is missing comes a moment later with the rest.

use happytalk_model::{
    Body, Message,
    message::{
        media::Media,
        template::{Action, Block, Button, TemplateKind},
    },
};

use crate::options::Locked;

/// A row of one line, in pixels at the usual size of letters, and a further line.
const ROW: usize = 44;
const LINE: usize = 23;
/// The line that names a sender, with the room above it.
const NAME: usize = 34;
/// Hangul of a line in the widest bubble, at most.
const LINE_LENGTH: usize = 38;
/// How wide a picture is, how high one of unknown size, and how high at most.
const WIDTH: u32 = 280;
const PICTURE: usize = 200;
const TALLEST: u32 = 420;
const BUTTON: usize = 40;
/// Where a button leads, below its label.
const HOST: usize = 14;
const COUPON: usize = 90;
/// A line of chips.
const CHIPS: usize = 38;
/// A carousel's controls, and its cards' text.
const CAROUSEL: usize = 78;

/// No header of a room with a day in it is lower.
pub const HEADER: usize = 150;

/// A window is no higher; a frame as high as what is in it says it is.
const HIGHEST: usize = 3_000;

/// How many of these messages fill a screen of `height` pixels.
pub fn rows<'a>(messages: impl Iterator<Item = &'a Message>, locked: Locked, height: usize) -> usize {
    let height = height.min(HIGHEST);
    let mut filled = 0;
    let mut previous: Option<&Message> = None;
    messages
        .take_while(|message| {
            let is_needed = filled < height;
            let is_withheld = message.is_locked() && locked != Locked::Show;
            filled += if is_withheld { ROW } else { least_height(&message.body) };
            let continues = previous.replace(message).is_some_and(|before| before.head.sender == message.head.sender);
            filled += if continues { 0 } else { NAME };
            is_needed
        })
        .count()
}

/// What a row of this kind has at least, in pixels.
fn least_height(body: &Body) -> usize {
    match body {
        Body::Text(said) => ROW + lines(said),
        Body::Image(shown) => picture(Some(shown)),
        Body::Video(_) => PICTURE,
        Body::Normal(normal) => {
            ROW + lines(&normal.text) + picture(normal.image.as_ref()) + normal.links.len() * (BUTTON + HOST)
        }
        Body::Template(template) => {
            let shown = match &template.kind {
                TemplateKind::Text => 0,
                TemplateKind::Image(image) => picture(image.as_ref()),
                TemplateKind::Carousel(blocks) => {
                    let card = |block: &Block| {
                        picture(block.image.as_ref()) + buttons(&block.buttons) + block.coupon.iter().count() * COUPON
                    };
                    CAROUSEL + blocks.iter().map(card).max().unwrap_or_default()
                }
            };
            let chips = if template.quick_replies.is_empty() { 0 } else { CHIPS };
            ROW + lines(&template.message) + shown + buttons(&template.buttons) + chips
        }
        _ => ROW,
    }
}

fn picture(media: Option<&Media>) -> usize {
    match media.map(|media| media.size) {
        None => 0,
        Some(Some((width, height))) if width >= WIDTH => {
            let high = u64::from(height) * u64::from(WIDTH) / u64::from(width);
            usize::try_from(high.min(TALLEST.into())).unwrap_or_default()
        }
        Some(_) => PICTURE,
    }
}

fn buttons(buttons: &[Button]) -> usize {
    let height = |button: &Button| match button.action {
        Action::Coupon { .. } => COUPON,
        Action::WebLink(_) => BUTTON + HOST,
        _ => BUTTON,
    };
    buttons.iter().map(height).sum()
}

/// The lines after the first, by the three bytes of a Hangul letter; narrow letters have fewer.
fn lines(text: &str) -> usize {
    (text.len() / (3 * LINE_LENGTH)) * LINE
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

    fn said(text: &str) -> String {
        format!(r#"{{"id":"1","user_type":"C","contents_type":"text","contents":"{text}"}}"#)
    }

    #[test]
    fn short_rows_fill_a_screen_by_their_number_and_long_ones_sooner() {
        let short = rows_of(&vec![said("네"); 40].join(","));
        assert_eq!(rows(short.iter().map(Row::message), Locked::Show, 600), 13);
        let long = rows_of(&vec![said(&"가나다라 ".repeat(60)); 40].join(","));
        assert_eq!(rows(long.iter().map(Row::message), Locked::Show, 600), 4);
    }

    #[test]
    fn a_turn_of_another_sender_and_a_card_take_more_room() {
        let turns: Vec<_> = ["C", "H"].map(|who| said("네").replace(r#""C""#, &format!(r#""{who}""#))).into();
        let turns = rows_of(&turns.iter().cycle().take(40).cloned().collect::<Vec<_>>().join(","));
        assert_eq!(rows(turns.iter().map(Row::message), Locked::Show, 600), 8);
        let contents = r#"{\"type\":\"IMAGE\",\"image\":{\"imageUrl\":\"https://a.example/a.jpg\"},
            \"buttonList\":[{\"type\":\"WEB_LINK\",\"name\":\"a\",\"pcUrl\":\"https://a.example\"}]}"#
            .replace('\n', "");
        let card = format!(r#"{{"id":"1","user_type":"H","contents_type":"template","contents":"{contents}"}}"#);
        let cards = rows_of(&vec![card; 40].join(","));
        assert_eq!(rows(cards.iter().map(Row::message), Locked::Show, 600), 2);
    }

    #[test]
    fn a_short_room_is_drawn_whole_and_an_empty_screen_needs_nothing() {
        let few = rows_of(&said("네"));
        assert_eq!(rows(few.iter().map(Row::message), Locked::Show, 600), 1);
        assert_eq!(rows(few.iter().map(Row::message), Locked::Show, 0), 0);
    }

    #[test]
    fn a_window_that_is_as_high_as_its_contents_does_not_draw_all_of_them_at_once() {
        let many = rows_of(&vec![said("네"); 1_000].join(","));
        assert_eq!(rows(many.iter().map(Row::message), Locked::Show, usize::MAX), 68);
    }

    #[test]
    fn a_covered_message_is_as_low_as_its_cover() {
        let contents = format!(r#"{{\"type\":\"TEXT\",\"isLocked\":true,\"message\":\"{}\"}}"#, "가나다라 ".repeat(60));
        let secure = format!(r#"{{"id":"1","user_type":"H","contents_type":"template","contents":"{contents}"}}"#);
        let secure = rows_of(&vec![secure; 40].join(","));
        assert_eq!(rows(secure.iter().map(Row::message), Locked::Show, 600), 4);
        assert_eq!(rows(secure.iter().map(Row::message), Locked::Cover, 600), 13);
    }
}
