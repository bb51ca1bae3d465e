//! The header set of every response, the Content Security Policy first.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::config::{MediaHost, Origin};

const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), \
                           gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
                           publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// The headers that don't depend on the request.
#[derive(Clone, Debug)]
pub(crate) struct Headers(Arc<[(HeaderName, HeaderValue)]>);

impl Headers {
    /// `media` are the hosts that pictures and sound may come from, `frames` the origins that may frame the page.
    pub(crate) fn new(media: &[MediaHost], frames: &[Origin]) -> Self {
        let policy = HeaderValue::try_from(policy(media, frames))
            .expect("hosts and origins were checked to be visible ASCII when they were read");
        Self(Arc::from([
            (header::CONTENT_SECURITY_POLICY, policy),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
            (PERMISSIONS_POLICY, HeaderValue::from_static(PERMISSIONS)),
            (CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin")),
            (CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ]))
    }

    /// Adds what a response does not say itself.
    pub(crate) fn complete(&self, headers: &mut HeaderMap) {
        for (name, value) in self.0.iter() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
    }
}

/// The policy the viewer runs under without a violation.
fn policy(media: &[MediaHost], frames: &[Origin]) -> String {
    let list = |items: &mut dyn Iterator<Item = &str>| items.fold(String::new(), |all, item| all + " " + item);
    let media = list(&mut media.iter().map(MediaHost::as_str));
    let frames = list(&mut frames.iter().map(Origin::as_str));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
         img-src 'self' data:{media}; media-src 'self'{media}; font-src 'self'; base-uri 'none'; object-src 'none'; \
         form-action 'none'; frame-ancestors 'self'{frames}; require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// Lets pages of every origin load the response: static files and pictures, never data.
pub(crate) fn for_every_origin(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_designs_with_the_hosts_and_origins_of_the_deployment() {
        let media = ["*.happytalk.io".parse().unwrap(), "cdn.shop.example:8443".parse().unwrap()];
        let frames = ["https://admin.shop.example".parse().unwrap()];
        assert_eq!(
            policy(&media, &frames),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src \
             'self' data: *.happytalk.io cdn.shop.example:8443; media-src 'self' *.happytalk.io cdn.shop.example:8443; \
             font-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'self' \
             https://admin.shop.example; require-trusted-types-for 'script'; trusted-types 'none'"
        );
    }
}
