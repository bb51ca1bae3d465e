//! Where a carousel's track stands, and moving it. Whether it glides or jumps is the style sheet's business.

use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Element, Event};

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    fn stand(track: &Element, card: Option<u32>) -> Box<[u32]>;
    #[wasm_bindgen(js_name = halfSeen)]
    fn half(track: &Element, target: &Element) -> i32;
}

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
    at(track, None).0
}

/// Brings a card to the left edge, as far as the track goes: where it will stand, and whether it has to move for that.
pub fn show(track: &Element, card: usize) -> (At, bool) {
    at(track, u32::try_from(card).ok())
}

fn at(track: &Element, card: Option<u32>) -> (At, bool) {
    match *stand(track, card) {
        [card, start, end, moves] => (At { card: card as usize, start: start != 0, end: end != 0 }, moves != 0),
        _ => (At { card: 0, start: true, end: true }, false),
    }
}

/// The card in which the keyboard now is, if a part of it is out of sight.
pub fn half_seen(track: &Element, focus: &Event) -> Option<usize> {
    usize::try_from(half(track, focus.target()?.unchecked_ref())).ok()
}
