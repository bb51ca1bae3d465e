//! The room's header: title, status, what is known of the room, and what was wrong with its rows.

use super::{
    kit::{
        element::{El, div, el, span},
        icon::{self, Icon},
        stamp,
    },
    look::Look,
};
use crate::present::header::{Fact, HeaderView, Value};

/// A room's header; `warnings` are sentences that stand below it from the start, `unreadable` is known once every row
/// has been read.
pub fn header(
    look: &Look,
    view: HeaderView,
    warnings: Vec<&'static str>,
    unreadable: impl Fn() -> Option<usize> + 'static,
) -> El {
    let words = look.words;
    let status = view.status.map(|(tone, text)| span("status").attr("data-tone", tone.slug()).text(text));
    let tags = (!view.tags.is_empty()).then(|| {
        let tags = view.tags.into_iter().map(|tag| el("li").class("tag").child(el("bdi").text(format!("#{tag}"))));
        el("ul").class("tags").attr("aria-label", words.field.tags).children(tags)
    });
    let more = (!view.more.is_empty()).then(|| {
        el("details")
            .class("more")
            .child(el("summary").child(icon::draw(Icon::Right)).child(span("").text(words.more)))
            .child(facts(look, view.more))
    });
    let known = (!view.facts.is_empty()).then(|| facts(look, view.facts));
    el("header")
        .class("header")
        .attr("part", "header")
        .child(
            div("title-line")
                .child(el("h2").class("title").attr("dir", "auto").text(view.title))
                .maybe(status)
                .child(span("zone").text(words.zone)),
        )
        .maybe(known)
        .maybe(tags)
        .maybe(more)
        .children(warnings.into_iter().map(|warning| warning_line().text(warning)))
        .child(div("live").attr("role", "status").changing(move || {
            let count = unreadable().filter(|count| *count > 0)?;
            Some(warning_line().text((words.unreadable_rows)(count)))
        }))
}

fn warning_line() -> El {
    el("p").class("warning").child(icon::draw(Icon::Warning))
}

fn facts(look: &Look, facts: Vec<Fact>) -> El {
    let pairs = facts.into_iter().map(|fact| {
        let value = el("dd");
        let value = match fact.value {
            Value::Text(text) => value.child(el("bdi").text(text)),
            Value::Moment(moment) => value.child(stamp::short(moment, look.words)),
        };
        div("fact").child(el("dt").text(fact.name)).child(value)
    });
    el("dl").class("facts").children(pairs)
}
