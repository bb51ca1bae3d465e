//! A file offered for download.

use happytalk_model::{link::SafeUrl, message::file::File};

use crate::{
    components::{
        kit::{
            element::{El, div, span},
            icon::{self, Icon},
            link::{self, Opens, host_note, link},
        },
        look::Scope,
    },
    present::text::{is_blank, straight},
};

/// Name, size, last day, and the link.
pub fn file(scope: &Scope, file: &File) -> El {
    let words = scope.words;
    let name = file.name.as_deref().filter(|name| !is_blank(name)).map_or(words.unnamed_file.to_owned(), straight);
    let label = file.label.as_deref().filter(|label| !is_blank(label)).map_or(words.download.to_owned(), straight);
    let expires = file.expires.as_deref().map(words.expires);
    let about: Vec<&str> = file.size.as_deref().into_iter().chain(expires.as_deref()).collect();
    let download = match SafeUrl::judge(&file.url, scope.urls()) {
        Ok(url) => link(scope, &url, Opens::File, &name)
            .class("button-main")
            .child(icon::draw(Icon::Download))
            .child(span("label").attr("dir", "auto").text(&label))
            .maybe(host_note(&url, &label, scope.words)),
        Err(refusal) => {
            let why = link::refusal(&refusal, words).unwrap_or_else(|| words.no_address.to_owned());
            span("refusal").text(why)
        }
    };
    super::card()
        .child(
            div("file").child(icon::draw(Icon::File)).child(
                div("file-words")
                    .child(span("file-name").attr("dir", "auto").text(&name))
                    .maybe((!about.is_empty()).then(|| span("file-about").attr("dir", "auto").text(about.join(" · ")))),
            ),
        )
        .child(div("file-link").child(download))
}
