//! A carousel (APG pattern): every card is in the document, the track snaps, nothing moves by itself.
//!
//! A group, not a region: a room has many, and every region is one more landmark of the page. Nor is it a live region,
//! which would stand among the rows: what the reader moved is told by the stage.

use std::{
    cell::Cell,
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use happytalk_model::message::template::Block;
use leptos::ev;

use crate::{
    components::{
        kit::{
            button::buttons,
            coupon::coupon,
            element::{El, Handle, div, el, span},
            icon::{self, Icon},
            picture::picture,
            prose::{nothing, prose},
        },
        look::{Look, Scope},
    },
    platform::track::{self, At},
    present::{
        chosen::{Choice, Place},
        text::is_blank,
    },
};

/// What the next track is called: `aria-controls` needs a name.
static TRACKS: AtomicUsize = AtomicUsize::new(0);

/// Draws the blocks side by side.
pub fn carousel(scope: &Scope, blocks: &[Block], choice: Choice) -> El {
    let words = scope.words;
    let count = blocks.len();
    if count == 0 {
        return super::bubble().child(span("nothing").text(words.no_slides));
    }
    let cards = blocks.iter().enumerate().map(|(index, block)| {
        card(scope, block, index, choice)
            .attr("role", "group")
            .attr("aria-roledescription", words.slide)
            .attr("aria-label", (words.slide_of)(index + 1, count))
            .attr("data-carousel-block", index.to_string())
    });
    let carousel = div("carousel")
        .attr("part", "carousel")
        .attr("role", "group")
        .attr("aria-roledescription", words.carousel)
        .attr("aria-label", (words.slides)(count));
    let track = div("track");
    if count == 1 {
        return carousel.child(track.children(cards));
    }
    let slider = Rc::new(Slider::new(&scope.look, count));
    let id = format!("track-{}", TRACKS.fetch_add(1, Relaxed));
    let button = |class: &'static str, handle: &Handle, act: fn(&Slider)| {
        let slider = Rc::clone(&slider);
        let button = el("button").attr("type", "button").class(class).attr("aria-controls", &id);
        button.handle(handle).on(ev::click, move |_| act(&slider))
    };
    let [moved, settled, entered, keys] = [(); 4].map(|()| Rc::clone(&slider));
    let steps = div("steps")
        .child(button("spread", &slider.switch, Slider::spread).attr("aria-pressed", "false").text(words.spread))
        .child(
            button("step", &slider.previous, |slider| slider.step(false))
                .attr("aria-label", words.previous)
                .attr("disabled", "")
                .child(icon::draw(Icon::Left)),
        )
        .child(span("step-now").handle(&slider.now).child(el("span").text((words.slide_of)(1, count))))
        .child(
            button("step", &slider.next, |slider| slider.step(true))
                .attr("aria-label", words.next)
                .child(icon::draw(Icon::Right)),
        );
    let track = track
        .attr("id", &id)
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", words.carousel)
        .handle(&slider.track)
        .on(ev::scroll, move |_| moved.follow())
        .on(ev::scrollend, move |_| settled.settle())
        .on(ev::focusin, move |event: ev::FocusEvent| entered.enter(&event))
        .on(ev::keydown, move |event: ev::KeyboardEvent| keys.key(&event))
        .children(cards);
    carousel.handle(&slider.carousel).child(steps).child(track)
}

/// A carousel that stands: where it is, and what tells of it.
struct Slider {
    look: Rc<Look>,
    /// How many cards.
    count: usize,
    /// The one at the left edge, or that will be.
    card: Cell<usize>,
    /// Where the track is gliding to: what it passes is of no interest.
    goal: Cell<Option<usize>>,
    /// All cards are in sight.
    spread: Cell<bool>,
    carousel: Handle,
    switch: Handle,
    previous: Handle,
    now: Handle,
    next: Handle,
    track: Handle,
}

impl Slider {
    fn new(look: &Rc<Look>, count: usize) -> Self {
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

    fn step(&self, forward: bool) {
        let card = if forward { self.card.get() + 1 } else { self.card.get().saturating_sub(1) };
        if card == 0 || card + 1 >= self.count {
            // The button is about to be disabled, and would take the keyboard with it.
            self.track.focus();
        }
        self.ask(card);
    }

    fn key(&self, event: &ev::KeyboardEvent) {
        if self.spread.get() || event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let card = match event.key().as_str() {
            "ArrowLeft" => self.card.get().saturating_sub(1),
            "ArrowRight" => self.card.get() + 1,
            "Home" => 0,
            "End" => self.count - 1,
            _ => return,
        };
        event.prevent_default();
        self.ask(card);
    }

    /// The keyboard came into a card.
    fn enter(&self, event: &ev::FocusEvent) {
        let Some(track) = self.track.get() else { return };
        if let Some(card) = track::half_seen(&track, event) {
            self.go(card);
        }
    }

    /// The track was moved, by whatever.
    fn follow(&self) {
        let Some(track) = self.track.get() else { return };
        let at = track::position(&track);
        if self.spread.get() || self.goal.get().is_some_and(|goal| goal != at.card) {
            return;
        }
        self.goal.take();
        self.tell(at);
    }

    /// It stands, perhaps elsewhere than meant: the reader may have caught it.
    fn settle(&self) {
        self.goal.take();
        self.follow();
    }

    /// Shows where it stands; whether that is another card than before.
    fn tell(&self, at: At) -> bool {
        self.previous.set("disabled", at.start.then_some(""));
        self.next.set("disabled", at.end.then_some(""));
        let is_other = self.card.replace(at.card) != at.card;
        if is_other {
            self.now.fill(el("span").text((self.look.words.slide_of)(at.card + 1, self.count)));
        }
        is_other
    }

    /// All cards at once, or back to the one before.
    fn spread(&self) {
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

fn card(scope: &Scope, block: &Block, index: usize, choice: Choice) -> El {
    let header =
        (!is_blank(&block.header)).then(|| el("p").class("card-header").attr("dir", "auto").text(&block.header));
    let (text, image) = (prose(scope, &block.message), block.image.as_ref());
    let is_empty =
        header.is_none() && text.is_none() && image.is_none() && block.buttons.is_empty() && block.coupon.is_none();
    super::card()
        .maybe(image.map(|image| picture(scope, image)))
        .child(div("card-text").maybe(header).maybe(text).maybe(is_empty.then(|| nothing(scope))))
        .maybe(buttons(scope, &block.buttons, choice, &|button| Place::Block(index, button)))
        .maybe(block.coupon.as_ref().map(|of| coupon("div", scope, &of.name, &of.description, &of.target)))
}
