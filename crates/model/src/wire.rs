//! What the vendor sends, before it means anything: JSON values as slices of the received bytes.
//!
//! Reading happens in two stages: [`Scanner`] finds where values begin and end, and only the ones somebody asks for are
//! read, each alone, through a [`Node`] that knows its place and collects notes. So one bad value can't spoil another.
//! Why not a JSON library: one lone `\ud800` or deep nesting makes it refuse the whole document, a broken row hides all
//! rows after it, and numbers pass through `f64`. That valid JSON is read as valid JSON is tested against `serde_json`.

mod json;
mod node;
mod place;
mod scan;
mod string;

pub(crate) use json::{Json, JsonKind};
pub(crate) use node::{Node, Notes, Object};
pub(crate) use place::Place;
pub(crate) use scan::{BrokenAt, Key, Scanner};
pub(crate) use string::{Unescaped, unescape};
