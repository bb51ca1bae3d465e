//! A row's JSON laid out for reading, letter for letter: only white space between tokens is changed.
//!
//! Not by parsing: numbers above 2^53, duplicate keys and lone surrogates would not survive that.

/// Nesting beyond this is not indented any further.
const DEEPEST: usize = 24;

/// Breaks lines after brackets and commas and indents by nesting. Text that is no JSON comes back almost as it was.
pub fn pretty(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 5 / 4);
    let mut depth = 0_usize;
    let mut letters = json.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                out.push('"');
                while let Some(inner) = letters.next() {
                    out.push(inner);
                    match inner {
                        '\\' => out.extend(letters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                out.push(letter);
                while letters.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(close) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    break_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(',');
                break_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            white if white.is_ascii_whitespace() => {}
            other => out.push(other),
        }
    }
    out
}

fn break_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth.min(DEEPEST) {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_laid_out_and_nothing_else_changes() {
        let json = r#"{"id":18446744073709551616,"a":[ ],"b":[1,{"c":"x, {\"y\": 1}"}],"a":null}"#;
        assert_eq!(
            pretty(json),
            "{\n  \"id\": 18446744073709551616,\n  \"a\": [],\n  \"b\": [\n    1,\n    {\n      \"c\": \"x, {\\\"y\\\": 1}\"\n    }\n  ],\n  \"a\": null\n}"
        );
    }

    #[test]
    fn broken_json_and_no_json_do_not_stop_it() {
        assert_eq!(pretty("{\"a\": \"b"), "{\n  \"a\": \"b");
        assert_eq!(pretty("]]]"), "\n]\n]\n]");
        assert_eq!(pretty("\"\\"), "\"\\");
        assert_eq!(pretty(""), "");
    }

    #[test]
    fn deep_nesting_stays_small() {
        let json = "[".repeat(100_000);
        assert!(pretty(&json).len() < 100_000 * (2 * DEEPEST + 3));
    }
}
