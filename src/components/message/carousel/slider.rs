//! Where a carousel stands, and what moves it. Moves are told by the stage, outside the rows.

use std::{cell::Cell, rc::Rc};

use leptos::ev;

use crate::{
    components::{
        kit::element::{Handle, el},
        look::Look,
    },
    platform::{
        keys::held,
        track::{self, At},
    },
};

/// A carousel that stands: where it is, and what tells of it.
pub struct Slider {
    look: Rc<Look>,
    /// How many cards.
    count: usize,
    /// The one at the left edge, or that will be.
    card: Cell<usize>,
    /// Where the track is gliding to: what it passes is of no interest.
    goal: Cell<Option<usize>>,
    /// All cards are in sight.
    spread: Cell<bool>,
    /// The whole.
    pub carousel: Handle,
    /// Button: all cards, or one.
    pub switch: Handle,
    /// Button: the card before.
    pub previous: Handle,
    /// Which card.
    pub now: Handle,
    /// Button: the next card.
    pub next: Handle,
    /// What holds the cards.
    pub track: Handle,
}

impl Slider {
    /// At the first of so many cards.
    pub fn new(look: &Rc<Look>, count: usize) -> Self {
        Self {
            look: Rc::clone(look),
            count,
            card: Cell::default(),
            goal: Cell::default(),
            spread: Cell::default(),
            carousel: Handle::default(),
            switch: Handle::default(),
            previous: Handle::default(),
            now: Handle::default(),
            next: Handle::default(),
            track: Handle::default(),
        }
    }

    /// To a card; whether that is another one than before.
    fn go(&self, card: usize) -> bool {
        let Some(track) = self.track.get() else { return false };
        let (at, moves) = track::show(&track, card.min(self.count - 1));
        self.goal.set(moves.then_some(at.card));
        self.tell(at)
    }

    /// To a card, as the reader asked.
    fn ask(&self, card: usize) {
        if self.go(card) {
            let words = self.look.words;
            let now = (words.slide_of)(self.card.get() + 1, self.count);
            self.look.stage.announce(&format!("{} {now}", words.slide));
        }
    }

    /// To the card beside, as a button asks.
    pub fn step(&self, forward: bool) {
        let card = if forward { self.card.get() + 1 } else { self.card.get().saturating_sub(1) };
        self.ask(card);
    }

    /// As the keyboard asks; keys with others held down are the browser's. In a card arrows move nothing: the browser
    /// would snap on to the next, and what has the keyboard would be out of sight.
    pub fn key(&self, event: &ev::KeyboardEvent) {
        let is_track = event.target() == event.current_target();
        if self.spread.get() || held(event) != 0 {
            return;
        }
        let card = match event.key().as_str() {
            "ArrowLeft" => self.card.get().saturating_sub(1),
            "ArrowRight" => self.card.get() + 1,
            "Home" if is_track => 0,
            "End" if is_track => self.count - 1,
            _ => return,
        };
        event.prevent_default();
        if is_track {
            self.ask(card);
        }
    }

    /// The keyboard came into a card.
    pub fn enter(&self, event: &ev::FocusEvent) {
        let Some(track) = self.track.get() else { return };
        if let Some(card) = track::half_seen(&track, event) {
            self.go(card);
        }
    }

    /// The track was moved, by whatever.
    pub fn follow(&self) {
        let Some(track) = self.track.get() else { return };
        let at = track::position(&track);
        if self.spread.get() || self.goal.get().is_some_and(|goal| goal != at.card) {
            return;
        }
        self.goal.take();
        self.tell(at);
    }

    /// It stands. Elsewhere than meant, if a picture came in meanwhile and the browser snapped anew: then it goes on, once.
    pub fn settle(&self) {
        match (self.goal.take(), self.track.get()) {
            (Some(goal), Some(track)) if track::position(&track).card != goal => {
                track::show(&track, goal);
            }
            _ => {}
        }
        self.follow();
    }

    /// Shows where it stands; whether that is another card than before.
    fn tell(&self, at: At) -> bool {
        self.previous.disable(at.start, &self.track);
        self.next.disable(at.end, &self.track);
        let is_other = self.card.replace(at.card) != at.card;
        if is_other {
            self.now.fill(el("span").text((self.look.words.slide_of)(at.card + 1, self.count)));
        }
        is_other
    }

    /// All cards at once, or back to the one before.
    pub fn spread(&self) {
        let spread = !self.spread.get();
        self.spread.set(spread);
        self.carousel.set("data-stacked", spread.then_some(""));
        self.switch.set("aria-pressed", Some(if spread { "true" } else { "false" }));
        self.track.set("tabindex", (!spread).then_some("0"));
        if !spread {
            self.go(self.card.get());
        }
    }
}
