//! Small labels: secure message, internal memo.

use super::{
    element::{El, span},
    icon::{self, Icon},
};

/// An icon and a word.
pub fn badge(class: &'static str, icon: Icon, label: &'static str) -> El {
    span(class).child(icon::draw(icon)).child(span("badge-label").text(label))
}
