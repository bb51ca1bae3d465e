//! Hosts that a link's text names: `happytalk.io` on a link that leads elsewhere is how people are fooled, and a label
//! that names none says nothing of where it leads.
//!
//! Whoever is not sure shows the host: a false alarm costs one line.

use super::host;

/// What a text names; of several the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// No host.
    None,
    /// The host itself. `www.` makes no difference.
    Host,
    /// One above it: no more than short, but whose `a.shop.example` is can't be told from `shop.example`.
    Above,
    /// Another.
    Another,
}

/// What `text` names, seen from `host`.
pub(super) fn of(text: &str, host: &str) -> Named {
    let named = text.split(separates).filter_map(named_host);
    let named = named.map(|named| match without_www(host).strip_suffix(without_www(&named)) {
        Some("") => Named::Host,
        Some(below) if below.ends_with('.') => Named::Above,
        _ => Named::Another,
    });
    named.max().unwrap_or(Named::None)
}

// Letters one by one: looking for one in a text would take the search for a text in a text along into the viewer.
#[rustfmt::skip]
fn separates(letter: char) -> bool {
    matches!(
        letter,
        '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | ','
        | '·' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』'
    ) || letter.is_whitespace()
}

fn named_host(word: &str) -> Option<String> {
    let word = as_browsers_read(word);
    let (has_scheme, rest) = match word.as_bytes().windows(2).position(|pair| pair == b"//") {
        Some(at) => (true, &word[at + 2..]),
        None => (false, word.as_str()),
    };
    let host = host::until(host::behind_user(host::until(rest, b"/?#")), b":");
    let host = host.trim_matches(|letter| matches!(letter, '.' | '!' | '*' | '~'));
    // `localhost` is a host only behind a scheme.
    let (site, top) = host.rsplit_once('.').or_else(|| has_scheme.then_some(("-", host)))?;
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let is_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') || top == "한국";
    (site.split('.').all(is_label) && is_label(top) && (is_top || has_scheme)).then(|| host.to_owned())
}

/// Full-width and ideographic full stops are dots, backslashes slashes; invisible letters are none.
fn as_browsers_read(word: &str) -> String {
    let mut read = String::new();
    for letter in word.chars() {
        match letter {
            '。' | '．' | '｡' => read.push('.'),
            '\\' => read.push('/'),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            _ if letter.is_control() => {}
            // The tables for other scripts' letters would cost the viewer's download more than they tell apart here.
            _ => read.push(letter.to_ascii_lowercase()),
        }
    }
    read
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_only(text: &str, host: &str) -> bool {
        of(text, host) == Named::Host
    }

    #[test]
    fn text_that_names_where_the_link_leads_is_plain() {
        for text in [
            "ars.happytalk.io",
            "ARS.HappyTalk.io",
            "www.ars.happytalk.io",
            "https://ars.happytalk.io/x?y=z.com",
            "ars.happytalk.io 로 이동",
            "(ars.happytalk.io).",
            "ars．happytalk。io 3.5kg",
        ] {
            assert!(names_only(text, "ars.happytalk.io"), "{text}");
        }
        assert!(names_only("bank.com", "www.bank.com"));
        assert!(names_only("http://localhost/a", "localhost"));
        assert!(names_only("https://10.0.0.1/", "10.0.0.1"));
    }

    #[test]
    fn text_that_names_nothing_is_not() {
        for text in ["바로가기", "", "주문 1.2만원, 3.5kg", "A/S 문의...", "v2.10", "https://", "localhost"] {
            assert!(!names_only(text, "ars.happytalk.io"), "{text}");
            assert!(!names_only(text, "localhost"), "{text}");
        }
    }

    #[test]
    fn text_that_names_another_host_is_not() {
        for text in [
            "www.bank.com",
            "https://bank.com/ars.happytalk.io",
            "bank．com",
            "bank。com",
            "BANK.COM",
            "http:\\\\bank.com",
            "ars.happytalk.io@bank.com",
            "ars.happytalk.io.bank.com",
            "ba\u{200b}nk.com",
            "은행.한국",
            "https://10.0.0.1/",
            "ars.happytalk.io → bank.com",
            "bank.com ← ars.happytalk.io",
            "happytalk.io",
            "other.happytalk.io",
            "http://localhost/ars.happytalk.io",
        ] {
            assert!(!names_only(text, "ars.happytalk.io"), "{text}");
        }
    }
}
