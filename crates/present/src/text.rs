//! Links in plain text, and texts that look empty.

use happytalk_model::link::{RawUrl, SafeUrl, UrlParser};

use crate::links::{Address, AddressKind, find_addresses};

/// Part of a text. The spans of a text, concatenated, are the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span<'a> {
    /// Plain text.
    Text(&'a str),
    /// Link: its text and its URL.
    Link(&'a str, SafeUrl),
}

/// Splits a text into plain text, web links and mail links. Unsafe URLs stay plain text.
pub fn split_links<'a>(text: &'a str, parser: &dyn UrlParser) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    let mut done = 0;
    for Address { range, kind } in find_addresses(text) {
        let address = &text[range.clone()];
        let raw = match kind {
            AddressKind::Mail => RawUrl::new(format!("mailto:{address}")),
            AddressKind::Web => RawUrl::new(address),
        };
        let Ok(url) = SafeUrl::judge(&raw, parser) else { continue };
        if done < range.start {
            spans.push(Span::Text(&text[done..range.start]));
        }
        spans.push(Span::Link(address, url));
        done = range.end;
    }
    if done < text.len() {
        spans.push(Span::Text(&text[done..]));
    }
    spans
}

/// Returns whether a text has no visible character: only white space, control and invisible characters.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|char| char.is_whitespace() || char.is_control() || is_invisible(char))
}

/// Removes bidirectional control characters from a file name.
///
/// They could display `invoicefdp.exe` as `invoiceexe.pdf`.
pub fn strip_bidi_controls(name: &str) -> String {
    name.chars().filter(|char| !is_bidi_control(*char)).collect()
}

fn is_bidi_control(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(char: char) -> bool {
    is_bidi_control(char)
        || matches!(char, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
pub(crate) mod tests {
    use happytalk_model::link::ParsedUrl;

    use super::*;

    /// URL parser of the `url` crate, which follows the same standard as browsers.
    pub(crate) struct Native;

    impl UrlParser for Native {
        fn parse(&self, input: &str) -> Option<ParsedUrl> {
            let url = url::Url::parse(input).ok()?;
            Some(ParsedUrl {
                href: url.as_str().to_owned(),
                scheme: url.scheme().to_owned(),
                host: url.host_str().unwrap_or_default().to_owned(),
                has_userinfo: !url.username().is_empty() || url.password().is_some(),
            })
        }
    }

    fn links(text: &str) -> Vec<(&str, String)> {
        let spans = split_links(text, &Native);
        let whole: String = spans
            .iter()
            .map(|span| match span {
                Span::Text(text) | Span::Link(text, _) => *text,
            })
            .collect();
        assert_eq!(whole, text, "the spans are the text");
        (spans.into_iter())
            .filter_map(|span| match span {
                Span::Link(text, url) => Some((text, url.href().to_owned())),
                Span::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn web_and_mail_addresses_become_links() {
        assert_eq!(links("보기: https://a.example/1, 끝"), [("https://a.example/1", "https://a.example/1".into())]);
        assert_eq!(links("help@a.example 로"), [("help@a.example", "mailto:help@a.example".into())]);
        assert_eq!(links("그냥 텍스트"), []);
        assert_eq!(links(""), []);
    }

    #[test]
    fn invisible_characters_are_blank() {
        assert!(is_blank("") && is_blank(" \n\u{3000}") && is_blank("\u{200b}\u{2060}\u{3164}\u{feff}\u{202e}"));
        assert!(!is_blank("\u{200b}가") && !is_blank("."));
    }

    #[test]
    fn bidi_controls_are_removed_from_file_names() {
        assert_eq!(strip_bidi_controls("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(strip_bidi_controls("영수증.pdf"), "영수증.pdf");
    }

    #[test]
    fn unsafe_schemes_stay_text() {
        assert_eq!(links("javascript://a.example/%0aalert(1) kakaotalk://open file:///etc/passwd"), []);
    }
}
