//! Warming up: browsers compile a function of a WebAssembly module when it is first called, which is what the first room
//! would have to wait for; fonts and styles, too, are read when they are first needed. So while there is nothing to draw
//! yet, samples are decoded, drawn, laid out and taken away, each in one task: no frame ever shows them.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::Owner;

use super::{context::Settings, desk::Desk};
use crate::{
    components::{kit::element::div, transcript::transcript},
    platform::{draw, idle},
    session::Session,
    source,
};

/// An answer in each line: a room with what most rooms have, and a message of each kind that is common. Nothing in them
/// may be loaded: the pictures are of a host that no media policy names.
const SAMPLES: &str = include_str!("warm/samples.jsonl");

thread_local! {
    static STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Does it in a shadow root of ours as soon as the browser is idle, while the session has nothing to show. Only the first
/// element tries: by the time of another one its own room has been drawn, or is about to be.
pub async fn warm(root: draw::Node, settings: Settings, session: Session) {
    if STARTED.replace(true) {
        return;
    }
    idle::Slices::begin().await;
    for sample in SAMPLES.lines() {
        // Whoever waits comes first; but by idle time alone it would take until several frames later.
        idle::next_task().await;
        if !session.is_waiting() {
            return;
        }
        if let Ok(sample) = source::read(sample.as_bytes()) {
            Owner::new().with(|| {
                let drawn = transcript(sample, &settings, &(Rc::new(|_| true) as _), &Desk::new(|_| {}), false);
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
        let kinds: Vec<_> = (SAMPLES.lines())
            .map(|sample| {
                let room = source::read(sample.as_bytes()).expect("a room");
                let message = room.rooms[0].rows[0].message();
                assert!(message.notes.is_empty());
                assert!(sample.split("https://").skip(1).all(|url| url[1..].starts_with(".example")));
                message.kind().slug()
            })
            .collect();
        assert_eq!(kinds, ["text", "template-text", "normal", "template-carousel"]);
    }
}
