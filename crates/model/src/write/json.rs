//! A flat JSON object of texts, written by hand: a serializer would be several times as large in the viewer's download.

/// Writes names and values in that order. Names must need no escape.
pub(super) fn object(members: &[(&str, &str)]) -> String {
    let mut json = Vec::new();
    for (name, value) in members {
        json.extend_from_slice(if json.is_empty() { b"{\"" } else { b",\"" });
        json.extend_from_slice(name.as_bytes());
        json.extend_from_slice(b"\":\"");
        // All that is to be escaped is ASCII, and no part of another letter.
        for byte in value.bytes() {
            escape(byte, &mut json);
        }
        json.push(b'"');
    }
    json.push(b'}');
    // Nothing is lost: texts, and ASCII between their letters.
    String::from_utf8_lossy(&json).into_owned()
}

fn escape(byte: u8, json: &mut Vec<u8>) {
    match byte {
        b'"' | b'\\' => json.extend_from_slice(&[b'\\', byte]),
        ..0x20 => {
            let digit = b"0123456789abcdef"[usize::from(byte & 15)];
            json.extend_from_slice(&[b'\\', b'u', b'0', b'0', b'0' + (byte >> 4), digit]);
        }
        _ => json.push(byte),
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
