//! stub
pub fn diagnostics(_: &str, _: Option<&crate::api::ApiError>) -> String {
    String::new()
}
