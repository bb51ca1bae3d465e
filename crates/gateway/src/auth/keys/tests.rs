use serde_json::{Value, json};

use super::*;

const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const K: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

fn read(keys: &Value) -> Result<KeySet, String> {
    KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn both_kinds_of_keys_are_read_and_pinned_to_their_algorithm() {
    let set = read(&json!([
        { "kty": "OKP", "crv": "Ed25519", "kid": "2025-11", "x": X },
        { "kty": "OKP", "crv": "Ed25519", "kid": "2025-12", "x": X, "alg": "EdDSA", "use": "sig", "key_ops": ["verify"], "new": 1 },
        { "kty": "oct", "kid": "php", "k": K },
        { "kty": "oct", "kid": "php-2", "k": K, "alg": "HS256" },
    ]))
    .unwrap();
    assert_eq!(set.kids(), "2025-11 2025-12 php php-2");
    for (kid, algorithm) in [("2025-11", Algorithm::EdDSA), ("2025-12", Algorithm::EdDSA), ("php", Algorithm::HS256)] {
        assert_eq!(set.get(kid).unwrap().algorithm, algorithm);
    }
    for other in ["", "PHP", "php ", "php-3", "*"] {
        assert!(set.get(other).is_none(), "{other}");
    }
    assert!(!format!("{set:?}").contains(K));
}

#[test]
fn a_set_with_one_wrong_key_is_refused_with_a_reason() {
    let good = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": X });
    let short = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg";
    for (key, said) in [
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": X }), "another key"),
        (json!({ "kty": "oct", "kid": "a", "k": K }), "another key"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "x": X }), "`kid`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "", "x": X }), "`kid`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a b", "x": X }), "`kid`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "열쇠", "x": X }), "`kid`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "x".repeat(65), "x": X }), "`kid`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "b", "x": X, "d": X }), "private half"),
        (json!({ "kty": "OKP", "crv": "Ed448", "kid": "b", "x": X }), "`crv`"),
        (json!({ "kty": "OKP", "kid": "b", "x": X }), "`crv`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "b" }), "`x`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "b", "x": "AAAA" }), "`x`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "b", "x": "!" }), "`x`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "b", "x": X, "alg": "HS256" }), "`alg`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "b", "x": X, "use": "enc" }), "`use`"),
        (json!({ "kty": "OKP", "crv": "Ed25519", "kid": "b", "x": X, "key_ops": ["sign"] }), "`key_ops`"),
        (json!({ "kty": "oct", "kid": "b" }), "`k`"),
        (json!({ "kty": "oct", "kid": "b", "k": short }), "`k`"),
        (json!({ "kty": "oct", "kid": "b", "k": "secret in clear text, which is no base64url" }), "`k`"),
        (json!({ "kty": "oct", "kid": "b", "k": K, "alg": "EdDSA" }), "`alg`"),
        (json!({ "kty": "oct", "kid": "b", "k": K, "alg": "HS512" }), "`alg`"),
        (json!({ "kty": "oct", "kid": "b", "k": K, "alg": "none" }), "`alg`"),
        (json!({ "kty": "RSA", "kid": "b", "n": "AQAB", "e": "AQAB" }), "`kty`"),
        (json!({ "kty": "EC", "kid": "b", "crv": "P-256" }), "`kty`"),
    ] {
        let why = read(&json!([good, key])).unwrap_err();
        assert!(why.contains(said) && why.contains("key 1 "), "{key}: {why}");
        assert!(!why.contains(K) && !why.contains("secret in clear"), "{why}");
    }
}

#[test]
fn what_is_no_set_is_refused() {
    assert!(KeySet::read(br#"{"keys":[]}"#).unwrap().is_empty(), "who takes out every key says so");
    for bad in ["", "[]", "{}", "null", r#"{"keys":{}}"#, r#"{"keys":[{}]}"#, r#"{"keys":["a"]}"#, r#"{"keys":[]} x"#] {
        assert!(matches!(KeySet::read(bad.as_bytes()), Err(KeysError::NotASet { .. })), "{bad}");
    }
}
