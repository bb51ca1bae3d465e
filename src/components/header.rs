//! The room's header: title, status, what is known of the room, and what was wrong with its rows.

use std::rc::Rc;

use leptos::ev;

use super::{
    details,
    kit::{
        element::{El, div, el, span},
        icon::{self, Icon},
        source, stamp,
    },
    look::Look,
    media_drawer,
    timeline::{Content, Scene},
};
use crate::present::header::{Fact, Value, header as header_view};

/// A room's header; `warnings` are sentences that stand below it from the start. How many rows are unreadable is said
/// once every row has been read.
pub fn header(scene: &Rc<Scene>, content: &Content, warnings: Vec<&'static str>) -> El {
    let (look, words) = (&scene.look, scene.look.words);
    let view = header_view(content.room(), &content.timeline.entries, words);
    let status = view.status.map(|(tone, text)| span("status").attr("data-tone", tone.slug()).text(text));
    let tags = (!view.tags.is_empty()).then(|| {
        let tags = view.tags.into_iter().map(|tag| el("li").class("tag").child(el("bdi").text(format!("#{tag}"))));
        el("ul").class("tags").attr("aria-label", words.field.tags).children(tags)
    });
    let known = (!view.facts.is_empty()).then(|| facts(look, &view.facts));
    let (room, more) = (Rc::clone(scene), view.more);
    let more = tool(words.more, move |_| details::open(&room, &more));
    let media = Rc::clone(look);
    let media = tool(words.media_drawer, move |_| media_drawer::open(&media));
    let unreadable = {
        let scene = Rc::clone(scene);
        move || {
            let count = scene.unreadable().filter(|count| *count > 0)?;
            Some(warning_line().text((scene.look.words.unreadable_rows)(count)))
        }
    };
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
        .child(div("tools").child(more).child(media).child(div("live").attr("role", "status").changing(unreadable)))
        .children(warnings.into_iter().map(|warning| warning_line().text(warning)))
}

fn warning_line() -> El {
    el("p").class("warning").child(icon::draw(Icon::Warning))
}

fn tool(label: &str, run: impl Fn(ev::MouseEvent) + 'static) -> El {
    el("button").attr("type", "button").class("small").attr("aria-haspopup", "dialog").text(label).on(ev::click, run)
}

/// Fields as a list.
pub fn facts(look: &Rc<Look>, facts: &[Fact]) -> El {
    let pairs = facts.iter().map(|fact| {
        let value = el("dd");
        let value = match &fact.value {
            Value::Text(text) => value.child(el("bdi").text(text)),
            Value::Moment(moment) => value.child(stamp::short(*moment, look.words)),
            Value::Number(of, number) => {
                let stage = Rc::clone(&look.stage);
                let copy = source::copy(look.words, number.clone(), move |outcome| stage.announce(outcome));
                value.text(of).child(el("bdi").text(number)).child(copy)
            }
        };
        div("fact").child(el("dt").text(&fact.name)).child(value)
    });
    el("dl").class("facts").children(pairs)
}
