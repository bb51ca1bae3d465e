//! `Accept-Encoding` (RFC 9110): which of the two compressed forms the browser takes.

use axum::http::{HeaderMap, header};

/// What the request accepts. Without the header, nothing but the plain form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Encodings {
    pub(super) brotli: bool,
    pub(super) gzip: bool,
}

impl Encodings {
    pub(super) fn accepted_by(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let (mut brotli, mut gzip, mut any) = (None, None, false);
        for coding in values.flat_map(|value| value.split(',')) {
            let (name, parameters) = coding.split_once(';').unwrap_or((coding, ""));
            let accepted = !is_zero(parameters);
            match name.trim().to_ascii_lowercase().as_str() {
                "br" => brotli = Some(accepted),
                "gzip" | "x-gzip" => gzip = Some(accepted),
                "*" => any = accepted,
                _ => {}
            }
        }
        Self { brotli: brotli.unwrap_or(any), gzip: gzip.unwrap_or(any) }
    }
}

/// `q=0`, `q=0.0` … means "not this one".
fn is_zero(parameters: &str) -> bool {
    let weight = parameters.trim().strip_prefix("q=").or_else(|| parameters.trim().strip_prefix("Q="));
    weight.is_some_and(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight <= 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_taken_with_their_weights() {
        for (sent, brotli, gzip) in [
            ("", false, false),
            ("gzip, deflate, br, zstd", true, true),
            ("gzip;q=1.0, br;q=0", false, true),
            ("BR ; q=0.5", true, false),
            ("*", true, true),
            ("*;q=0, gzip", false, true),
            ("br;q=0.000, *", false, true),
            ("identity", false, false),
            ("brotli, gzipped", false, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, sent.parse().unwrap());
            assert_eq!(Encodings::accepted_by(&headers), Encodings { brotli, gzip }, "{sent}");
        }
        assert_eq!(Encodings::accepted_by(&HeaderMap::new()), Encodings::default());
    }
}
