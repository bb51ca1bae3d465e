//! Reads versions from the output of tools, from `Cargo.lock` and from `package.json`.
//!
//! It uses no parsers, because these would make the first build slower.

/// Returns the version in `trunk 0.21.14` or `wasm-opt version 132 (version_132)`: the first word that begins with a digit.
pub fn printed(output: &str) -> Option<&str> {
    output.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// Returns the version of a package in a `Cargo.lock`.
pub fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// Returns the text of the first field with this name in a JSON document.
pub fn json_field<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = json.split_once(&format!("\"{name}\""))?;
    let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split_once('"').map(|(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_found_in_the_output_of_a_tool() {
        assert_eq!(printed("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(printed("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(printed("command not found"), None);
        assert_eq!(printed(""), None);
    }

    #[test]
    fn version_is_found_in_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"registry\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked(lock, "wasm"), None);
        assert_eq!(locked("name = \"wasm-bindgen\"", "wasm-bindgen"), None);
    }

    #[test]
    fn text_field_is_found_in_a_manifest() {
        let json = r#"{ "name": "x", "devDependencies": { "axe-core": "4.14.1", "count": 3 } }"#;
        assert_eq!(json_field(json, "axe-core"), Some("4.14.1"));
        assert_eq!(json_field(json, "count"), None);
        assert_eq!(json_field(json, "binaryen"), None);
    }
}
