//! Where a carousel's track stands, and moving it. Whether it glides or jumps is the style sheet's business.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

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

/// The card in which the keyboard now is, if a part of it is out of sight. Browsers bring in only as much as they must, and
/// the track snaps back from that. A pointer stays out of it: what is pressed must not slip away.
pub fn half_seen(track: &Element, focus: &Event) -> Option<usize> {
    let target: Element = focus.target()?.dyn_into().ok()?;
    let card = target.closest("[data-carousel-block]").ok()??;
    let (view, card_box) = (track.get_bounding_client_rect(), card.get_bounding_client_rect());
    let is_seen = card_box.left() >= view.left() - 1.0 && card_box.right() <= view.right() + 1.0;
    let is_keyboard = target.matches(":focus-visible").is_ok_and(|is| is);
    if is_seen || !is_keyboard {
        return None;
    }
    cards(track).position(|at| at == card)
}

fn cards(track: &Element) -> impl Iterator<Item = Element> {
    std::iter::successors(track.first_element_child(), Element::next_element_sibling)
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
    let lefts: Vec<f64> = cards(track).map(|card| card.get_bounding_client_rect().left()).collect();
    #[expect(clippy::cast_possible_truncation, reason = "a track is no longer than twelve or so cards")]
    lefts.iter().map(|left| (left - lefts[0]).round() as i32).collect()
}
