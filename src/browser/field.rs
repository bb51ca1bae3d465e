//! Text fields.

use web_sys::HtmlElement;

/// Sum of the upper and lower border widths in pixels. `scrollHeight` excludes borders.
const BORDERS_PX: i32 = 2;

/// Sets the height of a text area to that of its text. The style sheet limits the height.
pub fn grow_to_content(field: &HtmlElement) {
    let style = field.style();
    // Both values are valid. `auto` comes first, because `scrollHeight` is never less than the current height.
    let _ = style.set_property("block-size", "auto");
    let _ = style.set_property("block-size", &format!("{}px", field.scroll_height() + BORDERS_PX));
}
