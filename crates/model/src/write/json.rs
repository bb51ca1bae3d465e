//! A flat JSON object of texts, written by hand: a serializer would be several times as large in the viewer's download.

/// Writes names and values in that order. Names must need no escape.
pub(super) fn object(members: &[(&str, &str)]) -> String {
    let mut json = String::from("{");
    for (name, value) in members {
        if json.len() > 1 {
            json.push(',');
        }
        json.push('"');
        json.push_str(name);
        json.push_str("\":\"");
        for letter in value.chars() {
            escape(letter, &mut json);
        }
        json.push('"');
    }
    json.push('}');
    json
}

fn escape(letter: char, json: &mut String) {
    match letter {
        '"' | '\\' => json.extend(['\\', letter]),
        '\0'..='\x1f' => {
            json.push_str("\\u00");
            let hex = |digit: u32| char::from_digit(digit, 16).unwrap_or('0');
            json.extend([hex(letter as u32 >> 4), hex(letter as u32 & 15)]);
        }
        _ => json.push(letter),
    }
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(text in ".*", control in "[\u{0}-\u{2f}\\\\\"\u{7f}-\u{9f}\u{2028}]*") {
            let json = super::object(&[("a", &text), ("b", &control)]);
            let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            proptest::prop_assert_eq!(read, serde_json::json!({ "a": text, "b": control }));
        }
    }
}
