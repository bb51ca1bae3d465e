//! `text`.

use crate::components::{
    kit::{
        element::El,
        prose::{nothing, prose},
    },
    look::Scope,
};

/// A bubble of text.
pub fn text(scope: &Scope, said: &str) -> El {
    super::bubble().child(prose(scope, said).unwrap_or_else(|| nothing(scope)))
}
