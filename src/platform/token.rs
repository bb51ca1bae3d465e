//! What a token says of its end. Nothing is verified: that is the proxy's business.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/www/wire.js")]
extern "C" {
    #[wasm_bindgen(js_name = expiry)]
    fn end(token: &str) -> Option<f64>;
}

/// `exp` of a JWT, in seconds since 1970; `None` for a token that is none, or has no end.
pub fn expiry(token: &str) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
    end(token).map(|end| end as i64)
}
