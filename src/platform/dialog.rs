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
