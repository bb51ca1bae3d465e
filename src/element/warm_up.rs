//! Renders a sample room while the first room is awaited.
//!
//! Browsers compile a WebAssembly function when it is first called, and load fonts and match styles when text is first laid out. With the
//! sample, this happens before the first room arrives. `cargo xtask bench paint` prints the time that it saves.

use std::cell::Cell;

use leptos::{
    html,
    prelude::*,
    task::{spawn_local, tick},
};
use web_sys::ShadowRoot;

use super::app::mount_view;
use crate::{
    api::{Client, data::read_bytes},
    browser::{idle::Slices, scroll::lay_out},
    components::{built::IntoBuilt, transcript::TranscriptApp},
    state::{
        announcer::Announcer,
        events::EventSink,
        room::{RoomRequest, RoomState},
    },
};

/// A room with the most common kinds of messages. No media policy allows the host of its pictures.
const SAMPLE: &[u8] = include_bytes!("warm_up/sample.json");

thread_local! {
    static IS_DONE: Cell<bool> = const { Cell::new(false) };
}

/// Renders the sample when the browser is idle, unless the first response has arrived by then. Only the first element of a page does it.
pub fn warm_up(shown: RoomState, root: &ShadowRoot) {
    if IS_DONE.replace(true) {
        return;
    }
    let root = root.clone();
    let owner = Owner::current().unwrap_or_default().child();
    spawn_local(async move {
        Slices::begin().await;
        if shown.is_waiting() {
            render_sample(shown.client(), &root, &owner).await;
        }
        owner.cleanup();
    });
}

/// Renders, lays out and removes the sample in one task, so that no frame shows it.
async fn render_sample(client: Client, root: &ShadowRoot, owner: &Owner) {
    let (frame, view) = owner.with(|| {
        // The page must not receive events of the sample.
        let events = EventSink::new(|_| true);
        let room = RoomState::new(client, events);
        provide_context(events);
        provide_context(Announcer::new());
        provide_context(room);
        room.show(RoomRequest::Data(read_bytes(SAMPLE)), None);
        let frame = NodeRef::<html::Div>::new();
        let sample = move || {
            view! {
                <div class="warm-up" node_ref=frame>
                    <TranscriptApp />
                </div>
            }
        };
        (frame, mount_view(root, move || sample().into_built()))
    });
    // Rows are mounted by an effect.
    tick().await;
    if let Some(frame) = frame.try_get_untracked().flatten() {
        lay_out(&frame);
    }
    drop(view);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sample_is_a_room_of_the_common_kinds_and_loads_nothing() {
        let sample = read_bytes(SAMPLE).expect("a room").transcript;
        let messages: Vec<_> = sample.rooms[0].rows.iter().map(happytalk_model::Row::message).collect();
        assert!(messages.iter().all(|message| message.notes.is_empty()));
        let kinds: Vec<_> = messages.iter().map(|message| message.kind().slug()).collect();
        assert_eq!(kinds, ["text", "template-text", "normal", "template-carousel"]);
        let text = str::from_utf8(SAMPLE).expect("UTF-8");
        assert!(text.split("https://").skip(1).all(|url| url[1..].starts_with(".example")));
    }
}
