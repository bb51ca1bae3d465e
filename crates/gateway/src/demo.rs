//! What only `demo` serves: generated pictures and the gallery of the fixture corpus.
//!
//! Nothing here is in the viewer's wasm, and nothing needs the vendor. The pages keep to the gateway's policy: no inline
//! script, no inline style, Trusted Types.

mod gallery;
mod media;

use axum::{Router, routing::get};

/// The routes below `/demo`. `public_base` is the gateway's own address as the browser sees it, such as
/// `http://127.0.0.1:8787`; the pictures in the gallery's fixtures point there.
pub fn router(public_base: &str) -> Router {
    Router::new().route("/media/{*name}", get(media::get)).merge(gallery::router(public_base))
}
