//! nginx says of a file what the gateway says of it.

use std::collections::BTreeMap;

use happytalk_e2e::{Result, Stack, site};
use reqwest::{Response, header::HeaderMap};

use super::{client, open};

/// What each server says in its own way: validators, how the body travels, who it is; and names of a request.
const OWN: &[&str] = &[
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
    // The gateway compares what a browser accepts also where it has only one form.
    "vary",
];

fn said(headers: &HeaderMap) -> BTreeMap<String, String> {
    let all = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("?").to_owned()));
    all.filter(|(name, _)| !OWN.contains(&&name[..])).collect()
}

async fn both(stack: &Stack, proxy: &happytalk_e2e::bare_proxy::BareProxy, path: &str) -> Result<(Response, Response)> {
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
        let (mut own, mut other) = (said(ours.headers()), said(theirs.headers()));
        if ours.status() == 404 {
            assert_eq!(other["cache-control"], "no-store");
        }
        // What `/healthz` is, is nobody's business but the operator's.
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
async fn files_come_compressed_and_are_not_sent_twice() -> Result {
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
