//! Calls to the proxy. Each call is one function that returns `Result<T, ApiError>`.
//!
//! The proxy is our gateway, or a plain proxy with the vendor's own paths. Both return the vendor's JSON.

pub mod abort;
pub mod authorization;
pub mod client;
pub mod data;
pub mod diagnostics;
pub mod early;
pub mod error;
pub mod events;
pub mod messages;
mod problem;
pub mod rooms;
pub mod token;

pub use abort::{AbortHandle, RequestSignal};
pub use authorization::Authorization;
pub use client::{Client, ProxyConfig};
pub use early::EarlyResponse;
pub use error::ApiError;
