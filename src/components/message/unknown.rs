//! A type nobody knows: named, with its source at hand. What the vendor adds tomorrow is already readable.

use crate::components::{
    kit::element::{El, el},
    look::Scope,
};

/// Names the type; `source` opens the row's source.
pub fn unknown(scope: &Scope, contents_type: &str, source: El) -> El {
    let sentence = el("p").attr("dir", "auto").text((scope.words.unknown)(contents_type));
    super::bubble().child(sentence).child(source)
}
