use super::*;

/// Texts with the addresses between ⟦ and ⟧.
const CORPUS: &str = include_str!("corpus.txt");

/// Returns the cases of the corpus, with escapes resolved.
fn cases() -> Vec<String> {
    let lines = CORPUS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(unescape).collect()
}

fn unescape(line: &str) -> String {
    let mut parts = line.split("\\u{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a closing brace");
        let code = u32::from_str_radix(code, 16).expect("a hexadecimal number");
        text.push(char::from_u32(code).expect("a character"));
        text.push_str(rest);
    }
    text.replace("\\n", "\n").replace("\\t", "\t")
}

/// Returns a text with its addresses between ⟦ and ⟧.
fn marked(text: &str) -> String {
    let mut marked = String::new();
    let mut done = 0;
    for Address { range, .. } in find_addresses(text) {
        marked.push_str(&text[done..range.start]);
        marked.extend(["⟦", &text[range.clone()], "⟧"]);
        done = range.end;
    }
    marked + &text[done..]
}

#[test]
fn every_text_of_the_corpus_has_its_addresses() {
    let failures: Vec<_> = cases()
        .into_iter()
        .filter_map(|expected| {
            let actual = marked(&expected.replace(['⟦', '⟧'], ""));
            (actual != expected).then(|| format!("{expected:?}\n   got {actual:?}"))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases().len(), failures.join("\n"));
}

#[test]
fn corpus_is_large_and_half_of_it_are_addresses_that_stay_whole() {
    let cases = cases();
    let is_whole = |case: &&String| case.starts_with('⟦') && case.ends_with('⟧') && case.matches('⟦').count() == 1;
    let whole = cases.iter().filter(is_whole).count();
    assert!(cases.len() >= 200 && whole >= 100, "{whole} of {} are whole", cases.len());
}

#[test]
fn addresses_are_told_apart_by_kind() {
    let kinds: Vec<_> = find_addresses("https://a.kr help@a.kr").into_iter().map(|address| address.kind).collect();
    assert_eq!(kinds, [AddressKind::Web, AddressKind::Mail]);
}

proptest::proptest! {
    #[test]
    fn addresses_lie_in_the_text_and_do_not_overlap(text in "(https?://|@|[a-z.]{1,4}|[가-힣]{1,3}|[ ()?=&#/,:~]|\\PC){0,40}") {
        let mut done = 0;
        for Address { range, .. } in find_addresses(&text) {
            proptest::prop_assert!(done <= range.start && range.start < range.end && range.end <= text.len());
            proptest::prop_assert!(text.get(range.clone()).is_some());
            done = range.end;
        }
    }
}
