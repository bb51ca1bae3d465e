//! Pretty printer for the JSON source of a row. Only white space between tokens changes.
//!
//! The JSON is not parsed, because numbers above 2^53, duplicate keys and lone surrogates would be lost.

/// Maximum indentation in levels, so that deep nesting does not multiply the size.
const MAX_INDENT: usize = 24;

/// Breaks lines after brackets and commas, and indents by nesting level.
///
/// Never fails: text that is not JSON is returned almost unchanged.
pub fn pretty_print(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 5 / 4);
    let mut depth = 0_usize;
    let mut chars = json.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' => {
                out.push('"');
                while let Some(inner) = chars.next() {
                    out.push(inner);
                    match inner {
                        '\\' => out.extend(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '{' | '[' => {
                out.push(char);
                while chars.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(close) = chars.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    break_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                break_line(&mut out, depth);
                out.push(char);
            }
            ',' => {
                out.push(',');
                break_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            space if space.is_ascii_whitespace() => {}
            other => out.push(other),
        }
    }
    out
}

fn break_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth.min(MAX_INDENT) {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_white_space_between_tokens_changes() {
        let json = r#"{"id":18446744073709551616,"a":[ ],"b":[1,{"c":"x, {\"y\": 1}"}],"a":null}"#;
        assert_eq!(
            pretty_print(json),
            "{\n  \"id\": 18446744073709551616,\n  \"a\": [],\n  \"b\": [\n    1,\n    {\n      \"c\": \"x, {\\\"y\\\": 1}\"\n    }\n  ],\n  \"a\": null\n}"
        );
    }

    #[test]
    fn invalid_json_is_printed_without_an_error() {
        assert_eq!(pretty_print("{\"a\": \"b"), "{\n  \"a\": \"b");
        assert_eq!(pretty_print("]]]"), "\n]\n]\n]");
        assert_eq!(pretty_print("\"\\"), "\"\\");
        assert_eq!(pretty_print(""), "");
    }

    #[test]
    fn deep_nesting_has_a_bounded_size() {
        let json = "[".repeat(100_000);
        assert!(pretty_print(&json).len() < 100_000 * (2 * MAX_INDENT + 3));
    }
}
