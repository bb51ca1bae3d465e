//! URLs as the browser itself parses them.

use happytalk_model::link::{ParsedUrl, UrlParser};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/www/draw.js")]
extern "C" {
    fn parse(input: &str) -> Option<String>;
    /// `input` as seen from the document's base.
    pub fn resolve(input: &str) -> Option<String>;
    /// The origin of an absolute URL, or of the page; `None` where it has none of its own (`data:`, `file:`).
    pub fn origin(input: Option<&str>) -> Option<String>;
}

/// The browser's WHATWG parser.
#[derive(Clone, Copy, Debug)]
pub struct BrowserUrls;

impl UrlParser for BrowserUrls {
    fn parse(&self, input: &str) -> Option<ParsedUrl> {
        let parts = parse(input)?;
        let mut parts = parts.splitn(4, '\0');
        let mut part = || parts.next().map(str::to_owned);
        let (scheme, host, user, href) = (part()?, part()?, part()?, part()?);
        // Chromium escapes a blank in a host where the standard refuses the URL.
        if matches!(scheme.as_str(), "http" | "https") && host.as_bytes().contains(&b'%') {
            return None;
        }
        Some(ParsedUrl { href, scheme, host, has_userinfo: !user.is_empty() })
    }
}
