//! Expiry of a token, read from its payload. The signature is verified by the proxy only.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use happytalk_model::json_object::JsonObject;

/// Accepts padding, which the JWT standard forbids but some issuers write.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Returns `exp` of a JWT, in seconds since 1970; `None` if the token is not a JWT or does not expire.
pub fn token_expiry(token: &str) -> Option<i64> {
    let mut parts = token.split('.').skip(1);
    let (payload, _signature) = (parts.next()?, parts.next()?);
    JsonObject::read(&BASE64URL.decode(payload).ok()?)?.integer("exp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiry_of_a_jwt_is_read() {
        // {"jti":">>>???","exp":1800000000}
        let payload = "eyJqdGkiOiI-Pj4_Pz8iLCJleHAiOjE4MDAwMDAwMDB9";
        assert_eq!(token_expiry(&["e30.", payload, ".x"].concat()), Some(1_800_000_000));
        assert_eq!(token_expiry("e30.eyJleHAiOjEuNX0=.x"), Some(1), "padding and fractions");
    }

    #[test]
    fn other_tokens_have_no_expiry() {
        let unsigned = "e30.eyJqdGkiOiI-Pj4_Pz8iLCJleHAiOjE4MDAwMDAwMDB9";
        for token in ["", "opaque", unsigned, "e30.e30.x", "e30.%.x", "e30.bnVsbA.x"] {
            assert_eq!(token_expiry(token), None, "{token}");
        }
    }
}
