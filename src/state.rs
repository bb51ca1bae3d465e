//! Application state: signals that components read, and commands that they call.
//!
//! Pure reducers ([`live`], [`console`]) make all decisions: following, polling, sending, and focus after navigation. They
//! are tested natively. The shells around them only run effects.

pub mod announcer;
pub mod console;
pub mod drafts;
pub mod events;
pub mod live;
pub mod outbox;
pub mod room;
pub mod room_list;
pub mod room_ui;
pub mod settings;

use leptos::prelude::*;

/// Writes a signal only if its value differs, so that nothing is rendered again for an equal value.
pub(crate) fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}
