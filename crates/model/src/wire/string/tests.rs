use super::*;

fn text(raw: &str) -> String {
    String::from_utf8(unescape(raw.as_bytes()).bytes.into_owned()).expect("valid input gives valid text")
}

#[test]
fn text_without_escapes_is_not_copied() {
    assert!(matches!(unescape("안녕".as_bytes()).bytes, Cow::Borrowed(_)));
}

#[test]
fn php_escapes_read_as_what_they_mean() {
    assert_eq!(text(r"https:\/\/happytalk.io\/\ud574\ud53c"), "https://happytalk.io/해피");
    assert_eq!(text(r#"\"\\\b\f\n\r\t\u0000\ud83d\ude00"#), "\"\\\u{8}\u{c}\n\r\t\0😀");
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    for (raw, shown) in [
        (r"a\ud800", "a\u{fffd}"),
        (r"\ud800b", "\u{fffd}b"),
        (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
        (r"\ud83d\n", "\u{fffd}\n"),
        (r"\ud83d\u12", "\u{fffd}\\u12"),
    ] {
        assert_eq!(text(raw), shown, "{raw}");
        assert!(unescape(raw.as_bytes()).lone_surrogate, "{raw}");
    }
}

#[test]
fn a_backslash_that_escapes_nothing_stays() {
    for raw in [r"\x41", r"\u12g4", r"C:\Users", r"\"] {
        assert_eq!(text(raw), raw);
        assert!(unescape(raw.as_bytes()).unknown_escape, "{raw}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(512))]
    #[test]
    fn the_end_of_a_string_is_where_reading_byte_by_byte_ends(
        bytes in proptest::collection::vec(proptest::prelude::prop_oneof![
            2 => proptest::prelude::Just(b'\\'), 1 => proptest::prelude::Just(b'"'), 1 => proptest::prelude::Just(b'u'),
            1 => proptest::sample::select(vec![b'!', b']', b'#', b'[', 0x5d, 0xdc, 0xa2]), 1 => proptest::prelude::any::<u8>()
        ], 0..60),
        from in 0_usize..60,
    ) {
        let from = from.min(bytes.len());
        let (mut at, mut has_escape) = (from, false);
        while at < bytes.len() && bytes[at] != b'"' {
            has_escape |= bytes[at] == b'\\';
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        proptest::prop_assert_eq!(end_of_string(&bytes, from), (at.min(bytes.len()), has_escape));
    }

    #[test]
    fn whatever_is_written_in_escapes_reads_back(string: String) {
        let units: Vec<String> = string.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        proptest::prop_assert_eq!(text(&units.concat()), string);
    }

    #[test]
    fn whatever_serde_json_writes_reads_back(string: String) {
        let written = serde_json::to_string(&string).expect("a string is JSON");
        proptest::prop_assert_eq!(text(&written[1..written.len() - 1]), string);
    }
}
