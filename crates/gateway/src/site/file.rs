//! One file: its forms, its validator, how long it may be kept.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::encoding::Encodings;

/// A file of the site.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// As built.
    pub(super) plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    content_type: &'static str,
    cache: &'static str,
    /// Differs when the content does; each form has its own validator made of it.
    digest: u64,
}

impl File {
    pub(super) fn new(name: &str, plain: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        let mut hasher = DefaultHasher::new();
        plain.hash(&mut hasher);
        Self {
            plain,
            brotli,
            gzip,
            content_type: content_type(name),
            cache: cache_control(name),
            digest: hasher.finish(),
        }
    }

    /// The best form for the request, or 304 when the browser has it.
    pub(super) fn answer(&self, request: &HeaderMap, accepted: Encodings) -> Response {
        let (encoding, bytes) = match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepted.brotli => (Some("br"), brotli),
            (_, Some(gzip)) if accepted.gzip => (Some("gzip"), gzip),
            _ => (None, &self.plain),
        };
        let tag = format!("\"{:016x}{}\"", self.digest, encoding.map(|name| format!("-{name}")).unwrap_or_default());
        let known = names_tag(request, &tag);

        let mut response =
            if known { StatusCode::NOT_MODIFIED.into_response() } else { Response::new(Body::from(bytes.clone())) };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        if !known {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
            if let Some(encoding) = encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        response
    }
}

/// Whether `If-None-Match` names the validator (RFC 9110: weak comparison, a list, or `*`).
fn names_tag(request: &HeaderMap, tag: &str) -> bool {
    let values = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}

/// A name that carries a hash of its content never means anything else; the page is asked for each time, since it
/// carries the deployment's settings; the rest, `happytalk.js` above all, may be five minutes old.
fn cache_control(name: &str) -> &'static str {
    if name == super::INDEX {
        "no-cache"
    } else if has_content_hash(name) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=300"
    }
}

/// Whether a part of the file's name is at least eight lower-case hexadecimal digits, one of them a number.
fn has_content_hash(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.split(['-', '.', '_']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// With `nosniff` this is what the browser goes by.
fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "ts" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for (name, hashed) in [
            ("viewer-1a2b3c4d5e6f7a8b.js", true),
            ("viewer-1a2b3c4d5e6f7a8b_bg.wasm", true),
            ("assets/viewer.0123abcd.css", true),
            ("happytalk.js", false),
            ("index.html", false),
            ("deadbeef.js", false),
            ("1a2b3c4d/happytalk.js", false),
            ("viewer-1A2B3C4D.js", false),
        ] {
            assert_eq!(has_content_hash(name), hashed, "{name}");
        }
        assert_eq!(cache_control("happytalk.js"), "public, max-age=300");
        assert_eq!(cache_control("index.html"), "no-cache");
    }
}
