//! Text fields.

use web_sys::HtmlElement;

/// Width of the upper and lower border together, in pixels. `scrollHeight` does not include borders.
const BORDERS_PX: i32 = 2;

/// Makes a text area as high as its text. The style sheet limits the height.
pub fn grow_to_content(field: &HtmlElement) {
    let style = field.style();
    // Both values are valid. `auto` first: `scrollHeight` is never less than the current height.
    let _ = style.set_property("block-size", "auto");
    let _ = style.set_property("block-size", &format!("{}px", field.scroll_height() + BORDERS_PX));
}
