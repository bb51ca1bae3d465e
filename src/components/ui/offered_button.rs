//! Buttons and quick replies of a message, as sent. Buttons that send their name as a text do nothing here, because a
//! transcript is a record.

use happytalk_model::{
    link::SafeUrl,
    message::{
        normal::NamedLink,
        template::{Action, Button},
    },
};
use happytalk_present::{
    choice::{Choice, ChoicePosition},
    destinations::Destinations,
};
use leptos::prelude::*;

use super::{
    coupon::CouponTicket,
    destinations::{OtherDestinations, RefusedDestinations, label_or_host},
    icon::{Icon, icon},
    link::{ExternalMark, HostNote, Link, LinkKind},
};
use crate::components::{built::IntoBuilt, context::use_render_context};

/// Placement of a button, which determines its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placement {
    /// In a card, at full width.
    Card {
        /// Index of the carousel block.
        block: Option<usize>,
    },
    /// Below a bubble.
    QuickReply,
}

impl Placement {
    fn block(self) -> Option<usize> {
        match self {
            Self::Card { block } => block,
            Self::QuickReply => None,
        }
    }

    fn choice_position(self, index: usize) -> ChoicePosition {
        match self {
            Self::Card { block: Some(block) } => ChoicePosition::Block(block, index),
            Self::Card { block: None } => ChoicePosition::Button(index),
            Self::QuickReply => ChoicePosition::QuickReply(index),
        }
    }
}

/// Renders the buttons of a message or carousel block; nothing if there are none.
#[component]
pub fn TemplateButtons(
    /// The buttons.
    buttons: Vec<Button>,
    /// Inferred choice of the customer.
    choice: Choice,
    /// Index of the carousel block.
    #[prop(optional_no_strip)]
    block: Option<usize>,
) -> impl IntoView {
    let words = use_render_context().words;
    (!buttons.is_empty()).then(|| {
        view! {
            <ul class="buttons" aria-label=words.buttons data-answered=choice.position().is_some()>
                {offered(buttons, Placement::Card { block }, choice)}
            </ul>
        }
    })
}

/// Renders quick replies (바로연결) as chips below the bubble; nothing if there are none.
#[component]
pub fn QuickReplies(
    /// The quick replies.
    replies: Vec<Button>,
    /// Inferred choice of the customer.
    choice: Choice,
) -> impl IntoView {
    let words = use_render_context().words;
    (!replies.is_empty()).then(|| {
        view! {
            <ul class="chips" aria-label=words.quick_replies data-answered=choice.position().is_some()>
                {offered(replies, Placement::QuickReply, choice)}
            </ul>
        }
    })
}

/// Renders the link buttons of a V1 message; nothing if there are none.
#[component]
pub fn NamedLinks(
    /// The links.
    links: Vec<NamedLink>,
) -> impl IntoView {
    let context = use_render_context();
    (!links.is_empty()).then(|| {
        let buttons = links.into_iter().map(|NamedLink { name, url }| {
            let destinations = Destinations::of_one(url.as_ref(), context.urls());
            view! {
                <OfferedButton
                    placement=Placement::Card { block: None }
                    kind="WEB_LINK"
                    name=name
                    destinations=Some(destinations)
                    is_chosen=false
                />
            }
        });
        view! {
            <ul class="buttons" aria-label=context.words.buttons>
                {buttons.collect_view()}
            </ul>
        }
    })
}

fn offered(buttons: Vec<Button>, placement: Placement, choice: Choice) -> impl IntoView {
    let urls = use_render_context().urls();
    let items = buttons.into_iter().enumerate().map(|(index, Button { action, name })| {
        let (kind, target) = match action {
            Action::Coupon { description, target } if placement != Placement::QuickReply => {
                return view! {
                    <CouponTicket
                        name=name
                        description=description
                        target=target
                        block=placement.block()
                        is_list_item=true
                    />
                }
                .into_built();
            }
            Action::Coupon { target, .. } => ("COUPON".to_owned(), Some(target)),
            Action::WebLink(target) => ("WEB_LINK".to_owned(), Some(target)),
            Action::Text => ("TEXT".to_owned(), None),
            Action::Other(kind) => (kind, None),
        };
        view! {
            <OfferedButton
                placement=placement
                kind=kind
                name=name
                destinations=target.map(|target| Destinations::of(&target, urls))
                is_chosen=choice.position() == Some(placement.choice_position(index))
            />
        }
        .into_built()
    });
    items.collect_view()
}

/// Renders one button or quick reply as a list item.
#[component]
fn OfferedButton(
    /// The placement.
    placement: Placement,
    /// Its type, as sent.
    #[prop(into)]
    kind: String,
    /// Its name; may be blank.
    name: String,
    /// Destinations; `None` if the button sends its name as a text.
    destinations: Option<Destinations>,
    /// Whether the customer chose it.
    is_chosen: bool,
) -> impl IntoView {
    let words = use_render_context().words;
    let is_reply = placement == Placement::QuickReply;
    let block = placement.block();
    let (class, main_class, part) =
        if is_reply { ("chip", "chip-main", "quick-reply") } else { ("button", "button-main", "button") };
    let says_name = destinations.is_none();
    let Destinations { first, others, refused } = destinations.unwrap_or_default();
    let label = label_or_host(&name, first.as_ref(), words);
    let text = view! { <ButtonLabel label=label.clone() url=first.clone() /> };
    let main = match first {
        Some(url) => view! {
            <Link url=url.clone() kind=LinkKind::WebLink name=name class=main_class>
                {text}
                <ExternalMark url=url block=block />
            </Link>
        }
        .into_built(),
        None if says_name => {
            let mark = if is_chosen {
                view! { <span class="chosen">{icon(Icon::Check)} <span>{words.chosen}</span></span> }.into_built()
            } else {
                icon(Icon::Chat).into_built()
            };
            view! { <span class=main_class title=words.reply_button>{text} <span class="sr">{words.reply_button}</span> {mark}</span> }
                .into_built()
        }
        None => view! { <span class=main_class>{text}</span> }.into_built(),
    };
    view! {
        <li
            class=class
            part=part
            data-button=(!is_reply).then(|| kind.clone())
            data-quick-reply=is_reply.then_some(kind)
            data-chosen=is_chosen
        >
            {main}
            <OtherDestinations destinations=others kind=LinkKind::WebLink label=label block=block />
            <RefusedDestinations refused=refused />
        </li>
    }
    .into_built()
}

/// Renders the label of a button, with the host of its URL below.
#[component]
fn ButtonLabel(
    /// The label.
    label: String,
    /// The URL of the button.
    url: Option<SafeUrl>,
) -> impl IntoView {
    view! {
        <span class="words">
            <span class="label" dir="auto">
                {label.clone()}
            </span>
            {url.map(|url| view! { <HostNote url=url label=label /> })}
        </span>
    }
    .into_built()
}
