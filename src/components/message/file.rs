//! A file that is offered for download.

use happytalk_model::{link::SafeUrl, message::file::File};
use happytalk_present::text::{is_blank, strip_bidi_controls};
use leptos::prelude::*;

use super::Card;
use crate::components::{
    built::IntoBuilt,
    context::use_render_context,
    ui::{
        icon::{Icon, icon},
        link::{HostNote, Link, LinkKind, refusal_text},
    },
};

/// Renders name, size, expiry date and link of a file.
#[component]
pub fn FileMessage(
    /// The file.
    file: File,
) -> impl IntoView {
    let context = use_render_context();
    let words = context.words;
    let File { name, url, size, expires, label } = file;
    let filled = |text: Option<String>, default: &str| {
        text.filter(|text| !is_blank(text)).map_or_else(|| default.to_owned(), |text| strip_bidi_controls(&text))
    };
    let (name, label) = (filled(name, words.unnamed_file), filled(label, words.download));
    let about: Vec<_> = size.into_iter().chain(expires.map(|until| (words.expires)(&until))).collect();
    let about = (!about.is_empty()).then(|| {
        view! {
            <span class="file-about" dir="auto">
                {about.join(" · ")}
            </span>
        }
    });
    let download = match SafeUrl::judge(&url, context.urls()) {
        Ok(url) => view! {
            <Link url=url.clone() kind=LinkKind::File name=name.clone() class="button-main">
                {icon(Icon::Download)}
                <span class="label" dir="auto">
                    {label.clone()}
                </span>
                <HostNote url=url label=label />
            </Link>
        }
        .into_built(),
        Err(refusal) => {
            let why = refusal_text(&refusal, words).unwrap_or_else(|| words.no_address.to_owned());
            view! { <span class="refusal">{why}</span> }.into_built()
        }
    };
    view! {
        <Card>
            <div class="file">
                {icon(Icon::File)}
                <div class="file-words">
                    <span class="file-name" dir="auto">
                        {name}
                    </span>
                    {about}
                </div>
            </div>
            <div class="file-link">{download}</div>
        </Card>
    }
    .into_built()
}
