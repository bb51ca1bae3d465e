//! The static viewer: forms, validators, how long it may be kept, who may load it.

use std::{fs, path::PathBuf, time::Duration};

use axum::{Router, body::Body};
use happytalk_gateway::{AppState, router, site::Site};
use url::Url;

use crate::browser::{Answer, get, request, send, settings};

const PAGE: &str = "<!doctype html><meta name=\"happytalk-media\" content=\"\"><title>뷰어</title>";
const HASHED: &str = "viewer-0123456789abcdef_bg.wasm";

/// A built site in a directory of the test's own.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("happytalk-site-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("demo-hosts")).unwrap();
        for (name, content) in [
            ("index.html", PAGE),
            ("index.html.br", "stale: made before the page was filled"),
            ("happytalk.js", "plain js"),
            ("happytalk.js.br", "brotli js"),
            ("happytalk.js.gz", "gzip js"),
            (HASHED, "plain wasm"),
            ("viewer-0123456789abcdef_bg.wasm.gz", "gzip wasm"),
            ("tokens.css", "css"),
            ("demo-hosts/plain.html", "<p>host"),
        ] {
            fs::write(path.join(name), content).unwrap();
        }
        Self(path)
    }

    fn gateway(&self) -> Router {
        let mut settings = settings(&Url::parse("http://127.0.0.1:9").unwrap(), Duration::from_secs(1));
        settings.site = Site::from_directory(&self.0).unwrap();
        settings.media_hosts = vec!["*.happytalk.io".parse().unwrap(), "cdn.example".parse().unwrap()];
        router(AppState::new(settings))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn get_with(gateway: &Router, path: &str, header: &str, value: &str) -> Answer {
    send(gateway, request("GET", path).header(header, value).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_file_comes_in_the_best_form_the_browser_takes() {
    let directory = Directory::new("forms");
    let gateway = directory.gateway();
    for (path, accepts, encoding, body) in [
        ("/happytalk.js", "gzip, deflate, br", "br", "brotli js"),
        ("/happytalk.js", "gzip", "gzip", "gzip js"),
        ("/happytalk.js", "br;q=0, gzip", "gzip", "gzip js"),
        ("/happytalk.js", "identity", "", "plain js"),
        ("/viewer-0123456789abcdef_bg.wasm", "gzip, br", "gzip", "gzip wasm"),
        ("/tokens.css", "gzip, br", "", "css"),
        ("/", "gzip, br", "", &PAGE.replace("content=\"\"", "content=\"*.happytalk.io cdn.example\"")),
    ] {
        let answer = get_with(&gateway, path, "accept-encoding", accepts).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-encoding"), encoding, "{path} {accepts}");
        assert_eq!(answer.body, body.as_bytes(), "{path} {accepts}");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    assert_eq!(get(&gateway, "/happytalk.js").await.body, "plain js");
}

#[tokio::test]
async fn compressed_forms_and_foreign_names_are_no_files() {
    let directory = Directory::new("names");
    let gateway = directory.gateway();
    for path in
        ["/happytalk.js.br", "/happytalk.js.gz", "/demo-hosts", "/demo-hosts/", "/Happytalk.js", "/happytalk%2ejs"]
    {
        assert_eq!(get(&gateway, path).await.slug(), "not-found", "{path}");
    }
    assert_eq!(get(&gateway, "/demo-hosts/plain.html").await.body, "<p>host");
}

#[tokio::test]
async fn every_origin_may_load_the_files() {
    let directory = Directory::new("origins");
    let gateway = directory.gateway();
    for (path, kind) in [
        ("/happytalk.js", "text/javascript; charset=utf-8"),
        ("/viewer-0123456789abcdef_bg.wasm", "application/wasm"),
        ("/tokens.css", "text/css; charset=utf-8"),
    ] {
        let answer = get_with(&gateway, path, "origin", "https://shop.example").await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), kind);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
    }
}

#[tokio::test]
async fn files_are_kept_as_long_as_their_name_allows() {
    let directory = Directory::new("caching");
    let gateway = directory.gateway();
    for (path, cache) in [
        ("/", "no-cache"),
        ("/index.html", "no-cache"),
        ("/happytalk.js", "public, max-age=300"),
        ("/viewer-0123456789abcdef_bg.wasm", "public, max-age=31536000, immutable"),
    ] {
        assert_eq!(get(&gateway, path).await.header("cache-control"), cache, "{path}");
    }
}

#[tokio::test]
async fn a_file_the_browser_has_is_not_sent_again() {
    let directory = Directory::new("validators");
    let gateway = directory.gateway();
    let plain = get(&gateway, "/happytalk.js").await;
    let brotli = get_with(&gateway, "/happytalk.js", "accept-encoding", "br").await;
    let (tag, other) = (plain.header("etag"), brotli.header("etag"));
    assert_ne!(tag, other, "each form has its own");

    for (known, status) in [
        (tag.to_owned(), 304),
        (format!("W/{tag}"), 304),
        (format!("\"x\", {tag}"), 304),
        ("*".to_owned(), 304),
        (other.to_owned(), 200),
        ("\"x\"".to_owned(), 200),
    ] {
        let answer = get_with(&gateway, "/happytalk.js", "if-none-match", &known).await;
        assert_eq!(answer.status, status, "{known}");
        assert_eq!(answer.body.is_empty(), status == 304);
        assert_eq!(answer.header("etag"), tag);
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
    }
}

#[tokio::test]
async fn other_methods_on_a_file_are_not_allowed() {
    let directory = Directory::new("methods");
    let gateway = directory.gateway();
    for path in ["/", "/index.html", "/happytalk.js", "/healthz"] {
        for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
            let answer = send(&gateway, request(method, path).body(Body::empty()).unwrap()).await;
            assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET,HEAD"), "{method} {path}");
            assert_eq!(answer.slug(), "method-not-allowed");
        }
        let head = send(&gateway, request("HEAD", path).body(Body::empty()).unwrap()).await;
        assert_eq!(head.status, 200, "{path}");
    }
}

#[test]
fn a_directory_without_a_page_is_no_site() {
    let directory = Directory::new("empty");
    fs::remove_file(directory.0.join("index.html")).unwrap();
    assert!(Site::from_directory(&directory.0).is_err());
}
