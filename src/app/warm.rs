//! Warming up: browsers compile a function of a WebAssembly module when it is first called, which is what the first room
//! would have to wait for; fonts and styles, too, are read when they are first needed. So while there is nothing to draw
//! yet, samples are decoded, drawn, laid out and taken away, each in one task: no frame ever shows them.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::Owner;

use super::context::Settings;
use crate::{
    components::{kit::element::div, transcript::transcript},
    platform::{draw, idle},
    session::Session,
    source,
};

/// A room with what most rooms have, up to its messages.
const ROOM: &str = r#"{"result":"success","data":[{"chat":{"id":"0","title":"가","counselor_nickname":"나","customer_uuid":"u",
"tags":["다"],"cate_name1":"라","reg_date":"2025-10-01 09:00:00","status":"1","out_api":"0"},"message":["#;
/// A message of each kind that is common, one in a line. Nothing in them may be loaded.
const MESSAGES: &str = include_str!("warm/sample.jsonl");
const END: &str = "]}]}";

thread_local! {
    static WARM: Cell<bool> = const { Cell::new(false) };
}

/// Does it in a shadow root of ours as soon as the browser is idle, while the session has nothing to show; once for all elements.
pub async fn warm(root: draw::Node, settings: Settings, session: Session) {
    if WARM.replace(true) {
        return;
    }
    idle::Slices::begin().await;
    for message in MESSAGES.lines() {
        // Whoever waits comes first; but by idle time alone it would take until several frames later.
        idle::next_task().await;
        if !session.is_waiting() {
            return;
        }
        if let Ok(sample) = source::read(&[ROOM, message, END].concat().into_bytes()) {
            Owner::new().with(|| {
                let drawn = transcript(sample, &settings, &(Rc::new(|_| true) as _));
                let (node, _kept) = div("root warm").child(drawn).build();
                draw::try_out(&root, &node);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_are_rooms_as_the_vendor_sends_them() {
        let kinds: Vec<_> = (MESSAGES.lines())
            .map(|message| {
                let room = source::read(&[ROOM, message, END].concat().into_bytes()).expect("a room");
                let message = room.rooms[0].rows[0].message();
                assert!(message.notes.is_empty());
                message.kind().slug()
            })
            .collect();
        assert_eq!(kinds, ["text", "template-text", "normal", "template-carousel"]);
    }
}
