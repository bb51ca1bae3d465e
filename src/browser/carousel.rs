//! The track of a carousel: its position and its moves. The style sheet decides whether moves are animated.

use web_sys::{Element, ScrollBehavior, ScrollToOptions};

use super::dom::{closest, is_inside};

/// Selector of the blocks, which are the children of the track.
const BLOCK: &str = "[data-carousel-block]";
/// Tolerance for rounding to whole pixels.
const ROUNDING_PX: i32 = 1;

/// Position of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackPosition {
    /// Index of the block at the start, or of the last block if the track is at its end.
    pub block: usize,
    /// Whether nothing is hidden before the start.
    pub is_start: bool,
    /// Whether nothing is hidden after the end.
    pub is_end: bool,
}

/// Returns the position of a track.
pub fn track_position(track: &Element) -> TrackPosition {
    position(track.scroll_left(), &block_offsets(track), max_scroll(track))
}

/// Moves a block to the start of the track, as far as the track can scroll. Returns the new position and whether the track
/// moves.
pub fn show_block(track: &Element, block: usize) -> (TrackPosition, bool) {
    let (offsets, max) = (block_offsets(track), max_scroll(track));
    let before = track.scroll_left();
    let left = offsets.get(block).copied().unwrap_or_default().min(max).max(0);
    track.set_scroll_left(left);
    (position(left, &offsets, max), left != before)
}

/// Moves a block to the start of the track without animation. Returns the new position.
pub fn restore_block(track: &Element, block: usize) -> TrackPosition {
    let (offsets, max) = (block_offsets(track), max_scroll(track));
    let left = offsets.get(block).copied().unwrap_or_default().min(max).max(0);
    let options = ScrollToOptions::new();
    options.set_left(f64::from(left));
    options.set_behavior(ScrollBehavior::Instant);
    track.scroll_to_with_scroll_to_options(&options);
    position(left, &offsets, max)
}

/// Returns the index of the block that contains `focused`, if the keyboard moved the focus and the block is partly hidden.
///
/// Browsers scroll only as far as needed, and scroll snapping undoes that. The pointer is excluded, because an element must
/// not move while it is pressed.
pub fn half_hidden_block(track: &Element, focused: &Element) -> Option<usize> {
    let block = closest(focused, BLOCK).filter(|block| is_inside(block, track))?;
    if !focused.matches(":focus-visible").unwrap_or_default() {
        return None;
    }
    let (view, rect) = (track.get_bounding_client_rect(), block.get_bounding_client_rect());
    let tolerance = f64::from(ROUNDING_PX);
    if rect.left() >= view.left() - tolerance && rect.right() <= view.right() + tolerance {
        return None;
    }
    blocks(track).position(|child| child == block)
}

fn position(left: i32, offsets: &[i32], max: i32) -> TrackPosition {
    let (is_start, is_end) = (left <= ROUNDING_PX, left >= max - ROUNDING_PX);
    let last = offsets.len().saturating_sub(1);
    let nearest = (0..offsets.len()).min_by_key(|block| (offsets[*block] - left).abs()).unwrap_or_default();
    TrackPosition { block: if is_end && !is_start { last } else { nearest }, is_start, is_end }
}

fn blocks(track: &Element) -> impl Iterator<Item = Element> {
    let children = track.children();
    (0..children.length()).filter_map(move |index| children.item(index))
}

/// Returns the distances of the blocks from the first one.
fn block_offsets(track: &Element) -> Vec<i32> {
    let lefts: Vec<f64> = blocks(track).map(|block| block.get_bounding_client_rect().left()).collect();
    let first = lefts.first().copied().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, reason = "whole pixels")]
    let offset = |left: f64| (left - first).round() as i32;
    lefts.into_iter().map(offset).collect()
}

fn max_scroll(track: &Element) -> i32 {
    track.scroll_width() - track.client_width()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFSETS: [i32; 4] = [0, 250, 500, 750];

    fn at(left: i32) -> (usize, bool, bool) {
        let TrackPosition { block, is_start, is_end } = position(left, &OFFSETS, 600);
        (block, is_start, is_end)
    }

    #[test]
    fn nearest_block_is_at_the_start() {
        assert_eq!(
            [at(0), at(124), at(126), at(400)],
            [(0, true, false), (0, false, false), (1, false, false), (2, false, false)]
        );
    }

    #[test]
    fn position_at_the_end_of_the_track_is_the_last_block() {
        assert_eq!(at(599), (3, false, true));
        assert_eq!(position(0, &OFFSETS, 0), TrackPosition { block: 0, is_start: true, is_end: true });
        assert_eq!(position(0, &[], 0), TrackPosition { block: 0, is_start: true, is_end: true });
    }
}
