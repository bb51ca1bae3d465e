//! `/demo/gallery`: every `chat_data` fixture in a `<happytalk-transcript>` of its own.
//!
//! `?only=name` draws one, `?theme=`, `?lang=`, `?locked=` and `?memos=` go to the elements. `data-state="ready"` on the root says when all are
//! drawn.

use axum::{
    Json, Router,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use happytalk_model::fixtures::{self, Document, Fixture};
use serde::Serialize;

use crate::simulated::with_demo_media;

/// The page, its parts and its data.
pub(super) fn router(public_base: &str) -> Router {
    let base = public_base.to_owned();
    Router::new()
        .route("/gallery", get(async || part("text/html; charset=utf-8", include_str!("gallery/gallery.html"))))
        .route("/gallery.js", get(async || part("text/javascript; charset=utf-8", include_str!("gallery/gallery.js"))))
        .route("/gallery.css", get(async || part("text/css; charset=utf-8", include_str!("gallery/gallery.css"))))
        .route("/fixtures", get(index))
        .route("/fixtures/{name}", get(move |Path(name): Path<String>| async move { fixture(&name, &base) }))
}

fn part(content_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type)], text).into_response()
}

/// A line of the table of contents.
#[derive(Debug, Serialize)]
struct Entry {
    name: &'static str,
    group: &'static str,
    about: &'static str,
}

async fn index() -> Json<Vec<Entry>> {
    let entry = |fixture: &Fixture| Entry { name: fixture.name, group: fixture.group, about: fixture.about };
    Json(fixtures::chat_data().map(entry).collect())
}

/// The bytes of a fixture, whatever they are; where they are text, its pictures are the generated ones.
fn fixture(name: &str, public_base: &str) -> Response {
    let Some(fixture) = fixtures::by_name(name).filter(|fixture| fixture.document == Document::ChatData) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let bytes = match std::str::from_utf8(fixture.bytes) {
        Ok(text) => with_demo_media(text, public_base).into_bytes(),
        Err(_) => fixture.bytes.to_vec(),
    };
    ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_nothing_inline_and_nothing_from_elsewhere() {
        let page = include_str!("gallery/gallery.html");
        for inline in ["<style", "style=", "onclick", "onload", "http://", "https://", "<script>"] {
            assert!(!page.contains(inline), "{inline}");
        }
        let script = include_str!("gallery/gallery.js");
        for sink in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http:", "https:"] {
            assert!(!script.contains(sink), "{sink}");
        }
    }

    #[tokio::test]
    async fn every_listed_fixture_is_served_with_its_own_bytes_but_for_the_pictures() {
        let entries = index().await.0;
        assert!(entries.len() > 20);
        for entry in entries {
            let response = fixture(entry.name, "http://127.0.0.1:8787");
            assert_eq!(response.status(), StatusCode::OK, "{}", entry.name);
            let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            let original = String::from_utf8_lossy(fixtures::by_name(entry.name).unwrap().bytes);
            let hosts =
                ["https://example.com/data/", "https://patch.happytalk.io/data/", "http://127.0.0.1:8787/demo/media/"];
            let without_hosts =
                |text: &str| hosts.iter().fold(text.replace("\\/", "/"), |text, host| text.replace(host, "picture:"));
            assert_eq!(without_hosts(&String::from_utf8_lossy(&bytes)), without_hosts(&original), "{}", entry.name);
        }
        assert_eq!(fixture("room-list", "").status(), StatusCode::NOT_FOUND, "no transcript");
        assert_eq!(fixture("no-such", "").status(), StatusCode::NOT_FOUND);
    }
}
