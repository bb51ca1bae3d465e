//! `chat_room_lists` (004): which rooms, in which order, which page.
//!
//! `sdate`+`edate` count over `ndate`, and without either it is today's list. How long a period may be is not
//! documented; here it is 31 days.

use serde_json::{Map, Value};
use time::Date;

use super::{
    calls::text,
    clock,
    php::{Spelling, json},
    rooms::Rooms,
    wire::{Chat, ListPage, Success},
};

const LONGEST_PERIOD_DAYS: i64 = 31;
const DEFAULT_LIMIT: usize = 10;
const LARGEST_LIMIT: usize = 50;
const ANY_STATUS: &str = "99";

/// The period is too long: -504.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OverDate;

/// The page that was asked for.
pub(super) fn page(request: &Map<String, Value>, rooms: &Rooms) -> Result<String, OverDate> {
    let (from, to) = period(request);
    if (to - from).whole_days() >= LONGEST_PERIOD_DAYS {
        return Err(OverDate);
    }
    let (from, to) = (clock::day(from), clock::day(to));
    let status = text(request, "status").unwrap_or_else(|| ANY_STATUS.to_owned());
    let mut rows = rooms.list(|chat| {
        let day = chat.reg_date.get(..10).unwrap_or_default();
        (from.as_str()..=to.as_str()).contains(&day) && (status == ANY_STATUS || status == chat.status)
    });
    sort(&mut rows, request);

    let number = |name| text(request, name).and_then(|text| text.parse::<usize>().ok()).filter(|&number| number > 0);
    let limit = number("limit").unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT);
    let page = number("page").unwrap_or(1);
    let total_count = rows.len();
    let chat_list = rows.into_iter().skip(limit.saturating_mul(page - 1)).take(limit).collect();
    Ok(json(
        &Success { result: "success", data: ListPage { number: page, limit, total_count, chat_list } },
        Spelling::Plain,
    ))
}

/// The days asked for; what is no day counts as not sent.
fn period(request: &Map<String, Value>) -> (Date, Date) {
    let day = |name| text(request, name).and_then(|text| clock::parse_day(&text));
    day("sdate").zip(day("edate")).unwrap_or_else(|| {
        let day = day("ndate").unwrap_or_else(clock::today);
        (day, day)
    })
}

/// By `reg_date` or `complate_date`, newest first unless asked otherwise; equal dates by id.
fn sort(rows: &mut [Chat], request: &Map<String, Value>) {
    let by_end = text(request, "sort_key").as_deref() == Some("complate_date");
    let ascending = text(request, "sort_value").is_some_and(|order| order.eq_ignore_ascii_case("asc"));
    rows.sort_by(|a, b| {
        let (left, right) = if by_end { (&a.complate_date, &b.complate_date) } else { (&a.reg_date, &b.reg_date) };
        let order = left.cmp(right).then_with(|| a.id.cmp(&b.id));
        if ascending { order } else { order.reverse() }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use serde_json::json;

    use super::*;

    static ROOMS: LazyLock<Rooms> = LazyLock::new(|| Rooms::new("http://127.0.0.1:8787"));

    fn ask(request: &Value) -> Result<Value, OverDate> {
        let request = request.as_object().expect("an object");
        page(request, &ROOMS).map(|json| serde_json::from_str::<Value>(&json).expect("JSON")["data"].take())
    }

    fn column(page: &Value, name: &str) -> Vec<String> {
        let rows = page["chat_list"].as_array().expect("rows");
        rows.iter().map(|row| row[name].as_str().expect("text").to_owned()).collect()
    }

    #[test]
    fn the_documents_list_is_the_list_of_its_day() {
        let page = ask(&json!({ "ndate": "2022-05-26" })).unwrap();
        assert_eq!(column(&page, "id"), ["fi9LcAh16utMZEVpe5UYFvrkQgnBJT", "uvR3XrI8jtybTq6ZfploAOxJcKNLCG"]);
        assert_eq!(column(&page, "last_message"), ["상담원이 종료하였습니다.", "고객님이 종료하였습니다."]);
        assert_eq!((&page["page"], &page["limit"], &page["total_count"]), (&json!(1), &json!(10), &json!(2)));
        assert_eq!(page["chat_list"][0].get("tags"), None);
    }

    #[test]
    fn without_a_day_it_is_todays_list_newest_first() {
        let page = ask(&json!({ "limit": 50 })).unwrap();
        let dates = column(&page, "reg_date");
        assert!(dates.iter().all(|date| date.starts_with("2025-10-01")), "{dates:?}");
        assert!(dates.len() > 3 && dates.iter().rev().is_sorted(), "{dates:?}");
        assert!(column(&page, "id").contains(&"68dd2893cbfbfTSDc66M6MvVeYpG2a".to_owned()));
    }

    #[test]
    fn a_period_counts_over_a_day_and_must_not_be_too_long() {
        let all = ask(&json!({ "sdate": "2025-09-22", "edate": "2025-10-01", "ndate": "2022-05-26" })).unwrap();
        assert_eq!(all["total_count"], 101, "a hundred generated rooms and the documents'");
        assert!(ask(&json!({ "sdate": "2025-09-01", "edate": "2025-10-01" })).is_ok(), "31 days");
        assert_eq!(ask(&json!({ "sdate": "2025-08-31", "edate": "2025-10-01" })), Err(OverDate));
    }

    #[test]
    fn the_pages_together_are_the_list_and_no_page_is_larger_than_fifty() {
        let period = |page: usize, limit: usize| {
            let asked =
                json!({ "sdate": "2025-09-22", "edate": "2025-10-01", "page": page, "limit": limit.to_string() });
            column(&ask(&asked).unwrap(), "id")
        };
        let whole: Vec<_> = (1..=3).flat_map(|page| period(page, 50)).collect();
        assert_eq!(whole.len(), 101);
        assert_eq!(period(1, 1000).len(), 50);
        let small: Vec<_> = (1..=16).flat_map(|page| period(page, 7)).collect();
        assert_eq!(small, whole);
        assert!(period(4, 50).is_empty());
    }

    #[test]
    fn status_and_order_are_followed() {
        let asked = |more: Value| {
            let mut request = json!({ "sdate": "2025-09-22", "edate": "2025-10-01", "limit": 50 });
            request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            ask(&request).unwrap()
        };
        for status in ["-2", "-1", "0", "1", "2", "3"] {
            let found = column(&asked(json!({ "status": status })), "status");
            assert!(!found.is_empty() && found.iter().all(|found| found == status), "{status}: {found:?}");
        }
        let ended =
            column(&asked(json!({ "sort_key": "complate_date", "sort_value": "asc", "status": 2 })), "complate_date");
        assert!(ended.is_sorted() && ended.len() > 20, "{ended:?}");
    }
}
