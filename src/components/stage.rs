//! What stands around the rooms: the voice that tells screen readers of changes, and the place of dialogs. Both outside
//! the rows, where a live region would be read again and again.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use super::{
    kit::element::{El, Handle, div, span},
    timeline::Scene,
};
use crate::platform::page;

/// One per transcript.
#[derive(Default)]
pub struct Stage {
    voice: Handle,
    /// A dialog's own: what is outside an open one can't be heard.
    pub inner_voice: Handle,
    /// Where a dialog is put while it is open.
    pub overlay: Handle,
    /// Weak: each scene holds its look, and that the stage.
    scenes: RefCell<Vec<Weak<Scene>>>,
}

impl Stage {
    /// Tells screen readers something, politely.
    pub fn announce(&self, what: &str) {
        say(if self.inner_voice.get().is_some() { &self.inner_voice } else { &self.voice }, what);
    }

    /// The rooms that are drawn now, in their order.
    pub fn scenes(&self) -> Vec<Rc<Scene>> {
        self.scenes.borrow().iter().filter_map(Weak::upgrade).collect()
    }

    /// Other rooms stand now.
    pub fn set_scenes(&self, scenes: &[Rc<Scene>]) {
        self.scenes.replace(scenes.iter().map(Rc::downgrade).collect());
        self.overlay.clear();
    }

    /// Its two places, as they are put behind the rooms.
    pub fn places(&self) -> [El; 2] {
        [voice(&self.voice), div("overlay").handle(&self.overlay)]
    }
}

/// Lets screen readers say something, once.
pub fn say(voice: &Handle, what: &str) {
    if let Some(voice) = voice.get() {
        page::say(&voice, what);
    }
}

/// A place that screen readers read aloud whenever it changes.
pub fn voice(handle: &Handle) -> El {
    span("sr").attr("role", "status").handle(handle)
}

impl std::fmt::Debug for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stage")
    }
}
