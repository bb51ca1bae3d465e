//! The media drawer, with the pictures, media, files and links of the rooms. A click on an entry scrolls to its message.

use happytalk_model::{link::Refusal, message::media::Media};
use happytalk_present::media_drawer::{DrawerEntry, DrawerSection, EntryContent, SectionKind, drawer_sections};
use leptos::prelude::*;

use super::modal_dialog::{DialogHead, ModalDialog};
use crate::components::{
    built::IntoBuilt,
    context::use_render_context,
    dialog_host::use_dialog_host,
    room_timeline::RoomTimelines,
    ui::{
        icon::{Icon, icon},
        picture::Thumbnail,
        time::ShortTime,
    },
};

/// Renders pictures, media, files and links of all rooms, as of when the dialog was opened.
#[component]
pub fn MediaDrawer() -> impl IntoView {
    let context = use_render_context();
    let words = context.words;
    let rooms = expect_context::<RoomTimelines>().0.get_untracked();
    let contents: Vec<_> = rooms.iter().map(|room| room.content.get_untracked()).collect();
    let sections = drawer_sections(&contents, context.settings.locked.get_untracked(), words, context.urls());
    let nothing = sections.is_empty().then(|| view! { <p class="nothing">{words.no_media}</p> });
    let sections = sections.into_iter().map(|section| view! { <Section section=section /> });
    view! {
        <ModalDialog label=words.media_drawer class="sheet">
            <div class="media-drawer">
                <DialogHead title=words.media_drawer />
                <div class="dialog-body">{sections.collect_view()} {nothing}</div>
            </div>
        </ModalDialog>
    }
    .into_built()
}

/// Renders a section: title, number of entries, entries.
#[component]
fn Section(
    /// The section.
    section: DrawerSection,
) -> impl IntoView {
    let words = use_render_context().words;
    let DrawerSection { kind, title, entries } = section;
    let count = entries.len();
    let entries = entries.into_iter().zip(1..).map(|(entry, number)| {
        // Only the position distinguishes pictures for a screen reader.
        let position = (words.slide_of)(number, count);
        view! {
            <li>
                <Entry kind=kind entry=entry position=position />
            </li>
        }
    });
    view! {
        <div class="found-section">
            <h3 class="found-title">{title} " " <span class="found-count">{count}</span></h3>
            <ul class="found-list">{entries.collect_view()}</ul>
        </div>
    }
    .into_built()
}

/// Renders an entry: a button that scrolls to its message.
#[component]
fn Entry(
    /// Kind of its section.
    kind: SectionKind,
    /// The entry.
    entry: DrawerEntry,
    /// Label of its position in the section.
    position: String,
) -> impl IntoView {
    let rooms = expect_context::<RoomTimelines>();
    let host = use_dialog_host();
    let DrawerEntry { room, key, content, sender, sent_at } = entry;
    let go_to_message = move |_| {
        host.close();
        if let Some(timeline) = rooms.0.with_untracked(|rooms| rooms.get(room).copied()) {
            timeline.go_to(&key);
        }
    };
    let is_picture = kind == SectionKind::Pictures;
    let content = match content {
        EntryContent::Picture(media) => view! { <Picture media=media /> }.into_built(),
        EntryContent::Line { name, detail } => view! {
            {icon(section_icon(kind))}
            <span class="found-name" dir="auto">
                {name}
            </span>
            {address(detail)}
        }
        .into_built(),
    };
    view! {
        <button type="button" class="found" class:found-picture=is_picture on:click=go_to_message>
            {content}
            <span class="found-who">
                <bdi>{sender}</bdi>
                {sent_at.map(|moment| view! { <ShortTime moment=moment /> })}
            </span>
            <span class="sr">{position}</span>
        </button>
    }
    .into_built()
}

/// Renders a thumbnail, or the URL if the picture may not be loaded.
#[component]
fn Picture(
    /// The picture.
    media: Media,
) -> impl IntoView {
    let refusal = match use_render_context().media(&media.url) {
        Ok(url) => return view! { <Thumbnail url=url size=media.size /> }.into_built(),
        Err(refusal) => refusal,
    };
    let host_or_address = match refusal {
        Refusal::Host(host) | Refusal::PrivateAddress(host) => host,
        _ => media.url.as_written().to_owned(),
    };
    view! {
        <span class="thumbnail">
            {icon(Icon::Image)}
            {address(host_or_address)}
        </span>
    }
    .into_built()
}

fn address(address: String) -> Option<impl IntoView> {
    (!address.is_empty()).then(|| {
        view! {
            <span class="found-address" dir="ltr">
                {address}
            </span>
        }
    })
}

fn section_icon(kind: SectionKind) -> Icon {
    match kind {
        SectionKind::Pictures => Icon::Image,
        SectionKind::Media => Icon::Play,
        SectionKind::Files => Icon::File,
        SectionKind::Links => Icon::Link,
    }
}
