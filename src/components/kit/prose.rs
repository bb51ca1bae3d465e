//! The vendor's text: as written, line breaks kept, addresses linked, its direction its own.

use super::{
    element::{El, div, span},
    link::{Opens, host_note, link},
};
use crate::{
    components::look::Scope,
    present::text::{Span, is_blank, spans},
};

/// Draws text; `None` when there is nothing to see.
pub fn prose(scope: &Scope, text: &str) -> Option<El> {
    if is_blank(text) {
        return None;
    }
    let mut prose = div("prose").attr("dir", "auto");
    for part in spans(text, scope.urls()) {
        prose = match part {
            Span::Text(text) => prose.text(text),
            Span::Link(text, url) => {
                let link =
                    link(scope, &url, Opens::TextLink, text).text(text).maybe(host_note(&url, text, scope.words));
                prose.child(link)
            }
        };
    }
    Some(prose)
}

/// Text that is missing, said so.
pub fn nothing(scope: &Scope) -> El {
    span("nothing").text(scope.words.no_text)
}
