//! Forms.

use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

/// Returns the named controls of a form as a query string: `name=value&…`, percent-encoded.
pub fn form_query(form: &HtmlFormElement) -> String {
    let query = FormData::new_with_form(form).and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data));
    // Fails only for a form with files.
    query.map(|query| String::from(query.to_string())).unwrap_or_default()
}
