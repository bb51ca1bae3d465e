//! The keys that tokens are checked by: a JWK set (RFC 7517) of Ed25519 public keys and HS256 secrets.
//!
//! Each key has a `kid` of its own and one algorithm, told by its kind: what a token's header says about algorithms can
//! only agree or be refused. A set that holds anything else is refused as a whole, with a reason that names the key.

use std::{error::Error, fmt, sync::Arc};

use jsonwebtoken::{Algorithm, DecodingKey, jwk};
use serde::{Deserialize, de::IgnoredAny};

/// Bytes of an HS256 secret: as many as its hash has (RFC 7518 §3.2).
const SHORTEST_SECRET: usize = 32;
/// Bytes of an Ed25519 public key.
const PUBLIC_KEY: usize = 32;
/// Characters of a `kid`: it is logged.
const LONGEST_KID: usize = 64;

/// One key, pinned to its algorithm.
pub(super) struct Key {
    pub(super) kid: String,
    pub(super) algorithm: Algorithm,
    pub(super) decoding: DecodingKey,
}

impl Key {
    /// Always there: neither kind of key is made of parts.
    fn bytes(&self) -> Option<&[u8]> {
        self.decoding.try_get_as_bytes().ok()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// Keys, no two of the same `kid`. None at all is a set too: every token is refused.
pub struct KeySet(Vec<Arc<Key>>);

impl KeySet {
    /// Reads a JWK set.
    ///
    /// # Errors
    /// [`KeysError`] when one key of it is not what it should be.
    pub fn read(json: &[u8]) -> Result<Self, KeysError> {
        let set: Set = serde_json::from_slice(json)
            .map_err(|error| KeysError::NotASet { line: error.line(), column: error.column() })?;
        let mut keys: Vec<Arc<Key>> = Vec::with_capacity(set.keys.len());
        for (index, jwk) in set.keys.into_iter().enumerate() {
            let key = jwk.key().map_err(|wrong| KeysError::Key { index, wrong })?;
            if keys.iter().any(|earlier| earlier.kid == key.kid) {
                return Err(KeysError::Key { index, wrong: "there is another key with its `kid`" });
            }
            keys.push(Arc::new(key));
        }
        Ok(Self(keys))
    }

    /// Whether no token can count.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key of that `kid`, compared whole.
    pub(super) fn get(&self, kid: &str) -> Option<&Arc<Key>> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// Whether this very key is in it: one that was changed under its `kid` is another.
    pub(super) fn holds(&self, key: &Key) -> bool {
        self.get(&key.kid).is_some_and(|now| now.algorithm == key.algorithm && now.bytes() == key.bytes())
    }

    /// The `kid`s, for the log.
    pub fn kids(&self) -> String {
        self.0.iter().map(|key| key.kid.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KeySet").field(&self.kids()).finish()
    }
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<Jwk>,
}

/// The members of a JWK that count here; what else is there is ignored, as the RFC wants it.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    x: Option<String>,
    /// The private half of an Ed25519 key.
    d: Option<IgnoredAny>,
    /// An HS256 secret.
    k: Option<String>,
}

impl Jwk {
    fn key(self) -> Result<Key, &'static str> {
        let kid = self.kid.unwrap_or_default();
        if kid.is_empty() || kid.len() > LONGEST_KID || !kid.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("it needs a `kid` of 1 to 64 visible ASCII characters");
        }
        if self.usage.is_some_and(|usage| usage != "sig") {
            return Err("its `use` is not `sig`");
        }
        if self.key_ops.is_some_and(|ops| !ops.iter().any(|op| op == "verify")) {
            return Err("its `key_ops` do not hold `verify`");
        }
        let (name, algorithm, decoding) = match self.kty.as_str() {
            "OKP" => {
                if self.crv.as_deref() != Some("Ed25519") {
                    return Err("its `crv` is not `Ed25519`");
                }
                if self.d.is_some() {
                    return Err(
                        "it holds the private half (`d`), which belongs to whoever issues tokens: remove it here",
                    );
                }
                ("EdDSA", Algorithm::EdDSA, public(&self.x.unwrap_or_default())?)
            }
            "oct" => ("HS256", Algorithm::HS256, secret(self.k)?),
            _ => return Err("its `kty` is neither `OKP` (Ed25519) nor `oct` (HS256)"),
        };
        if self.alg.is_some_and(|alg| alg != name) {
            return Err("its `alg` is not the one of its kind: EdDSA for `OKP`, HS256 for `oct`");
        }
        Ok(Key { kid, algorithm, decoding })
    }
}

fn public(x: &str) -> Result<DecodingKey, &'static str> {
    let wrong = "its `x` is not 32 bytes in base64url";
    let key = DecodingKey::from_ed_components(x).map_err(|_| wrong)?;
    if key.try_get_as_bytes().is_ok_and(|bytes| bytes.len() == PUBLIC_KEY) { Ok(key) } else { Err(wrong) }
}

fn secret(k: Option<String>) -> Result<DecodingKey, &'static str> {
    let wrong = "its `k` is not at least 32 bytes in base64url";
    let value = k.ok_or(wrong)?;
    let parameters = jwk::OctetKeyParameters { key_type: jwk::OctetKeyType::Octet, value };
    let algorithm = jwk::AlgorithmParameters::OctetKey(parameters);
    let key = DecodingKey::from_jwk(&jwk::Jwk { common: jwk::CommonParameters::default(), algorithm });
    let key = key.map_err(|_| wrong)?;
    if key.try_get_as_bytes().is_ok_and(|bytes| bytes.len() >= SHORTEST_SECRET) { Ok(key) } else { Err(wrong) }
}

/// Why a JWK set can't be used. Never quotes it.
#[derive(Debug, PartialEq, Eq)]
pub enum KeysError {
    /// Not JSON, or not `{"keys": [{"kty": …}, …]}`.
    NotASet {
        /// Where it stops being one, from 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// One of the keys.
    Key {
        /// Which one, from 0.
        index: usize,
        /// What is wrong with it.
        wrong: &'static str,
    },
}

impl fmt::Display for KeysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASet { line, column } => {
                write!(f, "it is no JWK set such as {{\"keys\":[…]}} (line {line}, column {column})")
            }
            Self::Key { index, wrong } => write!(f, "key {index} (counted from 0): {wrong}"),
        }
    }
}

impl Error for KeysError {}

#[cfg(test)]
mod tests;
