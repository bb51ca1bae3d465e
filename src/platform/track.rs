//! Where a carousel's track stands, and moving it. Whether it glides or jumps is the style sheet's business.

use web_sys::Element;

/// Where a track stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The card at the left edge, or the last one once the track can go no further.
    pub card: usize,
    /// Nothing is left of it.
    pub start: bool,
    /// Nothing is right of it.
    pub end: bool,
}

/// Reads where it stands.
pub fn position(track: &Element) -> At {
    at(track, track.scroll_left(), &lefts(track))
}

/// Brings a card to the left edge, as far as the track goes: where it will stand, and whether it has to move for that.
pub fn show(track: &Element, card: usize) -> (At, bool) {
    let lefts = lefts(track);
    let left = lefts.get(card).copied().unwrap_or(0).min(most(track)).max(0);
    let moves = left != track.scroll_left();
    track.set_scroll_left(left);
    (at(track, left, &lefts), moves)
}

fn at(track: &Element, left: i32, lefts: &[i32]) -> At {
    let (start, end) = (left <= 1, left >= most(track) - 1);
    let nearest = || (0..lefts.len()).min_by_key(|card| (lefts[*card] - left).abs()).unwrap_or(0);
    At { card: if end && !start { lefts.len().saturating_sub(1) } else { nearest() }, start, end }
}

/// How far it can be scrolled.
fn most(track: &Element) -> i32 {
    track.scroll_width() - track.client_width()
}

/// How far each card stands from the first.
fn lefts(track: &Element) -> Vec<i32> {
    let cards = std::iter::successors(track.first_element_child(), Element::next_element_sibling);
    let lefts: Vec<f64> = cards.map(|card| card.get_bounding_client_rect().left()).collect();
    #[expect(clippy::cast_possible_truncation, reason = "a track is no longer than twelve or so cards")]
    lefts.iter().map(|left| (left - lefts[0]).round() as i32).collect()
}
