//! What a token says of its end. Nothing is verified: that is the proxy's business.

use js_sys::{JSON, Reflect};

/// `exp` of a JWT, in seconds since 1970; `None` for a token that is none, or has no end.
pub fn expiry(token: &str) -> Option<i64> {
    let mut parts = token.split('.');
    let (payload, _signature) = (parts.nth(1)?, parts.next()?);
    let base64: String = payload
        .chars()
        .map(|letter| match letter {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    let json = web_sys::window()?.atob(&base64).ok()?;
    let exp = Reflect::get(&JSON::parse(&json).ok()?, &"exp".into()).ok()?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
    let exp = exp as i64;
    Some(exp)
}
