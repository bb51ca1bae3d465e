//! Calls to the proxy: one function per call, `Result<T, ApiError>`.
//!
//! Both dialects of the contract (our gateway's paths, or the vendor's own through a plain proxy) end in the vendor's JSON.

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
