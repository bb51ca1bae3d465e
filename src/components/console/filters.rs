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
    components::kit::element::{El, Handle, div, el},
    i18n::Words,
    platform::form,
};

/// The values of `period`, in the order of their words.
const PERIODS: [&str; 3] = ["today", "day", "range"];
/// The names of the days.
const DAYS: [&str; 3] = ["date", "from", "to"];
/// The names of the choices.
const CHOICES: [&str; 4] = ["status", "sort", "order", "limit"];
/// Rooms a page, to choose from; any other that was asked for besides.
const SIZES: [u8; 4] = [10, 20, 30, 50];

/// The form as `asked` fills it. `today` stands in days that nobody has chosen yet; `ask` is given what the form holds.
pub fn filters(asked: &ListRequest, today: &str, words: &Words, ask: Rc<dyn Fn(&str)>) -> El {
    let list = &words.list;
    let (period, begin, end) = match asked.period {
        Period::Today => (0, today.to_owned(), today.to_owned()),
        Period::Day(day) => (1, day.to_string(), day.to_string()),
        Period::Between(from, to) => (2, from.to_string(), to.to_string()),
    };
    let dates = [&end, &begin, &end];
    let mut periods = div("segments").attr("role", "radiogroup").attr("aria-label", list.period);
    let mut days = div("days");
    for at in 0..3 {
        let radio = el("input").attr("type", "radio").attr("name", "period").attr("value", PERIODS[at]);
        let radio = radio.flag("checked", at == period);
        periods = periods.child(el("label").class("segment").child(radio).text(list.periods[at]));
        let day = el("input").attr("type", "date").attr("name", DAYS[at]).attr("value", dates[at]);
        // Four digits are a year; without a last day browsers take six.
        days = days.child(day.attr("max", "9999-12-31").attr("aria-label", list.days[at]).class("day-input"));
    }
    let mut choices = [0, 1, 2, 3]
        .map(|at: usize| el("select").class("choice").attr("name", CHOICES[at]).attr("aria-label", list.choices[at]));
    let mut offer = |at: usize, value: &str, label: &str, is_chosen: bool| {
        let option = el("option").attr("value", value).flag("selected", is_chosen).text(label);
        let choice = std::mem::replace(&mut choices[at], el("select"));
        choices[at] = choice.child(option);
    };
    for status in StatusFilter::ALL {
        let code = status.value().to_string();
        let label = (words.status)(&Status::from_code(&code));
        let is_any = *status == StatusFilter::All;
        offer(0, &code, if is_any { list.any_status } else { &label }, *status == asked.status);
    }
    for (at, sort) in SortKey::ALL.iter().enumerate() {
        offer(1, sort.value(), list.sorts[at], *sort == asked.sort);
    }
    for (at, order) in Order::ALL.iter().enumerate() {
        offer(2, order.value(), list.orders[at], *order == asked.order);
    }
    let size = asked.limit.rooms();
    for rooms in SIZES {
        offer(3, &rooms.to_string(), &(list.per_page)(rooms), rooms == size);
    }
    if !SIZES.contains(&size) {
        offer(3, &size.to_string(), &(list.per_page)(size), true);
    }

    let handle = Handle::default();
    let form = handle.clone();
    let said = move |is_meant: bool| {
        if let Some(form) = form.get().filter(|_| is_meant) {
            ask(&form::values(&form));
        }
    };
    let changed = said.clone();
    el("form")
        .class("filters")
        .attr("role", "search")
        .attr("aria-label", list.filters)
        .handle(&handle)
        .on(ev::change, move |event| changed(counts_at_once(&event)))
        .on(ev::submit, move |event| {
            event.prevent_default();
            said(true);
        })
        .child(periods)
        .child(days.child(el("button").attr("type", "submit").class("action").text(list.search)))
        .child(div("choices").children(choices))
}

/// A list of choices does, and "today", which needs no day.
fn counts_at_once(event: &ev::Event) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.matches("select, [value=today]").unwrap_or_default())
}
