//! Text with the links in it found: spans, in order, that together are the text.
//!
//! Korean particles are written right behind an address (`https://a.example/1입니다`), and an address may itself hold
//! Hangul (`/wiki/한국`): Hangul ends a link unless it begins a segment of the path or query.

use happytalk_model::link::{RawUrl, SafeUrl, UrlParser};
use linkify::{LinkFinder, LinkKind};

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span<'a> {
    /// Only text.
    Text(&'a str),
    /// Text that leads somewhere.
    Link(&'a str, SafeUrl),
}

/// Finds web and mail addresses; what is not safe to open stays text.
pub fn spans<'a>(text: &'a str, parser: &dyn UrlParser) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    let mut done = 0;
    // The finder is only built for text that can hold an address. Byte by byte: the download pays for searching `str`s.
    let bytes = text.as_bytes();
    if bytes.contains(&b'@') || bytes.windows(3).any(|here| here == b"://") {
        for link in LinkFinder::new().links(text) {
            let written = without_particles(link.as_str());
            let raw = match link.kind() {
                LinkKind::Email => RawUrl::new(format!("mailto:{written}")),
                _ => RawUrl::new(written),
            };
            let Ok(url) = SafeUrl::judge(&raw, parser) else { continue };
            if done < link.start() {
                spans.push(Span::Text(&text[done..link.start()]));
            }
            spans.push(Span::Link(written, url));
            done = link.start() + written.len();
        }
    }
    if done < text.len() {
        spans.push(Span::Text(&text[done..]));
    }
    spans
}

/// Whether a reader would see nothing: only white space and letters without width or ink.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter.is_control() || is_invisible(letter))
}

/// A name without the letters that turn its direction: `exe.fdp` must not read `pdf.exe`.
pub fn straight(name: &str) -> String {
    name.chars().filter(|letter| !turns_direction(*letter)).collect()
}

fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(letter: char) -> bool {
    turns_direction(letter)
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

fn without_particles(link: &str) -> &str {
    let mut before: Option<char> = None;
    for (at, letter) in link.char_indices() {
        let is_hangul = matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
        let goes_on = match before {
            Some('/' | '=' | '?' | '&' | '#' | '-' | '_' | '.' | '%' | '+' | ',' | '~') => true,
            before => before.is_some_and(|letter| !letter.is_ascii()),
        };
        if is_hangul && !goes_on {
            return &link[..at];
        }
        before = Some(letter);
    }
    link
}

#[cfg(test)]
pub(crate) mod tests {
    use happytalk_model::link::ParsedUrl;

    use super::*;

    /// The `url` crate: the same rules as a browser.
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
        let spans = spans(text, &Native);
        let whole: String = spans
            .iter()
            .map(|span| match span {
                Span::Text(text) | Span::Link(text, _) => *text,
            })
            .collect();
        assert_eq!(whole, text, "nothing is lost");
        (spans.into_iter())
            .filter_map(|span| match span {
                Span::Link(text, url) => Some((text, url.href().to_owned())),
                Span::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn addresses_become_links_and_the_rest_stays() {
        assert_eq!(links("보기: https://a.example/1, 끝"), [("https://a.example/1", "https://a.example/1".into())]);
        assert_eq!(links("help@a.example 로"), [("help@a.example", "mailto:help@a.example".into())]);
        assert_eq!(links("그냥 텍스트"), []);
        assert_eq!(links(""), []);
    }

    #[test]
    fn a_particle_is_no_part_of_the_address() {
        assert_eq!(links("https://a.example/track/12입니다")[0].0, "https://a.example/track/12");
        assert_eq!(links("https://a.example에서")[0].0, "https://a.example");
    }

    #[test]
    fn hangul_that_begins_a_segment_is_part_of_the_address() {
        assert_eq!(links("https://a.example/wiki/한국 참고")[0].0, "https://a.example/wiki/한국");
        assert_eq!(links("https://a.example/?q=반품")[0].0, "https://a.example/?q=반품");
    }

    #[test]
    fn letters_nobody_sees_are_no_text() {
        assert!(is_blank("") && is_blank(" \n\u{3000}") && is_blank("\u{200b}\u{2060}\u{3164}\u{feff}\u{202e}"));
        assert!(!is_blank("\u{200b}가") && !is_blank("."));
    }

    #[test]
    fn a_name_can_not_turn_its_ending_around() {
        assert_eq!(straight("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(straight("영수증.pdf"), "영수증.pdf");
    }

    #[test]
    fn unsafe_schemes_stay_text() {
        assert_eq!(links("javascript://a.example/%0aalert(1) kakaotalk://open file:///etc/passwd"), []);
    }
}
