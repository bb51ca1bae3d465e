//! A carousel (APG pattern): every card is in the document, the track snaps, nothing moves by itself.

use happytalk_model::message::template::Block;
use leptos::{ev, prelude::*};

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
    let handle = Handle::default();
    // Three small signals: one of a type of its own would cost the download another copy of everything a signal is.
    let card_now = RwSignal::new(0_usize);
    let (at_start, at_end) = (RwSignal::new(true), RwSignal::new(count == 1));
    let go = {
        let handle = handle.clone();
        move |card: usize| {
            if let Some(track) = handle.get() {
                track::show(&track, card.min(count - 1));
            }
        }
    };
    let follow = {
        let handle = handle.clone();
        move |_: ev::Event| {
            if let Some(track) = handle.get() {
                let At { card, start, end } = track::position(&track);
                turn(card_now, card);
                turn(at_start, start);
                turn(at_end, end);
            }
        }
    };
    let keys = {
        let go = go.clone();
        move |event: ev::KeyboardEvent| {
            let card = card_now.get_untracked();
            let card = match event.key().as_str() {
                "ArrowLeft" => card.saturating_sub(1),
                "ArrowRight" => card + 1,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            go(card);
        }
    };
    let track = div("track")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", words.carousel)
        .handle(&handle)
        .on(ev::scroll, follow)
        .on(ev::keydown, keys)
        .children(cards);
    let step = move |label: &'static str, icon: Icon, end: RwSignal<bool>, to: fn(usize) -> usize| {
        let (go, handle) = (go.clone(), handle.clone());
        el("button")
            .attr("type", "button")
            .class("step")
            .attr("aria-label", label)
            .child(icon::draw(icon))
            .live("disabled", move || end.get().then(|| "".into()))
            .on(ev::click, move |_| {
                let card = to(card_now.get_untracked());
                // The button is about to be disabled, and would take the keyboard with it.
                if let Some(track) = handle.get().filter(|_| card == 0 || card + 1 >= count) {
                    track::focus(&track);
                }
                go(card);
            })
    };
    let nav = div("steps")
        .child(step(words.previous, Icon::Left, at_start, |card| card.saturating_sub(1)))
        .child(
            span("step-now")
                .attr("aria-live", "polite")
                .changing(move || Some(el("span").text((words.slide_of)(card_now.get() + 1, count)))),
        )
        .child(step(words.next, Icon::Right, at_end, |card| card + 1));
    div("carousel")
        .attr("part", "carousel")
        .attr("role", "group")
        .attr("aria-roledescription", words.carousel)
        .attr("aria-label", (words.slides)(count))
        .child(track)
        .maybe((count > 1).then_some(nav))
}

/// Sets a signal that says something new.
fn turn<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, now: T) {
    if signal.get_untracked() != now {
        signal.set(now);
    }
}

fn card(scope: &Scope, block: &Block, chosen: Option<usize>) -> El {
    let header =
        (!is_blank(&block.header)).then(|| el("p").class("card-header").attr("dir", "auto").text(block.header.clone()));
    let text = div("card-text").maybe(header).maybe(prose(scope, &block.message));
    super::card()
        .maybe(block.image.as_ref().map(|image| picture(scope, image)))
        .child(text)
        .maybe(buttons(scope, &block.buttons, chosen))
        .maybe(block.coupon.as_ref().map(|of| coupon("div", scope, &of.name, &of.description, &of.target)))
}
