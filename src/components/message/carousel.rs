//! A carousel (APG pattern). All blocks are in the document, the track snaps, and there is no automatic rotation.
//!
//! Its role is `group`, not `region`, because every region is a landmark and a room may have many carousels. The
//! [`Announcer`](crate::state::announcer::Announcer) announces moves, because a live region would be read with the rows.

mod slider;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use happytalk_model::message::template::Block;
use happytalk_present::{choice::Choice, text::is_blank};
use leptos::prelude::*;

use self::slider::Slider;
use super::{Bubble, Card};
use crate::components::{
    built::IntoBuilt,
    context::use_render_context,
    ui::{
        coupon::CouponTicket,
        icon::{Icon, icon},
        offered_button::TemplateButtons,
        picture::Picture,
        prose::{NoText, Prose},
    },
};

/// Number of the next track's id, which `aria-controls` needs.
static NEXT_TRACK_ID: AtomicUsize = AtomicUsize::new(0);

/// Renders the blocks of a carousel.
#[component]
pub fn Carousel(
    /// The blocks.
    blocks: Vec<Block>,
    /// Inferred choice of the customer.
    choice: Choice,
) -> impl IntoView {
    let words = use_render_context().words;
    let count = blocks.len();
    let name = (words.slides)(count);
    match count {
        0 => view! { <Bubble><span class="nothing">{words.no_slides}</span></Bubble> }.into_built(),
        1 => view! {
            <div class="carousel" part="carousel" role="group" aria-roledescription=words.carousel aria-label=name>
                <div class="track"><Blocks blocks=blocks choice=choice /></div>
            </div>
        }
        .into_built(),
        _ => {
            let slider = Slider::new(count);
            let id = format!("track-{}", NEXT_TRACK_ID.fetch_add(1, Relaxed));
            view! {
                <div
                    class="carousel"
                    part="carousel"
                    role="group"
                    aria-roledescription=words.carousel
                    aria-label=name
                    data-stacked=move || slider.is_spread.get()
                >
                    <Steps slider=slider track_id=id.clone() />
                    <div
                        class="track"
                        id=id
                        tabindex=move || (!slider.is_spread.get()).then_some("0")
                        role="group"
                        aria-label=words.track
                        node_ref=slider.track
                        on:scroll=move |_| slider.on_scroll()
                        on:scrollend=move |_| slider.on_scroll_end()
                        on:pointerdown=move |_| slider.release()
                        on:pointermove=move |_| slider.release()
                        on:wheel=move |_| slider.release()
                        on:focusin=move |event| slider.on_focus_in(&event)
                        on:keydown=move |event| slider.on_key_down(&event)
                    >
                        <Blocks blocks=blocks choice=choice />
                    </div>
                </div>
            }
            .into_built()
        }
    }
}

/// Renders the controls of a carousel. They precede the blocks, so that they don't move when the blocks are spread.
#[component]
fn Steps(
    /// The carousel's slider.
    slider: Slider,
    /// Id of the track.
    track_id: String,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <div class="steps">
            <button
                type="button"
                class="step"
                aria-controls=track_id.clone()
                aria-label=words.previous
                disabled=move || slider.is_at_start.get()
                node_ref=slider.previous
                on:click=move |_| slider.step_back()
            >
                {icon(Icon::Left)}
            </button>
            <span class="step-now">
                <span>{move || slider.position_label()}</span>
            </span>
            <button
                type="button"
                class="step"
                aria-controls=track_id.clone()
                aria-label=words.next
                disabled=move || slider.is_at_end.get()
                node_ref=slider.next
                on:click=move |_| slider.step_forward()
            >
                {icon(Icon::Right)}
            </button>
            <button
                type="button"
                class="spread"
                aria-controls=track_id
                aria-pressed=move || if slider.is_spread.get() { "true" } else { "false" }
                on:click=move |_| slider.toggle_spread()
            >
                {words.spread}
            </button>
        </div>
    }
    .into_built()
}

/// Renders every block as a card.
#[component]
fn Blocks(
    /// The blocks.
    blocks: Vec<Block>,
    /// Inferred choice of the customer.
    choice: Choice,
) -> impl IntoView {
    let words = use_render_context().words;
    let count = blocks.len();
    let mut pictures = 0;
    let cards = blocks.into_iter().enumerate().map(|(index, block)| {
        let picture = pictures;
        pictures += usize::from(block.image.is_some());
        view! {
            <BlockCard
                block=block
                index=index
                picture=picture
                choice=choice
                attr:role="group"
                attr:aria-roledescription=words.slide
                attr:aria-label=(words.slide_of)(index + 1, count)
                attr:data-carousel-block=index
            />
        }
    });
    cards.collect_view()
}

/// Renders one block.
#[component]
fn BlockCard(
    /// The block.
    block: Block,
    /// Its index.
    index: usize,
    /// Index of its picture among the pictures of the message.
    picture: usize,
    /// Inferred choice of the customer.
    choice: Choice,
) -> impl IntoView {
    let Block { header, message, image, buttons, coupon } = block;
    let has_header = !is_blank(&header);
    let is_empty = !has_header && is_blank(&message) && image.is_none() && buttons.is_empty() && coupon.is_none();
    let header = has_header.then(|| {
        view! {
            <p class="card-header" dir="auto">
                {header}
            </p>
        }
    });
    view! {
        <Card>
            {image.map(|media| view! { <Picture media=media index=picture /> })}
            <div class="card-text">{header} <Prose text=message /> {is_empty.then(|| view! { <NoText /> })}</div>
            <TemplateButtons buttons=buttons choice=choice block=Some(index) />
            {coupon
                .map(|coupon| {
                    view! {
                        <CouponTicket
                            name=coupon.name
                            description=coupon.description
                            target=coupon.target
                            block=Some(index)
                        />
                    }
                })}
        </Card>
    }
}
