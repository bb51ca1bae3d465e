//! The filters, a form. Its controls are named after the parameters of the list, so its query is a location.
//!
//! A select takes effect immediately. Days take effect on submit, because typing a date produces intermediate dates.
//! The browser holds the values. When the filters change in another way, the form is rendered again.

use happytalk_model::{
    list::{ListRequest, Order, PageSize, Period, SortKey, StatusFilter},
    status::Status,
};
use happytalk_present::{location::ConsoleLocation, words::Words};
use leptos::{ev, prelude::*};

use super::elements::ConsoleElements;
use crate::{
    browser::{clock::current_day, form::form_query},
    components::{
        built::{IntoBuilt, dynamic_on},
        context::use_render_context,
    },
    state::console::{ConsoleState, navigation::ConsoleEvent},
};

/// Values of `period`, in the order of `words.list.periods`.
const PERIODS: [&str; 3] = ["today", "day", "range"];
/// Page sizes in the select box.
const PAGE_SIZES: [u8; 4] = [10, 20, 30, 50];
/// Maximum of a date field. Without it, browsers accept six digits for a year.
const LAST_DAY: &str = "9999-12-31";

/// Renders the filters of the current list.
#[component]
pub fn Filters() -> impl IntoView {
    let console: ConsoleState = expect_context();
    dynamic_on(
        move || console.navigation().filters_revision(),
        move |_| view! { <FilterForm request=console.list_request() /> },
    )
}

/// Renders the form with the filters of a request.
#[component]
fn FilterForm(
    /// The request.
    request: ListRequest,
) -> impl IntoView {
    let console: ConsoleState = expect_context();
    let elements: ConsoleElements = expect_context();
    let words = use_render_context().words;
    let submit = move || {
        if let Some(form) = elements.filters.get_untracked() {
            console.dispatch(ConsoleEvent::FiltersSubmitted(ConsoleLocation::parse(&form_query(&form)).list));
        }
    };
    let selects = selects(&request, words).into_iter().zip(words.list.choices).map(|((name, options), label)| {
        let options = options.into_iter().map(|SelectOption { value, label, is_selected }| {
            view! {
                <option value=value prop:selected=is_selected>
                    {label}
                </option>
            }
        });
        view! {
            <select class="choice" name=name aria-label=label on:change=move |_| submit()>
                {options.collect_view()}
            </select>
        }
    });
    view! {
        <form
            class="filters"
            role="search"
            aria-label=words.list.filters
            node_ref=elements.filters
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                submit();
            }
        >
            <Periods request=request on_today=submit />
            <Days request=request />
            <div class="choices">{selects.collect_view()}</div>
        </form>
    }
    .into_built()
}

/// Renders the choice between today, one day and a period.
#[component]
fn Periods(
    /// See [`FilterForm`].
    request: ListRequest,
    /// Called when today is chosen, which needs no date.
    on_today: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let elements: ConsoleElements = expect_context();
    let words = use_render_context().words;
    let chosen = match request.period {
        Period::Today => "today",
        Period::Day(_) => "day",
        Period::Between(..) => "range",
    };
    let choices = PERIODS.into_iter().zip(words.list.periods).zip(elements.periods).map(|((value, label), input)| {
        let on_change = move |_| {
            if value == "today" {
                on_today();
            }
        };
        let is_chosen = value == chosen;
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="period"
                    value=value
                    prop:checked=is_chosen
                    node_ref=input
                    on:change=on_change
                />
                {label}
            </label>
        }
    });
    view! {
        <div class="segments" role="radiogroup" aria-label=words.list.period>
            {choices.collect_view()}
        </div>
    }
    .into_built()
}

/// Renders the date fields and the button that submits them. The style sheet shows the fields of the chosen period.
#[component]
fn Days(
    /// See [`FilterForm`].
    request: ListRequest,
) -> impl IntoView {
    let elements: ConsoleElements = expect_context();
    let words = use_render_context().words;
    let (first, last) = match request.period {
        Period::Today => (current_day(), current_day()),
        Period::Day(day) => (day.to_string(), day.to_string()),
        Period::Between(first, last) => (first.to_string(), last.to_string()),
    };
    let days =
        [("date", last.clone(), NodeRef::new()), ("from", first, elements.first_day), ("to", last, NodeRef::new())];
    let inputs = days.into_iter().zip(words.list.days).map(|((name, value, input), label)| {
        view! {
            <input class="day-input" type="date" name=name prop:value=value max=LAST_DAY aria-label=label node_ref=input />
        }
    });
    view! {
        <div class="days">
            {inputs.collect_view()} <button type="submit" class="action">
                {words.list.search}
            </button>
        </div>
    }
    .into_built()
}

struct SelectOption {
    value: String,
    label: String,
    is_selected: bool,
}

/// Returns the names and options of the selects, in the order of `words.list.choices`.
fn selects(request: &ListRequest, words: &Words) -> [(&'static str, Vec<SelectOption>); 4] {
    let list = &words.list;
    let statuses = StatusFilter::ALL.iter().map(|status| {
        let value = status.value().to_string();
        let label = match status {
            StatusFilter::All => list.any_status.to_owned(),
            _ => (words.status)(&Status::from_code(&value)),
        };
        SelectOption { value, label, is_selected: *status == request.status }
    });
    let sorts = SortKey::ALL.iter().zip(list.sorts).map(|(sort, label)| SelectOption {
        value: sort.value().to_owned(),
        label: label.to_owned(),
        is_selected: *sort == request.sort,
    });
    let orders = Order::ALL.iter().zip(list.orders).map(|(order, label)| SelectOption {
        value: order.value().to_owned(),
        label: label.to_owned(),
        is_selected: *order == request.order,
    });
    let limits = page_sizes(request.limit).map(|rooms| SelectOption {
        value: rooms.to_string(),
        label: (list.per_page)(rooms),
        is_selected: rooms == request.limit.rooms(),
    });
    [
        ("status", statuses.collect()),
        ("sort", sorts.collect()),
        ("order", orders.collect()),
        ("limit", limits.collect()),
    ]
}

/// Returns the page sizes of the select box, including the requested one.
fn page_sizes(requested: PageSize) -> impl Iterator<Item = u8> {
    let other = Some(requested.rooms()).filter(|rooms| !PAGE_SIZES.contains(rooms));
    PAGE_SIZES.into_iter().chain(other)
}

#[cfg(test)]
mod tests {
    use happytalk_present::options::Lang;

    use super::*;

    fn selected(query: &str) -> Vec<(&'static str, String)> {
        let selects = selects(&ConsoleLocation::parse(query).list, Words::of(Lang::Ko));
        let chosen = |(name, options): (&'static str, Vec<SelectOption>)| {
            let mut chosen = options.into_iter().filter(|option| option.is_selected);
            (name, chosen.next().filter(|_| chosen.next().is_none()).expect("one option is selected").value)
        };
        selects.into_iter().map(chosen).collect()
    }

    #[test]
    fn each_select_shows_the_requested_option() {
        let usual = [("status", "99"), ("sort", "reg_date"), ("order", "desc"), ("limit", "20")];
        assert_eq!(selected(""), usual.map(|(name, value)| (name, value.to_owned())));
        let other = [("status", "-2"), ("sort", "complate_date"), ("order", "asc"), ("limit", "50")];
        let query = "status=-2&sort=complate_date&order=asc&limit=50";
        assert_eq!(selected(query), other.map(|(name, value)| (name, value.to_owned())));
    }

    #[test]
    fn other_page_size_of_a_url_is_an_additional_option() {
        let sizes = |rooms| page_sizes(PageSize::new(rooms).expect("a page size")).collect::<Vec<_>>();
        assert_eq!(sizes(30), [10, 20, 30, 50]);
        assert_eq!(sizes(7), [10, 20, 30, 50, 7]);
    }
}
