//! What only `demo` serves: generated pictures and the gallery of the fixture corpus.
//!
//! Nothing here is in the viewer's wasm, and nothing needs the vendor. The pages keep to the gateway's policy: no inline
//! script, no inline style, Trusted Types.

mod gallery;
mod media;

use axum::{Router, response::Redirect, routing::get};

/// The routes below `/demo`. `public_base` is the gateway's own address as the browser sees it, such as
/// `http://127.0.0.1:8787`; the pictures in the gallery's fixtures point there.
pub fn router(public_base: &str) -> Router {
    Router::new()
        .route("/", get(async || Redirect::permanent("/demo/gallery")))
        .route("/media/{*name}", get(media::get))
        .merge(gallery::router(public_base))
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Request, StatusCode, header},
    };
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn every_part_is_on_its_path_and_nothing_else_is_there() {
        for (path, status, kind) in [
            ("/gallery", StatusCode::OK, "text/html; charset=utf-8"),
            ("/gallery.js", StatusCode::OK, "text/javascript; charset=utf-8"),
            ("/gallery.css", StatusCode::OK, "text/css; charset=utf-8"),
            ("/fixtures", StatusCode::OK, "application/json"),
            ("/fixtures/chat-data-v2", StatusCode::OK, "application/octet-stream"),
            ("/fixtures/no-such", StatusCode::NOT_FOUND, ""),
            ("/media/bag-1.png", StatusCode::OK, "image/png"),
            ("/media/template/1/a_w.jpg", StatusCode::OK, "image/png"),
            ("/media/missing-1.png", StatusCode::NOT_FOUND, ""),
            ("/media/", StatusCode::NOT_FOUND, ""),
            ("/gallery/", StatusCode::NOT_FOUND, ""),
            ("/", StatusCode::PERMANENT_REDIRECT, ""),
        ] {
            let request = Request::get(path).body(Body::empty()).expect("a path");
            let response = router("http://127.0.0.1:8787").oneshot(request).await.expect("no error");
            let said = response.headers().get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().expect("ASCII"));
            assert_eq!((response.status(), said), (status, kind), "{path}");
        }
    }
}
