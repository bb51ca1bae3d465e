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
fn a_member_is_found_under_its_own_name_alone() {
    let long = "k".repeat(70_000);
    let text = format!(r#"{{"":0,"a":1,"ab":2,"a\u0062c":3,"user_type":4,"userXtype":5,"{long}":6,"ab":7}}"#);
    let mut places = Vec::new();
    Scanner::new(text.as_bytes(), 0).object(&mut places).expect("the test's own JSON");
    let value = |name: &str| {
        let (value, count) = find(text.as_bytes(), &places, name);
        (value.map(|json| String::from_utf8_lossy(json.bytes()).into_owned()), count)
    };
    let one = |value: &str| (Some(value.to_owned()), 1);
    assert_eq!((value(""), value("a"), value("abc")), (one("0"), one("1"), one("3")));
    assert_eq!((value("user_type"), value("userXtype"), value(&long)), (one("4"), one("5"), one("6")));
    assert_eq!(value("ab"), (Some("7".to_owned()), 2));
    for missing in ["b", "acb", "user-type", &long[1..]] {
        assert_eq!(value(missing), (None, 0), "{missing}");
    }
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

proptest::proptest! {
    #[test]
    fn same_is_equal(a in "[ab]{0,20}", b in "[ab]{0,20}") {
        proptest::prop_assert_eq!(same(a.as_bytes(), b.as_bytes()), a == b);
        for at in 0..a.len() {
            let mut other = a.clone().into_bytes();
            other[at] ^= 1;
            proptest::prop_assert!(!same(a.as_bytes(), &other), "{} at {}", a, at);
        }
    }
}
