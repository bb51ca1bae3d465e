//! The browser and the `url` crate must parse URLs in the same way. Otherwise, the native tests of URL checks would not apply
//! to the browser.

#![cfg(target_arch = "wasm32")]

use happytalk_model::{
    fixtures,
    link::{ParsedUrl, UrlParser as _},
};
use happytalk_viewer::browser::url::BrowserUrls;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Deceptive and unusual URLs.
const INPUTS: &[&str] = &[
    "",
    " ",
    "example.com",
    "/path",
    "//host/path",
    "/\\host",
    "https:",
    "https://",
    "https:///a",
    "https:host/a",
    "https:\\\\host\\a",
    "https://user:pass@host/",
    "https://user@host@evil/",
    "https://host:443/",
    "https://host:99999/",
    "https://HOST/%7Ea?b#c",
    " https://host/ ",
    "\u{1}https://host/",
    "ht\ttps://host/",
    "https://ho\nst/",
    "https://host/\r\n",
    "https://한국.example/길",
    "https://xn--3e0b707e/",
    "https://ex\u{ad}ample.com/",
    "https://ＥＸＡＭＰＬＥ.com/",
    "https://аpple.com/",
    "http://127.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://017700000001/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://1.2.3.4.5/",
    "http://256.1.1.1/",
    "http://host./",
    "http://ho st/",
    "http://ho%20st/",
    "http://%6cocalhost/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "\u{0}javascript:alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<b>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://host/x",
    "intent://scan/#Intent;scheme=x;end",
    "kakaotalk://open",
    "tel:02-1234-5678",
    "mailto:a@b.example?subject=x",
    "ftp://host/",
    "view-source:https://host/",
    "https://host/..%2f",
    "https://host/a/../b",
    "https://host/\u{202e}gpj",
    "https://host/<script>",
    "https://host?<>\"'`{}",
    "https://host#\u{0}",
    "wss://host/",
    "about:blank",
    "x",
    "://host",
    "1http://host/",
    "http+x://host/",
];

fn by_crate(input: &str) -> Option<ParsedUrl> {
    let url = url::Url::parse(input).ok()?;
    Some(ParsedUrl {
        href: url.as_str().to_owned(),
        scheme: url.scheme().to_owned(),
        host: url.host_str().unwrap_or_default().to_owned(),
        has_userinfo: !url.username().is_empty() || url.password().is_some_and(|password| !password.is_empty()),
    })
}

/// Returns the parts that URL checks use: all parts of a URL that can be opened, and only the scheme of any other.
fn checked_parts(parsed: Option<ParsedUrl>) -> Option<ParsedUrl> {
    let parsed = parsed?;
    let may_open = matches!(parsed.scheme.as_str(), "https" | "http" | "tel" | "mailto");
    // Browsers differ in other schemes, such as `filesystem:`.
    let refused = ParsedUrl { href: String::new(), host: String::new(), has_userinfo: false, ..parsed.clone() };
    Some(if may_open { parsed } else { refused })
}

#[wasm_bindgen_test]
fn browser_and_crate_parse_deceptive_urls_alike() {
    let different: Vec<_> = INPUTS
        .iter()
        .filter(|input| checked_parts(BrowserUrls.parse(input)) != checked_parts(by_crate(input)))
        .map(|input| format!("{input:?}: browser {:?}, crate {:?}", BrowserUrls.parse(input), by_crate(input)))
        .collect();
    assert!(different.is_empty(), "{different:#?}");
    assert!(INPUTS.iter().filter(|input| by_crate(input).is_some()).count() > 30, "most inputs are URLs");
}

#[wasm_bindgen_test]
fn browser_and_crate_parse_every_url_of_the_corpus_alike() {
    let mut count = 0;
    let mut different = Vec::new();
    for fixture in fixtures::all() {
        let text = String::from_utf8_lossy(fixture.bytes).replace("\\/", "/");
        for piece in text.split(['"', '\\']).filter(|piece| piece.contains(':')) {
            count += 1;
            if checked_parts(BrowserUrls.parse(piece)) != checked_parts(by_crate(piece)) {
                different.push(format!(
                    "{piece:?}: browser {:?}, crate {:?}",
                    BrowserUrls.parse(piece),
                    by_crate(piece)
                ));
            }
        }
    }
    assert!(count > 200, "{count}");
    assert!(different.is_empty(), "{different:#?}");
}
