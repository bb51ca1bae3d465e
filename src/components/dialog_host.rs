//! Opens and closes dialogs. They are rendered in [`dialogs`](super::dialogs).

use happytalk_present::row_key::RowKey;
use leptos::{html, prelude::*};

use super::room_timeline::RoomTimeline;
use crate::browser::dialog::close_dialog;

/// A dialog and what it shows.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// The pictures of a room, one at a time.
    Lightbox {
        /// The room.
        timeline: RoomTimeline,
        /// The row of the first picture.
        key: RowKey,
        /// Index of the first picture among the pictures of its message (`present::media::pictures`).
        picture: usize,
    },
    /// Everything in all rooms besides text: pictures, media, files and links.
    MediaDrawer,
    /// The remaining fields of a room, and its messages that have notes.
    Details {
        /// The room.
        timeline: RoomTimeline,
    },
}

/// Opens and closes dialogs; at most one is open. A context of everything that is rendered beside a
/// [`DialogOverlay`](super::dialogs::DialogOverlay).
#[derive(Clone, Copy, Debug)]
pub struct DialogHost {
    /// The open dialog. The number tells two equal dialogs apart.
    pub(super) current: RwSignal<Option<(u32, Dialog)>>,
    /// Number of dialogs that were opened.
    opened: StoredValue<u32>,
    /// The last `<dialog>` that was rendered.
    pub(super) element: NodeRef<html::Dialog>,
}

impl DialogHost {
    /// Returns a host without an open dialog.
    pub fn new() -> Self {
        Self { current: RwSignal::new(None), opened: StoredValue::new(0), element: NodeRef::new() }
    }

    /// Opens a dialog, in place of the open one.
    pub fn open(self, dialog: Dialog) {
        self.close_element();
        self.opened.update_value(|opened| *opened = opened.wrapping_add(1));
        self.current.set(Some((self.opened.get_value(), dialog)));
    }

    /// Closes the open dialog. When this returns, the focus is back on the element that had it before the dialog was opened.
    pub fn close(self) {
        self.close_element();
        self.current.set(None);
    }

    /// Handles the `close` event, which also Esc causes. The event arrives late: another dialog may be open by then, or the room disposed.
    pub(super) fn on_close(self) {
        if !self.element.try_get_untracked().flatten().is_some_and(|element| element.open()) {
            self.current.set(None);
        }
    }

    /// Closes the element before it is unmounted: the browser restores the focus only for a connected dialog.
    fn close_element(self) {
        if let Some(element) = self.element.get_untracked() {
            close_dialog(&element);
        }
    }
}

impl Default for DialogHost {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the [`DialogHost`].
pub fn use_dialog_host() -> DialogHost {
    expect_context()
}
