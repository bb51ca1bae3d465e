//! Location within the console as a URL query: the list request and the selected room.
//!
//! Example: `from=2025-09-01&to=2025-09-30&status=2&selected=ID`. The names are the list parameters of the gateway
//! (contract: the proxy). The room is `selected`, because `room` in the page's URL selects the page with a single room.
//! Only values that differ from the defaults are written, and none needs escaping. Invalid values are ignored. The filter
//! form uses the same names, plus `period`, which selects the day fields that apply.

use std::num::NonZeroU32;

use happytalk_model::{
    RoomId,
    list::{Day, ListRequest, Order, PageSize, Period, SortKey, StatusFilter},
};

/// Location within the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLocation {
    /// Request for the page of the list.
    pub list: ListRequest,
    /// Selected room.
    pub selected: Option<RoomId>,
}

impl Default for ConsoleLocation {
    fn default() -> Self {
        Self { list: default_list_request(), selected: None }
    }
}

/// Returns the default list request: today's rooms, newest first, 20 per page.
pub fn default_list_request() -> ListRequest {
    ListRequest { limit: PageSize::new(20).unwrap_or_default(), ..ListRequest::default() }
}

impl ConsoleLocation {
    /// Parses a URL query, with or without `?`, or the encoded filter form. Never fails.
    pub fn parse(query: &str) -> Self {
        let query = query.trim_start_matches('?');
        let value = |name: &str| first_value(query, name);
        let number = |name| value(name).parse::<NonZeroU32>().ok();
        let day = |name| Day::parse(value(name));
        let default = default_list_request();
        let size = number("limit").and_then(|rooms| PageSize::new(u8::try_from(rooms.get()).ok()?));
        let (period, from, to) = (value("period"), day("from"), day("to"));
        // A missing end makes a period of one day; reversed ends are swapped.
        let ends = from.or(to).zip(to.or(from)).filter(|_| matches!(period, "" | "range"));
        let list = ListRequest {
            period: match (ends, day("date").filter(|_| matches!(period, "" | "day"))) {
                (Some((from, to)), _) => Period::Between(from.min(to), from.max(to)),
                (None, Some(day)) => Period::Day(day),
                (None, None) => Period::Today,
            },
            status: StatusFilter::parse(value("status")).unwrap_or_default(),
            sort: SortKey::parse(value("sort")).unwrap_or_default(),
            order: Order::parse(value("order")).unwrap_or_default(),
            limit: size.unwrap_or(default.limit),
            page: number("page").unwrap_or(default.page),
        };
        Self { list, selected: RoomId::parse(value("selected")) }
    }

    /// Returns the URL query, without `?`; empty for the default location.
    pub fn query(&self) -> String {
        let mut query = list_query(&self.list, &default_list_request());
        if let Some(room) = &self.selected {
            put(&mut query, "selected", room.as_str());
        }
        query
    }
}

/// Returns the first value of a parameter; empty if it is missing.
fn first_value<'a>(query: &'a str, name: &str) -> &'a str {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
}

/// Returns the parameters of a request that differ from `base`.
pub fn list_query(list: &ListRequest, base: &ListRequest) -> String {
    let mut query = String::new();
    match list.period {
        Period::Today => {}
        Period::Day(day) => put(&mut query, "date", &day.to_string()),
        Period::Between(from, to) => {
            put(&mut query, "from", &from.to_string());
            put(&mut query, "to", &to.to_string());
        }
    }
    if list.status != base.status {
        put(&mut query, "status", &list.status.value().to_string());
    }
    if list.sort != base.sort {
        put(&mut query, "sort", list.sort.value());
    }
    if list.order != base.order {
        put(&mut query, "order", list.order.value());
    }
    if list.limit != base.limit {
        put(&mut query, "limit", &list.limit.rooms().to_string());
    }
    if list.page != base.page {
        put(&mut query, "page", &list.page.to_string());
    }
    query
}

fn put(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.push_str(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a query and returns it as it is written again.
    fn round_trip(query: &str) -> String {
        ConsoleLocation::parse(query).query()
    }

    #[test]
    fn default_values_are_not_written() {
        assert_eq!(ConsoleLocation::default().query(), "");
        assert_eq!(round_trip("?status=99&sort=reg_date&order=desc&limit=20&page=1"), "");
        assert_eq!(round_trip(""), "");
    }

    #[test]
    fn every_filter_and_the_selected_room_round_trip() {
        let whole =
            "from=2025-09-01&to=2025-09-30&status=-2&sort=complate_date&order=asc&limit=50&page=3&selected=a-B_9";
        assert_eq!(round_trip(whole), whole);
        assert_eq!(round_trip("date=2025-10-01"), "date=2025-10-01");
    }

    #[test]
    fn invalid_values_are_ignored() {
        for query in [
            "status=4",
            "status=+1",
            "sort=title",
            "order=DESC",
            "limit=0",
            "limit=51",
            "page=0",
            "page=-1",
            "page=x",
            "date=2025-02-30",
            "from=yesterday",
            "selected=../x",
            "selected=",
            "room=abc",
            "&&=&period=day",
            "date=%3Cscript%3E",
        ] {
            assert_eq!(round_trip(query), "", "{query}");
        }
    }

    #[test]
    fn a_period_takes_precedence_over_a_day_and_its_ends_are_sorted() {
        assert_eq!(round_trip("date=2025-10-01&from=2025-09-01&to=2025-09-02"), "from=2025-09-01&to=2025-09-02");
        assert_eq!(round_trip("from=2025-09-02&to=2025-09-01"), "from=2025-09-01&to=2025-09-02");
        assert_eq!(round_trip("from=2025-09-02"), "from=2025-09-02&to=2025-09-02");
    }

    #[test]
    fn the_period_field_selects_the_days_that_apply() {
        let days = "date=2025-10-01&from=2025-09-01&to=2025-09-02";
        assert_eq!(round_trip(&format!("period=today&{days}")), "");
        assert_eq!(round_trip(&format!("period=day&{days}")), "date=2025-10-01");
        assert_eq!(round_trip(&format!("period=range&{days}")), "from=2025-09-01&to=2025-09-02");
        assert_eq!(round_trip("period=day&date=&from=&to="), "", "empty days are ignored");
    }

    #[test]
    fn the_list_query_contains_only_values_that_differ_from_the_base() {
        assert_eq!(list_query(&default_list_request(), &ListRequest::default()), "limit=20");
        let ten = ConsoleLocation::parse("limit=10").list;
        assert_eq!(list_query(&ten, &ListRequest::default()), "");
    }
}
