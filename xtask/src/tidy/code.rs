//! Rust source with comments and strings replaced by spaces of the same length, so that offsets stay valid.
//!
//! The lexer handles nested comments, raw and byte strings, and characters as opposed to lifetimes.

/// Two views of a source.
#[derive(Debug, Default)]
pub struct Code {
    /// Without comments.
    pub uncommented: String,
    /// Without comments and the contents of strings. The quotes remain.
    pub bare: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

impl Code {
    pub fn of(source: &str) -> Self {
        let mut code = Self::default();
        let mut rest = source;
        while !rest.is_empty() {
            let previous = code.bare.chars().next_back();
            let (kind, length) = next(rest, previous);
            let (piece, after) = rest.split_at(length);
            code.uncommented.push_str(&if kind == Kind::Comment { blank(piece) } else { piece.to_owned() });
            code.bare.push_str(&match kind {
                Kind::Code => piece.to_owned(),
                Kind::Comment => blank(piece),
                Kind::Literal => hollow(piece),
            });
            rest = after;
        }
        code
    }
}

/// Returns the kind and the length of the token at the start of `text`.
fn next(text: &str, previous: Option<char>) -> (Kind, usize) {
    let in_word = previous.is_some_and(|char| char.is_alphanumeric() || char == '_');
    if text.starts_with("//") {
        return (Kind::Comment, text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return (Kind::Comment, block_comment(text));
    }
    if text.starts_with('"') {
        return (Kind::Literal, quoted(text, '"'));
    }
    if let Some(length) = (!in_word).then(|| raw_string(text)).flatten() {
        return (Kind::Literal, length);
    }
    if is_character(text) {
        return (Kind::Literal, quoted(text, '\''));
    }
    (Kind::Code, text.chars().next().map_or(0, char::len_utf8))
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(found) = text[at..].find(['*', '/']) {
        at += found;
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// `r"…"`, `br#"…"#` and so on.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix(['b', 'c']).unwrap_or(text).strip_prefix('r')?;
    let inside = after.trim_start_matches('#');
    let fences = &after[..after.len() - inside.len()];
    let inside = inside.strip_prefix('"')?;
    let end = format!("\"{fences}");
    let begin = text.len() - inside.len();
    Some(inside.find(&end).map_or(text.len(), |found| begin + found + end.len()))
}

/// `'a'` and `'\n'`, but not the lifetime `'a`.
fn is_character(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('\'') && (chars.next() == Some('\\') || chars.next() == Some('\''))
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn blank(piece: &str) -> String {
    piece.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// Returns the literal with its contents blanked.
fn hollow(piece: &str) -> String {
    piece.bytes().map(|byte| if matches!(byte, b'\n' | b'"' | b'\'') { char::from(byte) } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(source: &str) -> String {
        Code::of(source).bare
    }

    #[test]
    fn comments_are_blanked_and_offsets_stay() {
        let source = "a // one\n/* b /* c */\n d */ e";
        assert_eq!(bare(source), "a       \n            \n      e");
        assert_eq!(bare("/* never closed"), "               ");
    }

    #[test]
    fn strings_are_blanked_in_bare_code_only() {
        let source = r##"f("// no \" comment", r#"a " b"#, br"\", x)"##;
        let code = Code::of(source);
        assert_eq!(code.uncommented, source);
        assert_eq!(code.bare.len(), source.len());
        assert!(!code.bare.contains("comment") && !code.bare.contains('\\'));
        assert!(code.bare.ends_with(", x)"));
    }

    #[test]
    fn a_lifetime_is_no_literal() {
        assert_eq!(bare("fn f<'a>(x: &'a str) {} // c"), "fn f<'a>(x: &'a str) {}     ");
        let characters = bare(r"g('\'', '가', '/', y)");
        assert!(characters.starts_with("g('") && characters.ends_with("', y)"), "{characters}");
        assert!(!characters.contains(['\\', '/']), "{characters}");
    }

    #[test]
    fn multi_byte_letters_keep_their_length() {
        let source = "\"가\"; // 나\nb";
        assert_eq!(Code::of(source).bare.len(), source.len());
        assert_eq!(Code::of(source).bare.find('b'), source.find('b'));
    }
}
