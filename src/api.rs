//! Calls to the proxy: one function per call, `Result<T, ApiError>`.
//!
//! Both dialects of the contract (our gateway's paths, or the vendor's own through a plain proxy) end in the vendor's JSON.

pub mod client;
pub mod error;
pub mod events;
pub mod messages;
pub mod rooms;

pub use client::{Authorization, Client, ProxyConfig};
pub use error::ApiError;
