//! What is shown, worked out without a browser: no Leptos, no web-sys, so all of it is tested natively.

pub mod chosen;
pub mod failure;
pub mod header;
pub mod list;
pub mod media;
pub mod notice;
pub mod place;
pub mod screen;
pub mod source;
pub mod target;
pub mod text;
pub mod time;
pub mod timeline;
pub mod wait;
