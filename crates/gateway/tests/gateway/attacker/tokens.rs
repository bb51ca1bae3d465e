//! Attacks on the token: forged, stolen, stretched.

use serde_json::{Value, json};

use super::{Attempt, Class, Gateways, MESSAGE, ROUTES, Target};
use crate::tokens::{NOW, PUBLIC, Signer, base64url, claims, ed, hs, jwk, with};

/// Each as a bearer of room `a`.
fn tried(gateways: &Gateways, tokens: impl IntoIterator<Item = String>) -> Vec<Attempt> {
    let bearer = |token| gateways.get("/api/rooms/a", &[("authorization", &format!("Bearer {token}"))]);
    tokens.into_iter().map(bearer).collect()
}

/// Every route with these headers.
fn everywhere(gateways: &Gateways, headers: &[(&str, &str)]) -> Vec<Attempt> {
    let route = |line: &&str| {
        let body = if line.starts_with("POST") { r#"{"type":"text","msg":"a"}"# } else { "" };
        gateways.request(Target::Tokens, line, &[headers, &MESSAGE].concat(), body)
    };
    ROUTES.iter().map(route).collect()
}

fn root() -> Value {
    claims(&json!("*"), "read list live send memo")
}

fn changed(name: &str, values: &[Value]) -> Vec<String> {
    values.iter().map(|value| ed().sign(&with(&root(), name, value.clone()))).collect()
}

fn header(signer: &Signer, changes: &Value) -> String {
    let mut header = signer.header();
    for (name, value) in changes.as_object().unwrap() {
        header[name] = value.clone();
    }
    signer.sign_as(&header, &root())
}

#[expect(clippy::too_many_lines, reason = "it is a table")]
pub(super) fn classes(gateways: &Gateways) -> Vec<Class> {
    let good = ed().sign(&root());
    let parts: Vec<_> = good.split('.').collect();
    let bearer = format!("Bearer {good}");
    let attacker = Signer::hs256("ed", b"attacker-attacker-attacker-attac");
    let for_b = |scope| format!("Bearer {}", ed().sign(&claims(&json!(["b", "A", "aa"]), scope)));
    let alone = |scope: &str| ("authorization", format!("Bearer {}", ed().sign(&claims(&json!("*"), scope))));
    let unsigned = |alg: &str| {
        let header = base64url(json!({ "alg": alg, "kid": "ed" }).to_string().as_bytes());
        format!("{header}.{}.", parts[1])
    };

    let mut scopes = Vec::new();
    for (line, needed) in ROUTES.iter().zip(["read", "read", "list", "live", "send"]) {
        let others = ["read", "list", "live", "send", "memo"].into_iter().filter(|scope| *scope != needed);
        let (name, value) = alone(&others.collect::<Vec<_>>().join(" "));
        let body = if needed == "send" { r#"{"type":"text","msg":"a"}"# } else { "" };
        let headers = [&[(name, value.as_str())][..], &MESSAGE].concat();
        scopes.push(gateways.request(Target::Tokens, line, &headers, body));
    }
    let listed = for_b("list read");
    scopes.push(gateways.get("/api/rooms", &[("authorization", &listed)]));

    let other = for_b("read list live send memo");
    let mut other_rooms = everywhere(gateways, &[("authorization", &other)]);
    for path in
        ["/api/events?room=b&room=a", "/api/events?room=b&room=a&last_event_id=0", "/api/rooms/B", "/api/rooms/bb"]
    {
        other_rooms.push(gateways.get(path, &[("authorization", &other)]));
    }

    vec![
        ("no token", everywhere(gateways, &[])),
        (
            "no bearer",
            [
                &good[..],
                "Bearer",
                "Bearer ",
                &format!("Basic {good}"),
                &format!("Bearer  {good}"),
                &format!("Token {good}"),
                "null",
            ]
            .iter()
            .map(|value| gateways.get("/api/rooms/a", &[("authorization", value)]))
            .collect(),
        ),
        (
            "wrong token",
            tried(
                gateways,
                ["x", "x.y.z", "..", "null", "undefined", "eyJ9.eyJ9.x", &"x".repeat(9000)].map(str::to_owned),
            ),
        ),
        (
            "expired",
            tried(gateways, changed("exp", &[json!(NOW - 5), json!(NOW - 3600), json!(0), json!(-1), Value::Null])),
        ),
        (
            "lives too long",
            tried(gateways, changed("exp", &[json!(NOW + 3606), json!(NOW * 1000), json!(1e300), json!("9999999999")])),
        ),
        (
            "not yet valid",
            tried(
                gateways,
                [changed("nbf", &[json!(NOW + 6), json!(NOW + 3600)]), changed("iat", &[json!(NOW + 3600)])].concat(),
            ),
        ),
        (
            "other audience",
            tried(
                gateways,
                changed(
                    "aud",
                    &[json!("other"), json!(["other"]), json!(""), json!("happytalk-gateway2"), Value::Null],
                ),
            ),
        ),
        (
            "alg none",
            tried(
                gateways,
                ["none", "None", "NONE", "nOnE", ""]
                    .into_iter()
                    .flat_map(|alg| [unsigned(alg), header(&ed(), &json!({ "alg": alg }))]),
            ),
        ),
        (
            "swapped algorithm",
            tried(
                gateways,
                [
                    Signer::hs256("ed", PUBLIC.as_bytes()).sign(&root()),
                    Signer::hs256("ed", jwk(&ed()).to_string().as_bytes()).sign(&root()),
                    attacker.sign(&root()),
                    header(&ed(), &json!({ "alg": "HS256" })),
                    header(&hs(), &json!({ "alg": "EdDSA" })),
                    header(&hs(), &json!({ "alg": "HS384" })),
                    header(&hs(), &json!({ "alg": "HS512" })),
                    header(&ed(), &json!({ "alg": "RS256" })),
                    header(&ed(), &json!({ "alg": "ES256" })),
                ],
            ),
        ),
        (
            "kid tricks",
            tried(
                gateways,
                [
                    json!("hs"),
                    json!(""),
                    json!("ED"),
                    json!("ed "),
                    json!("../../dev/null"),
                    json!("/dev/null"),
                    json!("ed' OR '1'='1"),
                    json!("ed\u{0}"),
                    json!("ed|id"),
                    json!("https://evil.example/keys"),
                    json!(["ed"]),
                    json!({ "ed": 1 }),
                    json!(0),
                    json!(null),
                ]
                .map(|kid| header(&ed(), &json!({ "kid": kid }))),
            ),
        ),
        (
            "own key",
            tried(
                gateways,
                [
                    json!({ "jwk": { "kty": "oct", "k": base64url(b"attacker-attacker-attacker-attac") } }),
                    json!({ "jku": "https://evil.example/keys" }),
                    json!({ "x5u": "https://evil.example/cert" }),
                    json!({ "x5c": ["MIIB"] }),
                    json!({ "crit": ["exp"] }),
                    json!({ "crit": [] }),
                    json!({ "b64": false, "crit": ["b64"] }),
                ]
                .map(|extra| header(&attacker, &extra))
                .into_iter()
                .chain([header(&ed(), &json!({ "crit": ["exp"] }))]),
            ),
        ),
        (
            "tampered token",
            tried(
                gateways,
                [
                    format!(
                        "{}.{}.{}",
                        parts[0],
                        base64url(with(&root(), "exp", json!(NOW + 3000)).to_string().as_bytes()),
                        parts[2]
                    ),
                    format!("{}.{}.{}", base64url(br#"{"alg":"EdDSA","kid":"ed"}"#), parts[1], parts[2]),
                    format!("{}.{}.", parts[0], parts[1]),
                    format!("{}.{}", parts[0], parts[1]),
                    format!("{}.{}.{}", parts[0], parts[1], &parts[2][2..]),
                    format!("{}.{}.{}A", parts[0], parts[1], parts[2]),
                    format!("{}.{}.{}=", parts[0], parts[1], parts[2]),
                    format!("{good}.{}", parts[2]),
                    hs().sign(&root()).rsplit_once('.').map(|(message, _)| format!("{message}.{}", parts[2])).unwrap(),
                ],
            ),
        ),
        ("other room", other_rooms),
        ("other scope", scopes),
        (
            "token elsewhere",
            ["token", "access_token", "jwt", "authorization"]
                .iter()
                .flat_map(|name| {
                    let query = format!("/api/rooms/a?{name}={good}");
                    [
                        gateways.get(&query, &[]),
                        gateways.get(&query, &[("authorization", &bearer)]),
                        gateways.get("/api/rooms/a", &[(name, &good)]),
                        gateways.get("/api/rooms/a", &[("cookie", &format!("{name}={good}"))]),
                    ]
                })
                .collect(),
        ),
        (
            "two authorizations",
            [
                [("authorization", &bearer[..]), ("authorization", &bearer[..])],
                [("authorization", "Bearer x"), ("authorization", &bearer[..])],
                [("authorization", &bearer[..]), ("Authorization", "")],
            ]
            .iter()
            .map(|headers| gateways.get("/api/rooms/a", headers))
            .chain([gateways.get("/api/rooms/a", &[("authorization", &format!("{bearer}, {bearer}"))])])
            .collect(),
        ),
    ]
}
