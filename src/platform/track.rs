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
    let left = track.get_bounding_client_rect().left();
    let offsets = cards(track).map(|card| (card.get_bounding_client_rect().left() - left).abs());
    let nearest = offsets.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(index, _)| index);
    let start = track.scroll_left() <= 1;
    let end = track.scroll_left() + track.client_width() >= track.scroll_width() - 1;
    let last = cards(track).count().saturating_sub(1);
    At { card: if end && !start { last } else { nearest }, start, end }
}

/// Brings a card to the left edge.
pub fn show(track: &Element, card: usize) {
    let (Some(first), Some(card)) = (cards(track).next(), cards(track).nth(card)) else { return };
    let distance = card.get_bounding_client_rect().left() - first.get_bounding_client_rect().left();
    #[expect(clippy::cast_possible_truncation, reason = "a track is no longer than twelve or so cards")]
    track.set_scroll_left(distance.round() as i32);
}

fn cards(track: &Element) -> impl Iterator<Item = Element> {
    std::iter::successors(track.first_element_child(), Element::next_element_sibling)
}
