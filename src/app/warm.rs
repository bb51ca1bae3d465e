//! Warming up: browsers compile a function of a WebAssembly module when it is first called, which is what the first room
//! would have to wait for; fonts and styles, too, are read when they are first needed. So while there is nothing to draw
//! yet, a sample is decoded, drawn, laid out and taken away, all in one task: no frame ever shows it.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::Owner;

use super::context::Settings;
use crate::{
    components::{kit::element::div, transcript::transcript},
    platform::draw,
    source,
};

/// One of each kind that is common, in a room with a full header. Never shown, and nothing in it is asked for.
const SAMPLE: &str = include_str!("warm/sample.json");

thread_local! {
    static WARM: Cell<bool> = const { Cell::new(false) };
}

/// Does it in a shadow root of ours, the first time it is called.
pub fn warm(root: &draw::Node, settings: &Settings) {
    if WARM.replace(true) {
        return;
    }
    if let Ok(sample) = source::read(SAMPLE.as_bytes()) {
        Owner::new().with(|| {
            let (node, _kept) = div("root warm").child(transcript(sample, settings, &(Rc::new(|_| true) as _))).build();
            draw::try_out(root, &node);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_holds_what_it_says() {
        let transcript = source::read(SAMPLE.as_bytes()).expect("an answer with a room");
        let kinds: Vec<_> = transcript.rooms[0].rows.iter().map(|row| row.message().kind().slug()).collect();
        assert_eq!(kinds, ["text", "image", "normal", "template-text", "template-carousel"]);
        assert!(transcript.rooms[0].rows.iter().all(|row| row.message().notes.is_empty()));
    }
}
