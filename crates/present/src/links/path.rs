//! Path, query and fragment of a web address.
//!
//! Hangul belongs to the address where it begins a component (`/사과`, `?q=반품`, `10월-할인`) or continues one that contains Hangul.
//! After an ASCII component it is a particle or a word of the text (`/b입니다`).

use super::{first_chars, host::is_full_width, is_cjk, scheme_len};

/// Maximum length of a file name in characters.
const MAX_NAME_CHARS: usize = 255;

/// Words that are particles when they are a whole component (`https://a.example/에서 확인`).
const PARTICLES: [&str; 24] = [
    "입니다",
    "이에요",
    "예요",
    "에요",
    "이며",
    "이고",
    "에서",
    "에서는",
    "에는",
    "에",
    "으로",
    "로",
    "을",
    "를",
    "은",
    "는",
    "이",
    "가",
    "와",
    "과",
    "도",
    "의",
    "만",
    "라고",
];

/// Units that follow a number within a component (`2024년`, `10월`).
const UNITS: [char; 7] = ['년', '월', '호', '회', '기', '탄', '편'];

/// Returns the length of path, query and fragment at the start of a text; 0 if the text does not begin with one.
pub fn len(text: &str) -> usize {
    if !text.starts_with(['/', '?', '#']) {
        return 0;
    }
    let mut path = Path { text, component: 0, has_cjk: false, brackets: Vec::new() };
    let end = text.char_indices().find(|(at, char)| !path.takes(*at, *char)).map_or(text.len(), |(end, _)| end);
    let end = path.without_particle(end);
    path.without_trailing_marks(end)
}

/// The part of an address that was read.
struct Path<'a> {
    text: &'a str,
    /// Start of the current component.
    component: usize,
    /// Whether the component contains Hangul or other letters of [`is_cjk`].
    has_cjk: bool,
    /// Open brackets.
    brackets: Vec<char>,
}

impl Path<'_> {
    /// Reads a character. Returns false if the address ends before it.
    fn takes(&mut self, at: usize, char: char) -> bool {
        if is_cjk(char) {
            let is_taken = self.takes_cjk(at, char);
            self.has_cjk |= is_taken;
            return is_taken;
        }
        if !char.is_ascii() {
            return char.is_alphanumeric() && !is_full_width(char) || matches!(char, '\u{300}'..='\u{36f}');
        }
        if self.begins_another_address(at) {
            return false;
        }
        let rest = &self.text[at + 1..];
        let is_before_cjk = rest.starts_with(is_cjk);
        match char {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '%' | '$' => true,
            '/' | '=' | '#' | '-' | '_' | '+' => self.begin_component(at),
            // A Korean key has a value. Otherwise the mark belongs to the text.
            '?' | '&' => (!is_before_cjk || is_key(rest)) && self.begin_component(at),
            '(' | '[' => self.opens(at, char, is_before_cjk),
            ')' => self.brackets.pop() == Some('('),
            ']' => self.brackets.pop() == Some('['),
            ':' => !is_before_cjk || self.has_cjk,
            '.' => !is_before_cjk || (self.has_cjk && has_extension(rest)),
            '~' | '@' => !is_before_cjk || self.text[..at].ends_with('/'),
            '!' | '\'' | '*' | ',' | ';' => !is_before_cjk,
            // Never part of an address (RFC 3986).
            _ => false,
        }
    }

    fn takes_cjk(&self, at: usize, char: char) -> bool {
        let component = &self.text[self.component..at];
        let is_number = || !component.is_empty() && component.bytes().all(|byte| byte.is_ascii_digit());
        let is_after_sign = component.is_empty() || component == "~" || component == "@";
        self.has_cjk || is_after_sign || (is_number() && UNITS.contains(&char))
    }

    fn begin_component(&mut self, at: usize) -> bool {
        self.component = at + 1;
        self.has_cjk = false;
        true
    }

    /// Reads an opening bracket: after Hangul (`수원역(1호선)`), at the start of a component (`사과_(과일)`), or before ASCII (`a(b)`). Before
    /// Hangul and after ASCII it belongs to the text (`/b(클릭)`).
    fn opens(&mut self, at: usize, bracket: char, is_before_cjk: bool) -> bool {
        let is_start = self.component == at;
        let is_taken = !is_before_cjk || self.has_cjk || is_start;
        self.brackets.push(bracket);
        self.has_cjk |= is_before_cjk;
        is_taken
    }

    /// Returns whether another web address begins here. It is part of this one only as a path or value (`?url=https://…`).
    fn begins_another_address(&self, at: usize) -> bool {
        let is_value = self.text[..at].ends_with(['/', '=', '?', '&', '#', ':']);
        !is_value && scheme_len(&self.text[at..]).is_some()
    }

    /// Returns the end without a last component that is a particle.
    fn without_particle(&self, end: usize) -> usize {
        let is_particle = self.component <= end && PARTICLES.contains(&&self.text[self.component..end]);
        if is_particle { self.component } else { end }
    }

    /// Returns the end without punctuation and opening brackets.
    fn without_trailing_marks(&self, end: usize) -> usize {
        self.text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '~', '(', '[']).len()
    }
}

/// Returns whether a text begins with a key of a query: letters up to `=`.
fn is_key(text: &str) -> bool {
    let end = text.find(|char: char| !char.is_alphanumeric() && !matches!(char, '_' | '-'));
    end.is_some_and(|end| text[end..].starts_with('='))
}

/// Returns whether the name at the start of a text ends with an extension, such as `.pdf`.
fn has_extension(text: &str) -> bool {
    let text = first_chars(text, MAX_NAME_CHARS);
    let end = text.find(|char: char| !char.is_alphanumeric() && !matches!(char, '.' | '_' | '-')).unwrap_or(text.len());
    let extension = text[..end].trim_end_matches(is_cjk).rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| (2..=4).contains(&extension.len()) && extension.is_ascii())
}
