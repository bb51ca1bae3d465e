//! The browser's own modal dialog: it keeps the keyboard inside, closes on Esc, and gives the keyboard back to where it
//! came from.

use std::rc::Rc;

use leptos::ev;

use super::{
    element::{El, Handle, div, el},
    icon::{self, Icon},
};
use crate::{
    components::{look::Look, stage::voice},
    platform,
};

/// An open dialog. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Dialog {
    element: Handle,
}

impl Dialog {
    /// Opens a dialog of that class and name, in place of one that is open; `content` draws what is in it. Of class
    /// `sheet` it is a drawer: a head, and a `dialog-body` that scrolls.
    pub fn open(look: &Look, class: &'static str, label: &str, content: impl FnOnce(&Self) -> El) -> Self {
        let dialog = Self { element: Handle::default() };
        let drawn = content(&dialog);
        dialog.stand(look, class, label, drawn);
        dialog
    }

    /// Not once more for each kind of dialog.
    #[inline(never)]
    fn stand(&self, look: &Look, class: &'static str, label: &str, drawn: El) {
        let (closed, outside) = (Rc::clone(&look.stage), self.clone());
        let element = el("dialog")
            .class(class)
            .attr("aria-label", label)
            .handle(&self.element)
            .on(ev::close, move |_| closed.overlay.clear())
            // A click beside it lands on the element itself: everything in it is in its one child.
            .on(ev::click, move |click: ev::MouseEvent| {
                if click.target() == click.current_target() {
                    outside.close();
                }
            })
            .child(drawn)
            .child(voice(&look.stage.inner_voice));
        // The keyboard goes back to where it was before the first of them, and two would share one voice.
        if let Some(open) = look.stage.overlay.get().and_then(|overlay| overlay.first_element_child()) {
            platform::dialog::close(&open);
        }
        look.stage.overlay.clear();
        look.stage.overlay.append(element);
        if let Some(element) = self.element.get() {
            platform::dialog::show(&element);
        }
    }

    /// Closes it; the keyboard is back where it was when this returns.
    pub fn close(&self) {
        if let Some(element) = self.element.get() {
            platform::dialog::close(&element);
        }
    }

    /// Its head: what it is called, `tools`, and the button that closes it.
    pub fn head(&self, look: &Look, title: El, tools: impl IntoIterator<Item = El>) -> El {
        let head = div("dialog-head").child(title.attr("class", "dialog-title"));
        head.children(tools).child(self.closing(look))
    }

    #[inline(never)]
    fn closing(&self, look: &Look) -> El {
        let dialog = self.clone();
        el("button")
            .attr("type", "button")
            .class("tool")
            .attr("aria-label", look.words.close)
            .child(icon::draw(Icon::Close))
            .on(ev::click, move |_| dialog.close())
    }
}
