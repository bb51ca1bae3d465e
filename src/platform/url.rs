//! URLs as the browser itself parses them.

use happytalk_model::link::{ParsedUrl, UrlParser};
use web_sys::Url;

/// The browser's WHATWG parser.
#[derive(Clone, Copy, Debug)]
pub struct BrowserUrls;

impl UrlParser for BrowserUrls {
    fn parse(&self, input: &str) -> Option<ParsedUrl> {
        let url = Url::new(input).ok()?;
        let (scheme, host) = (url.protocol().trim_end_matches(':').to_owned(), url.hostname());
        // Chromium escapes a blank in a host where the standard refuses the URL.
        if matches!(scheme.as_str(), "http" | "https") && host.contains('%') {
            return None;
        }
        Some(ParsedUrl {
            href: url.href(),
            scheme,
            host,
            has_userinfo: !url.username().is_empty() || !url.password().is_empty(),
        })
    }
}

/// `input` as seen from the document's base.
pub fn resolve(input: &str) -> Option<String> {
    let base = web_sys::window()?.document()?.base_uri().ok()??;
    Some(Url::new_with_base(input, &base).ok()?.href())
}

/// The origin of an absolute URL; `None` where it has none of its own (`data:`, `file:`).
pub fn origin(input: &str) -> Option<String> {
    let origin = Url::new(input).ok()?.origin();
    (origin != "null").then_some(origin)
}
