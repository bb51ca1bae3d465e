//! Embed tokens, good and bad, and the keys they are signed with.

use std::sync::Arc;

use happytalk_gateway::auth::{Auth, KeySet, Verifier};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};

/// The clock of the gateway in these tests.
pub const NOW: u64 = 1_760_000_000;

/// RFC 8037, appendix A: the seed of an Ed25519 key as PKCS#8 needs it, and its public half.
const SEED: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5,
    0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];
pub const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const PKCS8: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// What signs tokens, and what the header says about it.
#[derive(Clone)]
pub struct Signer {
    pub kid: String,
    pub algorithm: Algorithm,
    key: EncodingKey,
}

impl Signer {
    pub fn ed25519(kid: &str) -> Self {
        let key = EncodingKey::from_ed_der(&[&PKCS8[..], &SEED].concat());
        Self { kid: kid.to_owned(), algorithm: Algorithm::EdDSA, key }
    }

    pub fn hs256(kid: &str, secret: &[u8]) -> Self {
        Self { kid: kid.to_owned(), algorithm: Algorithm::HS256, key: EncodingKey::from_secret(secret) }
    }

    /// The header that belongs to it.
    pub fn header(&self) -> Value {
        json!({ "typ": "JWT", "alg": self.algorithm, "kid": self.kid })
    }

    pub fn sign(&self, claims: &Value) -> String {
        self.sign_as(&self.header(), claims)
    }

    /// Under any header.
    pub fn sign_as(&self, header: &Value, claims: &Value) -> String {
        self.sign_text(&header.to_string(), &claims.to_string())
    }

    pub fn sign_text(&self, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", base64url(header.as_bytes()), base64url(claims.as_bytes()));
        let signature = crypto::sign(message.as_bytes(), &self.key, self.algorithm).unwrap();
        format!("{message}.{signature}")
    }
}

pub const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";

/// `ed` and `hs`: what [`jwt`] knows.
pub fn ed() -> Signer {
    Signer::ed25519("ed")
}

pub fn hs() -> Signer {
    Signer::hs256("hs", SECRET)
}

/// The JWK of a signer.
pub fn jwk(signer: &Signer) -> Value {
    match signer.algorithm {
        Algorithm::EdDSA => json!({ "kty": "OKP", "crv": "Ed25519", "kid": signer.kid, "x": PUBLIC }),
        _ => json!({ "kty": "oct", "kid": signer.kid, "k": base64url(SECRET) }),
    }
}

/// A JWK set.
pub fn jwks(signers: &[Signer]) -> String {
    json!({ "keys": signers.iter().map(jwk).collect::<Vec<_>>() }).to_string()
}

/// `--auth jwt` with both keys, at [`NOW`].
pub fn jwt() -> Auth {
    jwt_at(NOW)
}

pub fn jwt_at(now: u64) -> Auth {
    let keys = KeySet::read(jwks(&[ed(), hs()]).as_bytes()).unwrap();
    Auth::Jwt(Verifier::new(keys).with_clock(Arc::new(move || now)))
}

/// Claims that are good at [`NOW`].
pub fn claims(rooms: &Value, scope: &str) -> Value {
    json!({ "aud": "happytalk-gateway", "exp": NOW + 600, "rooms": rooms, "scope": scope, "sub": "qa-7" })
}

/// The same with one claim changed; `null` leaves it out.
pub fn with(claims: &Value, name: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    match value {
        Value::Null => claims.as_object_mut().unwrap().remove(name),
        value => claims.as_object_mut().unwrap().insert(name.to_owned(), value),
    };
    claims
}

/// Base64url without padding (RFC 7515).
pub fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}
