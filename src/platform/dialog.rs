//! The browser's own dialogs, which take a method to open modally.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// Opens a `<dialog>` over everything else on the page.
pub fn show(dialog: &Element) {
    if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>() {
        // Fails for one that is open or stands nowhere: then it is as it should be, or gone.
        let _ = dialog.show_modal();
    }
}

/// Closes it, which gives the keyboard back to where it was.
pub fn close(dialog: &Element) {
    if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Makes what is in a scrolling `view` larger or smaller, and keeps the middle of what is seen where it is.
pub fn keep_middle(view: &Element, change: &dyn Fn()) {
    let middle =
        |start: i32, seen: i32, whole: i32| (f64::from(start) + f64::from(seen) / 2.0) / f64::from(whole.max(1));
    let across = middle(view.scroll_left(), view.client_width(), view.scroll_width());
    let down = middle(view.scroll_top(), view.client_height(), view.scroll_height());
    change();
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a window that is looked at")]
    let start = |middle: f64, seen: i32, whole: i32| (middle * f64::from(whole) - f64::from(seen) / 2.0) as i32;
    view.set_scroll_left(start(across, view.client_width(), view.scroll_width()));
    view.set_scroll_top(start(down, view.client_height(), view.scroll_height()));
}
