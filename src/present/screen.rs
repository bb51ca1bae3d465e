//! How many rows fill a screen, worked out before any is drawn.

use happytalk_model::{Body, Message, message::template::TemplateKind};

/// A row of one line, in pixels at the usual size of letters, and a further line.
const ROW: usize = 44;
const LINE: usize = 23;
/// Hangul of a line in the widest bubble, at most.
const LINE_LENGTH: usize = 38;
const PICTURE: usize = 120;
const BUTTON: usize = 38;
const CAROUSEL: usize = 200;

/// No header is lower.
pub const HEADER: usize = 60;

/// How many of these messages surely fill a screen of `height` pixels.
pub fn rows<'a>(messages: impl Iterator<Item = &'a Message>, height: usize) -> usize {
    let mut filled = 0;
    messages
        .take_while(|message| {
            let is_needed = filled < height;
            filled += least_height(&message.body);
            is_needed
        })
        .count()
}

/// No row of this kind is lower, in pixels.
fn least_height(body: &Body) -> usize {
    match body {
        Body::Text(said) => ROW + lines(said),
        Body::Image(_) | Body::Video(_) => PICTURE,
        Body::Normal(normal) => {
            ROW + lines(&normal.text) + normal.image.iter().count() * PICTURE + normal.links.len() * BUTTON
        }
        Body::Template(template) => {
            let shown = match &template.kind {
                TemplateKind::Text => 0,
                TemplateKind::Image(image) => image.iter().count() * PICTURE,
                TemplateKind::Carousel(_) => CAROUSEL,
            };
            ROW + lines(&template.message) + shown + template.buttons.len() * BUTTON
        }
        _ => ROW,
    }
}

/// The lines after the first. A letter is three bytes at most, or two columns wide.
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
        assert_eq!(rows(short.iter().map(Row::message), 600), 14);
        let long = rows_of(&vec![said(&"가나다라 ".repeat(60)); 40].join(","));
        assert_eq!(rows(long.iter().map(Row::message), 600), 4);
    }

    #[test]
    fn a_short_room_is_drawn_whole_and_an_empty_screen_needs_nothing() {
        let few = rows_of(&said("네"));
        assert_eq!(rows(few.iter().map(Row::message), 600), 1);
        assert_eq!(rows(few.iter().map(Row::message), 0), 0);
    }
}
