//! Link detection in plain text.
//!
//! Korean particles directly follow a URL (`https://a.example/1입니다`), and a URL may itself contain Hangul
//! (`/wiki/한국`). Hangul ends a link unless it begins a segment of the path or query.

use happytalk_model::link::{RawUrl, SafeUrl, UrlParser};
use linkify::{LinkFinder, LinkKind};

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
    // Most texts contain no link, and building the finder is expensive.
    let bytes = text.as_bytes();
    if bytes.contains(&b'@') || bytes.windows(3).any(|window| window == b"://") {
        for link in LinkFinder::new().links(text) {
            let text_of_link = without_particles(link.as_str());
            let raw = match link.kind() {
                LinkKind::Email => RawUrl::new(format!("mailto:{text_of_link}")),
                _ => RawUrl::new(text_of_link),
            };
            let Ok(url) = SafeUrl::judge(&raw, parser) else { continue };
            if done < link.start() {
                spans.push(Span::Text(&text[done..link.start()]));
            }
            spans.push(Span::Link(text_of_link, url));
            done = link.start() + text_of_link.len();
        }
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

/// Returns the link without the Korean particle that follows it.
fn without_particles(link: &str) -> &str {
    let mut previous: Option<char> = None;
    for (at, char) in link.char_indices() {
        let is_hangul = matches!(char, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
        let continues_url = match previous {
            Some('/' | '=' | '?' | '&' | '#' | '-' | '_' | '.' | '%' | '+' | ',' | '~') => true,
            previous => previous.is_some_and(|char| !char.is_ascii()),
        };
        if is_hangul && !continues_url {
            return &link[..at];
        }
        previous = Some(char);
    }
    link
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
    fn a_particle_is_not_part_of_the_link() {
        assert_eq!(links("https://a.example/track/12입니다")[0].0, "https://a.example/track/12");
        assert_eq!(links("https://a.example에서")[0].0, "https://a.example");
    }

    #[test]
    fn hangul_at_the_start_of_a_segment_is_part_of_the_link() {
        assert_eq!(links("https://a.example/wiki/한국 참고")[0].0, "https://a.example/wiki/한국");
        assert_eq!(links("https://a.example/?q=반품")[0].0, "https://a.example/?q=반품");
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
