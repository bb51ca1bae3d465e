//! What is drawn. Components read the pure views of [`crate::present`] and send nothing back but intents.
//!
//! Everything static is built from the one type-erased [`kit::element::El`]: rows never change once they stand, and
//! one element type costs the download far less than one monomorphised view per tag and shape.

pub mod console;
pub mod day;
pub mod details;
pub mod header;
pub mod kit;
pub mod lightbox;
pub mod look;
pub mod media_drawer;
pub mod message;
pub mod row;
pub mod stage;
pub mod states;
pub mod timeline;
pub mod transcript;
