//! The gateway between the viewer and Happytalk: it adds the credentials on the server, serves the viewer, and says
//! errors in words.
//!
//! [`router`] is the whole service, shared by the binary and the tests; [`serve`] puts it on a socket. The catch: without
//! authentication (`--auth none`) it answers only on a loopback address, and only to this machine's own pages.

#![warn(missing_docs)]

mod access;
pub mod auth;
pub mod config;
pub mod demo;
pub mod demo_server;
pub mod drain;
pub mod live;
mod load;
mod memos;
pub mod metrics;
pub mod problem;
pub mod rates;
mod room_path;
mod routes;
mod security;
mod sending;
pub mod serve;
pub mod simulated;
pub mod site;
pub mod start;
pub mod state;
pub mod vendor;

pub use state::{AppState, Settings};

/// The service: `/api`, `/healthz`, the viewer. Any other path is 404.
pub fn router(state: AppState) -> axum::Router {
    routes::all(state, None)
}

/// The service, with the demo's pictures and pages below `/demo`.
pub fn router_with_demo(state: AppState, demo: axum::Router) -> axum::Router {
    routes::all(state, Some(demo))
}
