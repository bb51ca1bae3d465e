//! HTML entities: what a sender's `htmlspecialchars` makes of quotes, ampersands and angle brackets.

use crate::wire::Json;

/// Entities with their characters. The ampersand is last, so that `&amp;quot;` becomes `&quot;`.
const ENTITIES: [(&str, &str); 7] =
    [("&quot;", "\""), ("&#34;", "\""), ("&#039;", "'"), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];

/// Returns JSON without the entities that its quotes became; `None` for everything else.
pub(crate) fn decoded_json(bytes: &[u8]) -> Option<Vec<u8>> {
    // JSON with a string has a quote.
    if bytes.contains(&b'"') || !matches!(bytes.trim_ascii_start(), [b'{' | b'[', ..]) {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("&quot;") || text.contains("&#34;"))?;
    let decoded = ENTITIES.iter().fold(text.to_owned(), |text, (entity, char)| text.replace(entity, char)).into_bytes();
    Json::whole(&decoded).is_some().then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Option<String> {
        decoded_json(text.as_bytes()).map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    }

    #[test]
    fn json_with_encoded_quotes_is_decoded() {
        assert_eq!(decoded("{&quot;a&quot;:&quot;b &amp; c &lt;d&gt;&quot;}").as_deref(), Some(r#"{"a":"b & c <d>"}"#));
        assert_eq!(decoded("[&#34;it&#039;s&#34;]").as_deref(), Some(r#"["it's"]"#));
        assert_eq!(decoded("{&quot;a&quot;:&quot;&amp;quot;&quot;}").as_deref(), Some(r#"{"a":"&quot;"}"#));
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [r#"{"a":"&quot;"}"#, "{&quot;a&quot;", "&quot;a&quot;", "{a}", ""] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
