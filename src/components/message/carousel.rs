//! A carousel (APG pattern): every card is in the document, the track snaps, nothing moves by itself.

use std::{cell::Cell, rc::Rc};

use happytalk_model::message::template::Block;
use leptos::ev;

use crate::{
    components::{
        kit::{
            button::{buttons, coupon},
            element::{El, Handle, div, el, span},
            icon::{self, Icon},
            picture::picture,
            prose::prose,
        },
        look::Scope,
    },
    i18n::Words,
    platform::track::{self, At},
    present::{chosen::Place, text::is_blank},
};

/// Draws the blocks side by side.
pub fn carousel(scope: &Scope, blocks: &[Block], chosen: Option<Place>) -> El {
    let words = scope.words;
    let count = blocks.len();
    if count == 0 {
        return super::bubble().child(span("nothing").text(words.no_slides));
    }
    let cards = blocks.iter().enumerate().map(|(index, block)| {
        let button = match chosen {
            Some(Place::Block(block, button)) if block == index => Some(button),
            _ => None,
        };
        card(scope, block, button)
            .attr("role", "group")
            .attr("aria-roledescription", words.slide)
            .attr("aria-label", (words.slide_of)(index + 1, count))
            .attr("data-carousel-block", index.to_string())
    });
    let slider = Rc::new(Slider { count, ..Slider::default() });
    let (follow, keys) = (Rc::clone(&slider), Rc::clone(&slider));
    let track = div("track")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", words.carousel)
        .handle(&slider.track)
        .on(ev::scroll, move |_| follow.follow(words))
        .on(ev::keydown, move |event: ev::KeyboardEvent| keys.key(&event))
        .children(cards);
    let step = |label: &'static str, icon: Icon, handle: &Handle, forward: bool| {
        let slider = Rc::clone(&slider);
        el("button")
            .attr("type", "button")
            .class("step")
            .attr("aria-label", label)
            .flag("disabled", !forward)
            .handle(handle)
            .child(icon::draw(icon))
            .on(ev::click, move |_| slider.step(forward))
    };
    let nav = div("steps")
        .child(step(words.previous, Icon::Left, &slider.previous, false))
        .child(
            span("step-now")
                .attr("aria-live", "polite")
                .handle(&slider.now)
                .child(el("span").text((words.slide_of)(1, count))),
        )
        .child(step(words.next, Icon::Right, &slider.next, true));
    div("carousel")
        .attr("part", "carousel")
        .attr("role", "group")
        .attr("aria-roledescription", words.carousel)
        .attr("aria-label", (words.slides)(count))
        .child(track)
        .maybe((count > 1).then_some(nav))
}

/// A carousel that stands: where it is, and what tells of it.
#[derive(Default)]
struct Slider {
    /// How many cards.
    count: usize,
    /// The one at the left edge.
    card: Cell<usize>,
    track: Handle,
    now: Handle,
    previous: Handle,
    next: Handle,
}

impl Slider {
    fn go(&self, card: usize) {
        if let Some(track) = self.track.get() {
            track::show(&track, card.min(self.count - 1));
        }
    }

    fn step(&self, forward: bool) {
        let card = if forward { self.card.get() + 1 } else { self.card.get().saturating_sub(1) };
        if card == 0 || card + 1 >= self.count {
            // The button is about to be disabled, and would take the keyboard with it.
            self.track.focus();
        }
        self.go(card);
    }

    fn key(&self, event: &ev::KeyboardEvent) {
        let card = match event.key().as_str() {
            "ArrowLeft" => self.card.get().saturating_sub(1),
            "ArrowRight" => self.card.get() + 1,
            "Home" => 0,
            "End" => self.count - 1,
            _ => return,
        };
        event.prevent_default();
        self.go(card);
    }

    /// The track was moved, by whatever.
    fn follow(&self, words: &Words) {
        let Some(track) = self.track.get() else { return };
        let At { card, start, end } = track::position(&track);
        self.previous.set("disabled", start.then_some(""));
        self.next.set("disabled", end.then_some(""));
        if self.card.replace(card) != card {
            self.now.fill(el("span").text((words.slide_of)(card + 1, self.count)));
        }
    }
}

fn card(scope: &Scope, block: &Block, chosen: Option<usize>) -> El {
    let header =
        (!is_blank(&block.header)).then(|| el("p").class("card-header").attr("dir", "auto").text(&block.header));
    let text = div("card-text").maybe(header).maybe(prose(scope, &block.message));
    super::card()
        .maybe(block.image.as_ref().map(|image| picture(scope, image)))
        .child(text)
        .maybe(buttons(scope, &block.buttons, chosen))
        .maybe(block.coupon.as_ref().map(|of| coupon("div", scope, &of.name, &of.description, &of.target)))
}
