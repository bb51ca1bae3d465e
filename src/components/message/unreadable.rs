//! A row that could not be read: why, with its source at hand.

use happytalk_model::message::Reason;

use crate::components::{
    kit::element::{El, el},
    look::Scope,
};

/// Says that and why it could not be read; `source` opens the row's source.
pub fn unreadable(scope: &Scope, reason: Reason, source: El) -> El {
    let words = scope.words;
    super::bubble()
        .child(el("p").text(words.unreadable))
        .child(el("p").class("why").text((words.reason)(reason)))
        .child(source)
}
