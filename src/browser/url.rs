//! URLs as the browser itself parses them (WHATWG).

use happytalk_model::link::{ParsedUrl, UrlParser};
use web_sys::Url;

/// The browser's URL parser.
#[derive(Clone, Copy, Debug)]
pub struct BrowserUrls;

impl UrlParser for BrowserUrls {
    fn parse(&self, input: &str) -> Option<ParsedUrl> {
        let url = Url::new(input).ok()?;
        let scheme = url.protocol().trim_end_matches(':').to_owned();
        let host = url.hostname();
        // Chromium escapes a blank in a host where the standard refuses the URL.
        if matches!(scheme.as_str(), "http" | "https") && host.contains('%') {
            return None;
        }
        let has_userinfo = !url.username().is_empty() || !url.password().is_empty();
        Some(ParsedUrl { href: url.href(), scheme, host, has_userinfo })
    }
}
