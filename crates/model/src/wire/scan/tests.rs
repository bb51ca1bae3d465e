use super::*;

fn whole(text: &str) -> Result<usize, BrokenAt> {
    let mut scanner = Scanner::new(text.as_bytes(), 0);
    scanner.value().map(|_| scanner.offset())
}

#[test]
fn a_value_ends_where_its_last_bracket_or_quote_does() {
    for text in ["{}", "[]", r#""a\"b\\""#, r#"{"a":"}","b":[1,{"c":"]"}]}"#, "12.5e3", "null"] {
        assert_eq!(whole(text), Ok(text.len()), "{text}");
        assert_eq!(whole(&format!("{text} , 1")), Ok(text.len()), "{text}");
    }
}

#[test]
fn a_value_that_is_cut_says_so() {
    for text in ["", "{", r#"{"a":"#, r#""abc"#, r#""abc\"#, "[1,[2]", r#"{"a":"}"#] {
        assert_eq!(whole(text), Err(BrokenAt { offset: text.len(), at_end: true }), "{text}");
    }
}

#[test]
fn a_hundred_thousand_levels_are_passed() {
    let text = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(whole(&text), Ok(200_000));
}

#[test]
fn a_broken_member_does_not_hide_the_ones_before_it() {
    let mut seen = Vec::new();
    let outcome = Scanner::new(br#"{"a":1,"b":2 3}"#, 0).members(&mut |key, scanner| {
        seen.push(key.raw);
        scanner.value().map(drop)
    });
    assert_eq!(seen, [b"a", b"b"]);
    assert_eq!(outcome, Err(BrokenAt { offset: 13, at_end: false }));
}

#[test]
fn an_escaped_key_is_still_that_key() {
    let mut found = false;
    let outcome = Scanner::new(br#"{"\u0069d":1}"#, 0).members(&mut |key, scanner| {
        found = key.is("id");
        scanner.value().map(drop)
    });
    assert!(outcome.is_ok() && found);
}

#[test]
fn an_object_is_passed_as_far_as_it_is_json() {
    let passed = |text: &str| {
        let (mut places, mut scanner) = (Vec::new(), Scanner::new(text.as_bytes(), 0));
        let outcome = scanner.object(&mut places);
        (places.len(), scanner.offset(), outcome.is_ok())
    };
    assert_eq!(passed(r#"{"a" : "x\"" , "b":[{}]} , 1"#), (2, 24, true));
    assert_eq!(passed("{ }"), (0, 3, true));
    assert_eq!(passed(r#"{"a":1 "b":2}"#), (1, 7, false));
    assert_eq!(passed(r#"{"a":1,}"#), (1, 7, false));
}
