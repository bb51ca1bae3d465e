//! Text of the vendor, unchanged, with line breaks, links and its own direction.

use happytalk_present::text::{Span, is_blank, split_links};
use leptos::{either::Either, prelude::*};

use super::link::{HostNote, Link, LinkKind};
use crate::components::{built::IntoBuilt, context::use_render_context};

/// Renders a text; nothing if it is blank.
#[component]
pub fn Prose(
    /// The text.
    text: String,
) -> impl IntoView {
    let urls = use_render_context().urls();
    // Browsers don't render NUL.
    let text = text.replace('\0', "\u{fffd}");
    (!is_blank(&text)).then(|| {
        let spans = split_links(&text, urls).into_iter().map(|span| match span {
            Span::Text(text) => Either::Left(text.to_owned()),
            Span::Link(text, url) => {
                let label = text.to_owned();
                Either::Right(view! {
                    <Link url=url.clone() kind=LinkKind::TextLink name=text>
                        {label.clone()}
                        <HostNote url=url label=label />
                    </Link>
                })
            }
        });
        view! {
            <div class="prose" dir="auto">
                {spans.collect_view()}
            </div>
        }
    })
}

/// Renders a text, or a placeholder if it is blank.
#[component]
pub fn ProseOrNothing(
    /// The text.
    text: String,
) -> impl IntoView {
    if is_blank(&text) { view! { <NoText /> }.into_built() } else { view! { <Prose text=text /> }.into_built() }
}

/// Renders the placeholder for a missing text.
#[component]
pub fn NoText() -> impl IntoView {
    let words = use_render_context().words;
    view! { <span class="nothing">{words.no_text}</span> }.into_built()
}
