//! Modal dialogs, and the zoom level of a dialog's content.

use web_sys::{HtmlDialogElement, HtmlElement};

/// Opens a modal dialog. Does nothing if the dialog is open or not in the document.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if !dialog.open() && dialog.is_connected() {
        // Throws only in the two cases that are excluded above.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog. The browser returns the focus to the element that had it before.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    dialog.close();
}

/// Sets `data-zoom` of a scroll container, and keeps the centre of the visible part centred.
pub fn zoom_view(view: &HtmlElement, percent: &str) {
    let middle = |offset: i32, visible: i32, whole: i32| {
        (f64::from(offset) + f64::from(visible) / 2.0) / f64::from(whole.max(1))
    };
    let across = middle(view.scroll_left(), view.client_width(), view.scroll_width());
    let down = middle(view.scroll_top(), view.client_height(), view.scroll_height());
    // The name is valid.
    let _ = view.set_attribute("data-zoom", percent);
    let offset = |share: f64, visible: i32, whole: i32| {
        #[expect(clippy::cast_possible_truncation, reason = "an offset in pixels")]
        let offset = (share * f64::from(whole) - f64::from(visible) / 2.0).round() as i32;
        offset
    };
    view.set_scroll_left(offset(across, view.client_width(), view.scroll_width()));
    view.set_scroll_top(offset(down, view.client_height(), view.scroll_height()));
}
