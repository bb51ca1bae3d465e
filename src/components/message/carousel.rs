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
    present::chosen::Place,
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
    let at = RwSignal::new(At { card: 0, start: true, end: count == 1 });
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
            let now = handle.get().map(|track| track::position(&track));
            if let Some(now) = now.filter(|now| *now != at.get_untracked()) {
                at.set(now);
            }
        }
    };
    let keys = {
        let go = go.clone();
        move |event: ev::KeyboardEvent| {
            let card = at.get_untracked().card;
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
    let step = move |label: &'static str, icon: Icon, ends: fn(At) -> bool, to: fn(usize) -> usize| {
        let (go, handle) = (go.clone(), handle.clone());
        el("button")
            .attr("type", "button")
            .class("step")
            .attr("aria-label", label)
            .child(icon::draw(icon))
            .live("disabled", move || ends(at.get()).then(|| "".into()))
            .on(ev::click, move |_| {
                let card = to(at.get_untracked().card);
                // The button is about to be disabled, and would take the keyboard with it.
                if let Some(track) = handle.get().filter(|_| card == 0 || card + 1 >= count) {
                    track::focus(&track);
                }
                go(card);
            })
    };
    let nav = div("steps")
        .child(step(words.previous, Icon::Left, |at| at.start, |card| card.saturating_sub(1)))
        .child(
            span("step-now")
                .attr("aria-live", "polite")
                .changing(move || Some(span("").text((words.slide_of)(at.get().card + 1, count)))),
        )
        .child(step(words.next, Icon::Right, |at| at.end, |card| card + 1));
    div("carousel")
        .attr("part", "carousel")
        .attr("role", "group")
        .attr("aria-roledescription", words.carousel)
        .attr("aria-label", (words.slides)(count))
        .child(track)
        .maybe((count > 1).then_some(nav))
}

fn card(scope: &Scope, block: &Block, chosen: Option<usize>) -> El {
    let header = (!block.header.trim().is_empty())
        .then(|| el("p").class("card-header").attr("dir", "auto").text(block.header.clone()));
    let text = div("card-text").maybe(header).maybe(prose(scope, &block.message));
    super::card()
        .maybe(block.image.as_ref().map(|image| picture(scope, image)))
        .child(text)
        .maybe(buttons(scope, &block.buttons, chosen))
        .maybe(block.coupon.as_ref().map(|of| coupon("div", scope, &of.name, &of.description, &of.target)))
}
