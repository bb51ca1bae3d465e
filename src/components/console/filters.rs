//! The filters: a form whose controls are named as the list's parameters are, so what it holds reads as an address does.
//!
//! A choice counts at once; days count when they are asked for, because a date typed by keyboard passes through many that
//! nobody means.

use std::rc::Rc;

use happytalk_model::{
    list::{ListRequest, Order, Period, SortKey, StatusFilter},
    status::Status,
};
use leptos::{ev, tachys::renderer::types::Element};
use wasm_bindgen::JsCast as _;

use crate::{
    components::kit::element::{El, Handle, div, el, span},
    i18n::Words,
    platform::form,
};

/// The values of `period`, in the order of their words.
const PERIODS: [&str; 3] = ["today", "day", "range"];
/// The names of the days.
const DAYS: [&str; 3] = ["date", "from", "to"];
/// Rooms a page, to choose from; any other that was asked for besides.
const SIZES: [u8; 4] = [10, 20, 30, 50];

/// The form as `asked` fills it. `today` stands in days that nobody has chosen yet; `ask` is given what the form holds.
pub fn filters(asked: &ListRequest, today: &str, words: &Words, handle: &Handle, ask: impl Fn(&str) + 'static) -> El {
    let list = &words.list;
    let (period, [day, from, to]) = match asked.period {
        Period::Today => (0, [(); 3].map(|()| today.to_owned())),
        Period::Day(day) => (1, [(); 3].map(|()| day.to_string())),
        Period::Between(from, to) => (2, [to.to_string(), from.to_string(), to.to_string()]),
    };
    let periods = (PERIODS.iter().zip(list.periods).enumerate()).map(|(at, (value, label))| {
        let radio = el("input").attr("type", "radio").attr("name", "period").attr("value", value);
        el("label").class("segment").child(radio.flag("checked", at == period)).child(span("segment-name").text(label))
    });
    let days = DAYS.iter().zip([day, from, to]).zip(list.days).map(|((name, value), label)| {
        // Four digits are a year; without a last day browsers take six.
        let input = el("input").attr("type", "date").attr("name", name).attr("value", value).attr("max", "9999-12-31");
        input.attr("aria-label", label).class("day-input")
    });
    let statuses = StatusFilter::ALL.iter().map(|status| {
        let code = status.value().to_string();
        let label = match status {
            StatusFilter::All => list.any_status.to_owned(),
            _ => (words.status)(&Status::from_code(&code)),
        };
        option(&code, &label, *status == asked.status)
    });
    let sorts =
        (SortKey::ALL.iter().zip(list.sorts)).map(|(sort, label)| option(sort.value(), label, *sort == asked.sort));
    let orders = [Order::Descending, Order::Ascending].map(|order| {
        let label = list.orders[usize::from(order == Order::Descending)];
        option(order.value(), label, order == asked.order)
    });
    let size = asked.limit.rooms();
    let other = Some(size).filter(|size| !SIZES.contains(size));
    let sizes = (SIZES.into_iter().chain(other))
        .map(|rooms| option(&rooms.to_string(), &(list.per_page)(rooms), rooms == size));
    let choices: [(&str, Vec<El>); 4] = [
        ("status", statuses.collect()),
        ("sort", sorts.collect()),
        ("order", orders.into()),
        ("limit", sizes.collect()),
    ];
    let choices = choices.into_iter().zip(list.choices).map(|((name, options), label)| {
        el("select").class("choice").attr("name", name).attr("aria-label", label).children(options)
    });

    let ask = {
        let form = handle.clone();
        Rc::new(move || {
            if let Some(form) = form.get() {
                ask(&form::values(&form));
            }
        })
    };
    let changed = {
        let ask = Rc::clone(&ask);
        move |event: ev::Event| {
            if counts_at_once(&event) {
                ask();
            }
        }
    };
    el("form")
        .class("filters")
        .attr("role", "search")
        .attr("aria-label", list.filters)
        .handle(handle)
        .on(ev::change, changed)
        .on(ev::submit, move |event| {
            event.prevent_default();
            ask();
        })
        .child(div("segments").attr("role", "radiogroup").attr("aria-label", list.period).children(periods))
        .child(div("days").children(days).child(el("button").attr("type", "submit").class("action").text(list.search)))
        .child(div("choices").children(choices))
}

fn option(value: &str, label: &str, is_chosen: bool) -> El {
    el("option").attr("value", value).flag("selected", is_chosen).text(label)
}

/// A list of choices does, and "today", which needs no day.
fn counts_at_once(event: &ev::Event) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.matches("select, [value=today]").unwrap_or_default())
}
