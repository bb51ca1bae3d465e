//! The position of a carousel and its moves.
//!
//! [`RoomUi`](crate::state::room_ui::RoomUi) keeps the position and the spread state by row key, so that a row that is
//! mounted again shows the same block.

use leptos::{ev, html, prelude::*, task::spawn_local};
use web_sys::HtmlElement;

use crate::{
    browser::{
        carousel::{TrackPosition, half_hidden_block, restore_block, show_block, track_position},
        dom::event_element,
        focus::pass_focus,
    },
    components::context::{RenderContext, RowScope, use_render_context},
};

/// A carousel of at least two blocks. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Slider {
    context: RenderContext,
    scope: StoredValue<RowScope>,
    /// Number of blocks.
    count: usize,
    /// The block at the start of the track, or the block that the track is scrolling to.
    block: RwSignal<usize>,
    /// Where the track was moved last, until the reader scrolls it by hand. Blocks in between are ignored.
    goal: StoredValue<Option<Goal>>,
    /// Whether no block is hidden before the start of the track.
    pub is_at_start: RwSignal<bool>,
    /// Whether no block is hidden after the end of the track.
    pub is_at_end: RwSignal<bool>,
    /// Whether all blocks are shown as a grid.
    pub is_spread: Memo<bool>,
    /// The element that contains the blocks.
    pub track: NodeRef<html::Div>,
    /// Button to the previous block.
    pub previous: NodeRef<html::Button>,
    /// Button to the next block.
    pub next: NodeRef<html::Button>,
}

/// The block that a move leads to.
#[derive(Clone, Copy, Debug)]
struct Goal {
    block: usize,
    /// How often the move may be repeated.
    retries: u8,
}

/// How often a move is repeated.
const MAX_RETRIES: u8 = 3;

impl Slider {
    /// Returns the slider of the row in the [`RowScope`] context, at its last position.
    ///
    /// # Panics
    /// If the [`RowScope`] context is missing.
    pub fn new(count: usize) -> Self {
        let scope: RowScope = expect_context();
        let (ui, key) = (scope.timeline.ui, scope.key.clone());
        let block = ui.carousel_positions.with_value(|positions| positions.get(&key).copied()).unwrap_or_default();
        let slider = Self {
            context: use_render_context(),
            scope: StoredValue::new(scope),
            count,
            block: RwSignal::new(block),
            goal: StoredValue::new(None),
            is_at_start: RwSignal::new(block == 0),
            is_at_end: RwSignal::new(false),
            is_spread: Memo::new(move |_| ui.spread.read().contains(&key)),
            track: NodeRef::new(),
            previous: NodeRef::new(),
            next: NodeRef::new(),
        };
        // Spread blocks have no position. `toggle_spread` restores it.
        if block > 0 && !slider.is_spread.get_untracked() {
            slider.track.on_load(move |track| slider.update(restore_block(&track, block)));
        }
        slider
    }

    /// Returns the label of the position, such as `1 / 3`; tracked.
    pub fn position_label(self) -> String {
        (self.context.words.slide_of)(self.block.get() + 1, self.count)
    }

    /// Moves to the previous block.
    pub fn step_back(self) {
        self.go_to_and_announce(self.block.get_untracked().saturating_sub(1));
    }

    /// Moves to the next block.
    pub fn step_forward(self) {
        self.go_to_and_announce(self.block.get_untracked() + 1);
    }

    /// Handles a key. Arrow keys do nothing inside a block, because the focused element could scroll out of view.
    pub fn on_key_down(self, event: &ev::KeyboardEvent) {
        let is_on_track = event.target() == event.current_target();
        let has_modifier = event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
        if self.is_spread.get_untracked() || has_modifier {
            return;
        }
        let block = match event.key().as_str() {
            "ArrowLeft" => self.block.get_untracked().saturating_sub(1),
            "ArrowRight" => self.block.get_untracked() + 1,
            "Home" if is_on_track => 0,
            "End" if is_on_track => self.count - 1,
            _ => return,
        };
        event.prevent_default();
        if is_on_track {
            self.go_to_and_announce(block);
        }
    }

    /// Scrolls the block into view as a whole when the keyboard moves the focus into it.
    pub fn on_focus_in(self, event: &ev::FocusEvent) {
        let Some((track, focused)) = self.track.get_untracked().zip(event_element(event)) else { return };
        if let Some(block) = half_hidden_block(&track, &focused) {
            self.go_to(block);
        }
    }

    /// Updates the position when the track scrolls. The event is asynchronous: the row may be disposed by then.
    pub fn on_scroll(self) {
        let Some(track) = self.track.try_get_untracked().flatten() else { return };
        let position = track_position(&track);
        if !self.is_spread.get_untracked() && self.goal.get_value().is_none_or(|goal| goal.block == position.block) {
            self.update(position);
        }
    }

    /// Repeats a move if the track stopped at another block. The browser snaps again when a picture is loaded.
    pub fn on_scroll_end(self) {
        if let (Some(Some(goal)), Some(Some(track))) = (self.goal.try_get_value(), self.track.try_get_untracked())
            && track_position(&track).block != goal.block
        {
            let retries = goal.retries.checked_sub(1);
            self.goal.set_value(retries.map(|retries| Goal { retries, ..goal }));
            if retries.is_some() {
                show_block(&track, goal.block);
            }
        }
        self.on_scroll();
    }

    /// Lets the reader scroll the track by hand. Called when the pointer is used on it.
    pub fn release(self) {
        self.goal.set_value(None);
    }

    /// Toggles between the grid and the track.
    pub fn toggle_spread(self) {
        let is_spread = self.is_spread.get_untracked();
        self.scope.with_value(|scope| {
            scope.timeline.ui.spread.update(|spread| {
                if !spread.remove(&scope.key) {
                    spread.insert(scope.key.clone());
                }
            });
        });
        if is_spread {
            spawn_local(async move {
                // The track scrolls only after it is rendered as a track.
                leptos::task::tick().await;
                if let Some(block) = self.block.try_get_untracked() {
                    self.go_to(block);
                }
            });
        }
    }

    fn go_to_and_announce(self, block: usize) {
        if self.go_to(block) {
            let place = untrack(|| self.position_label());
            self.context.announcer.announce(format!("{} {place}", self.context.words.slide));
        }
    }

    /// Moves to a block. Returns whether the block differs from the previous one.
    fn go_to(self, block: usize) -> bool {
        let Some(track) = self.track.get_untracked() else { return false };
        let before = self.block.get_untracked();
        let (position, moves) = show_block(&track, block.min(self.count - 1));
        self.goal.set_value(moves.then_some(Goal { block: position.block, retries: MAX_RETRIES }));
        self.update(position);
        position.block != before
    }

    /// Renders and stores a position.
    fn update(self, position: TrackPosition) {
        let TrackPosition { block, is_start, is_end } = position;
        self.set_disabled(self.is_at_start, is_start, self.previous);
        self.set_disabled(self.is_at_end, is_end, self.next);
        if self.block.get_untracked() != block {
            self.block.set(block);
            self.scope.with_value(|scope| {
                let positions = scope.timeline.ui.carousel_positions;
                positions.update_value(|positions| {
                    positions.insert(scope.key.clone(), block);
                });
            });
        }
    }

    /// Enables or disables a button. Before it is disabled, the focus moves from it to the track.
    fn set_disabled(self, signal: RwSignal<bool>, is_disabled: bool, button: NodeRef<html::Button>) {
        if signal.get_untracked() == is_disabled {
            return;
        }
        if let (true, Some(button), Some(track)) = (is_disabled, button.get_untracked(), self.track.get_untracked()) {
            let (button, track): (&HtmlElement, &HtmlElement) = (&button, &track);
            pass_focus(button, track);
        }
        signal.set(is_disabled);
    }
}
