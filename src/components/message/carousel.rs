//! A carousel (APG pattern): every card is in the document, the track snaps, nothing moves by itself.
//!
//! A group, not a region: a room has many, and every region is one more landmark of the page. Nor is it a live region,
//! which would stand among the rows: what the reader moved is told by the stage.

mod slider;

use std::{
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use happytalk_model::message::template::Block;
use leptos::ev;

use self::slider::Slider;
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
        look::Scope,
    },
    present::{chosen::Choice, text::is_blank},
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
        )
        .child(button("spread", &slider.switch, Slider::spread).attr("aria-pressed", "false").text(words.spread));
    let track = track
        .attr("id", &id)
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", words.track)
        .handle(&slider.track)
        .on(ev::scroll, move |_| moved.follow())
        .on(ev::scrollend, move |_| settled.settle())
        .on(ev::focusin, move |event: ev::FocusEvent| entered.enter(&event))
        .on(ev::keydown, move |event: ev::KeyboardEvent| keys.key(&event))
        .children(cards);
    carousel.handle(&slider.carousel).child(steps).child(track)
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
        .maybe(buttons(scope, &block.buttons, choice, Some(index)))
        .maybe(block.coupon.as_ref().map(|of| coupon("div", scope, &of.name, &of.description, &of.target, Some(index))))
}
