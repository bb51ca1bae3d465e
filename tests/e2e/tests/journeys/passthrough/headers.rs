//! nginx sends files with the same headers as the gateway.

use std::collections::BTreeMap;

use happytalk_e2e::{Result, Stack, site};
use reqwest::{Response, header::HeaderMap};

use super::{client, open};

/// Headers that may differ: validators, transfer headers, the server's name and request ids.
const MAY_DIFFER: &[&str] = &[
    "server",
    "date",
    "connection",
    "keep-alive",
    "content-length",
    "transfer-encoding",
    "accept-ranges",
    "etag",
    "last-modified",
    "x-request-id",
    // The gateway sends it also for files with only one encoding.
    "vary",
];

fn comparable(headers: &HeaderMap) -> BTreeMap<String, String> {
    let all = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("?").to_owned()));
    all.filter(|(name, _)| !MAY_DIFFER.contains(&&name[..])).collect()
}

async fn both(
    stack: &Stack,
    proxy: &happytalk_e2e::nginx_proxy::NginxProxy,
    path: &str,
) -> Result<(Response, Response)> {
    Ok((client().get(stack.url(path)).send().await?, client().get(proxy.url(path)).send().await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_has_the_gateways_headers_and_bytes() -> Result {
    let stack = Stack::start().await?;
    let (_vendor, proxy) = open().await?;
    let mut paths = vec!["/".to_owned(), "/healthz".to_owned(), "/nothing".to_owned(), "/happytalk.js.br".to_owned()];
    for file in std::fs::read_dir(site()?)? {
        paths.push(format!("/{}", file?.file_name().to_string_lossy()));
    }
    assert!(paths.len() > 10, "{paths:?}");
    for path in paths {
        let (ours, theirs) = both(&stack, &proxy, &path).await?;
        assert_eq!(ours.status(), theirs.status(), "{path}");
        let (mut own, mut other) = (comparable(ours.headers()), comparable(theirs.headers()));
        if ours.status() == 404 {
            assert_eq!(other["cache-control"], "no-store");
        }
        // The content type of `/healthz` may differ.
        if path == "/healthz" {
            own.remove("content-type");
            other.remove("content-type");
        }
        assert_eq!(own, other, "{path}");
        assert!(theirs.headers().contains_key("x-request-id"), "{path}");
        if ours.status() == 200 && path != "/" && path != "/index.html" {
            assert_eq!(ours.bytes().await?, theirs.bytes().await?, "{path}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_compressed_and_revalidated() -> Result {
    let (_vendor, proxy) = open().await?;
    let file = proxy.url("/happytalk.js");
    let plain = client().get(&file).send().await?;
    let packed = client().get(&file).header("accept-encoding", "gzip").send().await?;
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    assert_eq!(packed.headers()["vary"].to_str()?.to_lowercase(), "accept-encoding");
    assert_eq!(plain.headers()["content-security-policy"], packed.headers()["content-security-policy"]);
    let tag = plain.headers()["etag"].clone();
    assert!(packed.bytes().await?.len() < plain.bytes().await?.len());
    let again = client().get(&file).header("if-none-match", tag).send().await?;
    assert_eq!(again.status(), 304);
    assert_eq!(again.headers()["cache-control"], "public, max-age=300");
    Ok(())
}
