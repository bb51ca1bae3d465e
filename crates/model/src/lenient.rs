//! Readers that take what was meant for what was sent: one quirk of the vendor's per file, each with its notes.
//!
//! All of them take a [`Node`](crate::wire::Node), never fail, and note whatever is not as documented. `None` is what
//! the vendor means by none: missing, `null`, `""`.

mod code;
mod date;
mod embedded;
mod entities;
mod flag;
mod list;
mod number;
mod text;

pub(crate) use code::{code, codes};
pub(crate) use date::date;
pub(crate) use embedded::{Embedded, embedded, held};
pub(crate) use flag::flag;
pub(crate) use list::{each, items, numbered};
pub(crate) use number::integer;
pub(crate) use text::{filled, text};

/// What a reader makes of `json`, and the notes it took: for the tests of the readers.
#[cfg(test)]
fn read<T>(json: &str, reader: impl FnOnce(&crate::wire::Node<'_>) -> T) -> (T, Vec<crate::Repair>) {
    use crate::wire::{Json, Node, Notes};
    let notes = Notes::default();
    let value = reader(&Node::root(Json::whole(json.as_bytes()).expect("the test's own JSON"), &notes));
    (value, notes.into_vec().into_iter().map(|note| note.repair).collect())
}
