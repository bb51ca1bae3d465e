//! The JavaScript boundary: mounts and unmounts elements, reads attributes and properties, and dispatches `CustomEvent`s.
//!
//! `www/happytalk.js` calls the exports. `www/happytalk-viewer-types.d.ts` and `www/happytalk.d.ts` mirror the types.

mod app;
mod events;
pub mod handle;
mod options;
mod warm_up;

pub use handle::{ElementHandle, mount, mounted};
