//! The JavaScript boundary: attributes and properties in, `CustomEvent`s out, mount and unmount.
//!
//! `www/happytalk.js` calls the exports; `www/happytalk-viewer-types.d.ts` and `www/happytalk.d.ts` mirror the types.

mod app;
mod events;
pub mod handle;
mod options;

pub use handle::{ElementHandle, mount, mounted};
