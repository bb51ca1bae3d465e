use super::*;

/// Ordinary documents, and every kind of value that may be in one.
const DOCUMENTS: [&str; 6] = [
    r#"{"result":"success","data":[{"chat":{"id":"a","n":-1.5e+3,"t":[]},"message":[{"id":"1","c":"{\"a\":\"b\\/c\"}","d":null},{}]}]}"#,
    " {\t\"code\" : \"-503\" ,\r\n\"message\" : \"\\uD55c\\n\" , \"result\":\"fail\",\"x\":[ true , false,0 ,[ ], { } ] } \n",
    r#"{"a":{"b":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},"data":"한국어 한국어","code":0}"#,
    r#"{"code":[{"a":"b","c":1,"d":"e"},"f",10,0.5,1E9],"result":{"a":{}},"result":"success"}"#,
    "{}",
    r#"{"message":"","data":{"a":[[["b"]]],"c":"d"}}"#,
];

fn agrees(json: &[u8]) {
    if let Some(envelope) = envelope(json) {
        let judged = Envelope::read(json);
        assert!(judged.as_ref().is_ok_and(|judged| *judged == envelope), "{:?}", String::from_utf8_lossy(json));
    }
}

#[test]
fn the_ordinary_is_read_here() {
    for json in DOCUMENTS {
        assert!(
            envelope(json.as_bytes()).is_some_and(|found| found == Envelope::read(json.as_bytes()).unwrap()),
            "{json}"
        );
    }
    for other in [r#"{"\u0072esult":"fail"}"#, &format!(r#"{{"data":{}{}}}"#, "[".repeat(100), "]".repeat(100))] {
        assert!(envelope(other.as_bytes()).is_none() && Envelope::read(other.as_bytes()).is_ok(), "{other}");
    }
}

/// Each document with each of its bytes left out, replaced by each byte there is, or with each byte put before it, and cut
/// off everywhere: nothing passes here that is no document.
#[test]
fn nothing_is_read_here_that_serde_json_would_refuse_or_read_otherwise() {
    for json in DOCUMENTS.map(str::as_bytes) {
        for at in 0..json.len() {
            agrees(&json[..at]);
            agrees(&[&json[..at], &json[at + 1..]].concat());
            for byte in 0..=u8::MAX {
                agrees(&[&json[..at], &[byte], &json[at + 1..]].concat());
                agrees(&[&json[..at], &[byte], &json[at..]].concat());
            }
        }
    }
}

/// The same with two bytes, of those that mean something.
#[test]
fn nor_with_two_bytes_in_the_place_of_one() {
    let bytes = b"\"\\{}[]:,0-.e1tu \x1f\xff";
    for json in DOCUMENTS.map(str::as_bytes) {
        for at in 0..json.len() {
            for (one, two) in bytes.iter().flat_map(|one| bytes.iter().map(move |two| (*one, *two))) {
                agrees(&[&json[..at], &[one, two], &json[at + 1..]].concat());
            }
        }
    }
}

#[test]
fn what_ends_a_text_is_found_wherever_it_stands() {
    for length in 0..100 {
        for byte in [b'"', b'\\', 0, 0x1f] {
            for follows in [&b""[..], b"\"", b"\x7f\xff 0123456789012345678901234567890123456789"] {
                let text = [&vec![0x80; length][..], &[byte], follows].concat();
                assert_eq!(plain(&text), length, "{byte} at {length}");
            }
        }
        assert_eq!(plain(&vec![b' '; length]), length);
    }
}
