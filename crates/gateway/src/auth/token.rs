//! The embed token (contract §5): what is checked before anything in it is believed.
//!
//! The signature first, by the one key that the header names and that key's own algorithm; then the audience and the
//! times. Whoever sent it learns only that it does not count: which part was wrong is for the log.

use happytalk_model::RoomId;
use std::{sync::Arc, time::Duration};

use jsonwebtoken::{Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::Value;

use super::{Caller, Inner, Rooms, Scope, Token, keys::KeySet, subject};

/// `aud` of every token for this gateway.
pub const AUDIENCE: &str = "happytalk-gateway";
/// Seconds that clocks may differ.
pub const LEEWAY: u64 = 5;
/// Seconds that a token may still live.
pub const LONGEST_LIFE: u64 = 3600;
/// Bytes of a token: a hundred rooms fit.
pub(super) const LONGEST_TOKEN: usize = 8 * 1024;

/// Why a token does not count. Said in the log, never to whoever sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// More than 8 KB.
    TooLong,
    /// No JWT: not three parts, or the header is not what a header is. `alg` is none that exists (`none` among them).
    NoToken,
    /// The header has no `kid`.
    NoKid,
    /// There is no key of that `kid`.
    UnknownKey,
    /// `alg` is not the key's.
    Algorithm,
    /// The header demands that an extension be understood (`crit`).
    Critical,
    /// Not signed by that key.
    Signature,
    /// Signed, and yet no claims as the contract has them.
    Claims,
    /// `aud` is for someone else, or missing.
    Audience,
    /// `exp` is missing.
    NoExpiry,
    /// `exp` is past.
    Expired,
    /// `exp` is more than an hour ahead.
    LivesTooLong,
    /// `nbf` or `iat` lies ahead.
    NotYet,
}

impl Invalid {
    /// For the log.
    pub fn reason(self) -> &'static str {
        match self {
            Self::TooLong => "token: longer than 8 KB",
            Self::NoToken => "token: no JWT, or of no known algorithm",
            Self::NoKid => "token: without kid",
            Self::UnknownKey => "token: of an unknown kid",
            Self::Algorithm => "token: alg is not the key's",
            Self::Critical => "token: with crit",
            Self::Signature => "token: signature does not match",
            Self::Claims => "token: claims are not the documented ones",
            Self::Audience => "token: aud is not happytalk-gateway",
            Self::NoExpiry => "token: without exp",
            Self::Expired => "token: expired",
            Self::LivesTooLong => "token: exp is more than an hour ahead",
            Self::NotYet => "token: nbf or iat lies ahead",
        }
    }
}

/// The claims that count. What else a token says is ignored; a claim said twice is refused.
#[derive(Deserialize)]
struct Claims {
    aud: Option<Value>,
    exp: Option<f64>,
    nbf: Option<f64>,
    iat: Option<f64>,
    rooms: Option<Value>,
    scope: Option<Value>,
    sub: Option<String>,
}

/// Who the bearer of this token is; `now` in seconds since 1970.
///
/// # Errors
/// [`Invalid`] for everything but a token of the contract.
pub(super) fn check(keys: &KeySet, token: &str, now: u64) -> Result<Caller, Invalid> {
    if token.len() > LONGEST_TOKEN {
        return Err(Invalid::TooLong);
    }
    if token.split('.').count() != 3 {
        return Err(Invalid::NoToken);
    }
    // Its `jwk`, `jku` and `x5u` would let it name its own key: nothing here looks at them.
    let header = decode_header(token).map_err(|_| Invalid::NoToken)?;
    let kid = header.kid.ok_or(Invalid::NoKid)?;
    let key = keys.get(&kid).ok_or(Invalid::UnknownKey)?;
    if header.alg != key.algorithm {
        return Err(Invalid::Algorithm);
    }
    if header.crit.is_some() {
        return Err(Invalid::Critical);
    }

    // The crate asks the system's clock; the times are checked below, against ours.
    let mut signature_only = Validation::new(key.algorithm);
    signature_only.required_spec_claims.clear();
    signature_only.validate_exp = false;
    signature_only.validate_aud = false;
    let claims: Claims = match decode(token, &key.decoding, &signature_only) {
        Ok(data) => data.claims,
        Err(error) => {
            return Err(match error.kind() {
                jsonwebtoken::errors::ErrorKind::Json(_) => Invalid::Claims,
                _ => Invalid::Signature,
            });
        }
    };

    if !is_for_us(claims.aud.as_ref()) {
        return Err(Invalid::Audience);
    }
    let left = in_time(&claims, now)?;
    let rooms = claims.rooms.as_ref().and_then(rooms).ok_or(Invalid::Claims)?;
    let scopes = scopes(claims.scope.as_ref()).ok_or(Invalid::Claims)?;
    let who = claims.sub.as_deref().filter(|sub| !sub.is_empty());
    let subject = who.map_or_else(|| subject::nameless(&kid, token), subject::shown);
    let bucket = subject::bucket(&kid, who.unwrap_or(token));
    let token = Some(Token { key: Arc::clone(key), bucket, is_named: who.is_some(), left });
    Ok(Caller(Arc::new(Inner { subject, rooms, scopes, token })))
}

/// How long the token counts, to the end of the leeway.
fn in_time(claims: &Claims, now: u64) -> Result<Duration, Invalid> {
    // Seconds since 1970 are far below 2^53: exact as floating point numbers.
    #[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
    let [now, leeway, longest] = [now, LEEWAY, LONGEST_LIFE].map(|seconds| seconds as f64);
    let exp = claims.exp.ok_or(Invalid::NoExpiry)?;
    if exp + leeway <= now {
        return Err(Invalid::Expired);
    }
    if exp > now + longest + leeway {
        return Err(Invalid::LivesTooLong);
    }
    if [claims.nbf, claims.iat].into_iter().flatten().any(|time| time > now + leeway) {
        return Err(Invalid::NotYet);
    }
    Ok(Duration::from_secs_f64(exp + leeway - now))
}

fn is_for_us(aud: Option<&Value>) -> bool {
    match aud {
        Some(Value::String(aud)) => aud == AUDIENCE,
        Some(Value::Array(all)) => all.iter().any(|aud| aud == AUDIENCE),
        _ => false,
    }
}

/// `"*"`, or a list of room ids and nothing else.
fn rooms(value: &Value) -> Option<Rooms> {
    match value {
        Value::String(all) if all == "*" => Some(Rooms::All),
        Value::Array(list) => {
            let id = |value: &Value| RoomId::parse(value.as_str()?).map(|id| id.as_str().to_owned());
            list.iter().map(id).collect::<Option<Vec<_>>>().map(Rooms::Only)
        }
        _ => None,
    }
}

/// Words between spaces, or a list of words. Unknown ones mean nothing here; without any, nothing is allowed.
fn scopes(value: Option<&Value>) -> Option<Vec<Scope>> {
    let words: Vec<&str> = match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) => text.split(' ').collect(),
        Some(Value::Array(list)) => list.iter().map(Value::as_str).collect::<Option<_>>()?,
        Some(_) => return None,
    };
    Some(Scope::ALL.into_iter().filter(|scope| words.contains(&scope.word())).collect())
}
