//! What is shown, worked out without a browser: no Leptos, no web-sys, so all of it is tested natively.

pub mod change;
pub mod chosen;
pub mod composer;
pub mod failure;
pub mod gist;
pub mod header;
pub mod list;
pub mod live;
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
