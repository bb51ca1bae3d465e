//! View model and UI strings of the viewer.
//!
//! This crate has no Leptos and no web-sys. Everything is a pure function of the decoded model, the options and the current
//! time, and is tested natively.

pub mod choice;
pub mod composer;
pub mod destinations;
pub mod failure;
pub mod header;
pub mod lightbox;
pub mod links;
pub mod list;
pub mod live;
pub mod location;
pub mod media;
pub mod media_drawer;
pub mod notes;
pub mod notice;
pub mod options;
pub mod response_time;
pub mod room_content;
pub mod row_key;
pub mod screen;
pub mod source;
pub mod summary;
#[cfg(test)]
mod test_rooms;
pub mod text;
pub mod time;
pub mod timeline;
pub mod window;
pub mod words;
