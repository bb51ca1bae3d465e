//! URL parsing by the browser (WHATWG).

use happytalk_model::link::{ParsedUrl, UrlParser};
use leptos::prelude::{document, window};
use web_sys::Url;

/// The browser's URL parser.
#[derive(Clone, Copy, Debug)]
pub struct BrowserUrls;

impl UrlParser for BrowserUrls {
    fn parse(&self, input: &str) -> Option<ParsedUrl> {
        let url = Url::new(input).ok()?;
        let scheme = url.protocol().trim_end_matches(':').to_owned();
        let host = url.hostname();
        // Chromium escapes a space in a host; the standard rejects the URL.
        if matches!(scheme.as_str(), "http" | "https") && host.contains('%') {
            return None;
        }
        let has_userinfo = !url.username().is_empty() || !url.password().is_empty();
        Some(ParsedUrl { href: url.href(), scheme, host, has_userinfo })
    }
}

/// Returns `input` resolved against the document's base URL; `None` if it is not a URL.
pub fn resolve_url(input: &str) -> Option<String> {
    let base = document().base_uri().ok().flatten()?;
    Url::new_with_base(input, &base).ok().map(|url| url.href())
}

/// Returns the origin of an absolute URL, or of the page; `None` for an opaque origin (`data:`, `file:`).
pub fn origin_of(url: Option<&str>) -> Option<String> {
    let origin = match url {
        Some(url) => Url::new(url).ok()?.origin(),
        None => window().location().origin().ok()?,
    };
    (origin != "null").then_some(origin)
}
