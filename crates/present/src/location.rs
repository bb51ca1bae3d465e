//! Where a reader of the console is, as text for an address: what the list is asked, and which room is open.
//!
//! `from=2025-09-01&to=2025-09-30&status=2&selected=ID`: the names of the gateway's list parameters (contract: the proxy),
//! besides `selected`, because `room` in the page's address means a transcript by itself. Only what differs from the
//! defaults is written, nothing in it ever needs escaping, and what can't be read counts as not said. The form of the
//! filters speaks the same words, with `period` besides, which says which of its days are meant.

use std::num::NonZeroU32;

use happytalk_model::list::{Day, ListRequest, Order, PageSize, Period, SortKey, StatusFilter};

use happytalk_model::RoomId;

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLocation {
    /// Which page of which list.
    pub list: ListRequest,
    /// The open room.
    pub selected: Option<RoomId>,
}

impl Default for ConsoleLocation {
    fn default() -> Self {
        Self { list: default_list_request(), selected: None }
    }
}

/// What the console asks for unless told otherwise: today's rooms, newest first, twenty a page.
pub fn default_list_request() -> ListRequest {
    ListRequest { limit: PageSize::new(20).unwrap_or_default(), ..ListRequest::default() }
}

impl ConsoleLocation {
    /// Reads an address's query, with or without its `?`, or what the form of the filters holds. Never fails.
    pub fn parse(query: &str) -> Self {
        let query = query.trim_start_matches('?');
        let said = |name: &str| value(query, name);
        let number = |name| said(name).parse::<NonZeroU32>().ok();
        let day = |name| Day::parse(said(name));
        let usual = default_list_request();
        let size = number("limit").and_then(|rooms| PageSize::new(u8::try_from(rooms.get()).ok()?));
        let (period, from, to) = (said("period"), day("from"), day("to"));
        // One end alone is a period of one day; the wrong way round is still a period.
        let ends = from.or(to).zip(to.or(from)).filter(|_| matches!(period, "" | "range"));
        let list = ListRequest {
            period: match (ends, day("date").filter(|_| matches!(period, "" | "day"))) {
                (Some((from, to)), _) => Period::Between(from.min(to), from.max(to)),
                (None, Some(day)) => Period::Day(day),
                (None, None) => Period::Today,
            },
            status: StatusFilter::parse(said("status")).unwrap_or_default(),
            sort: SortKey::parse(said("sort")).unwrap_or_default(),
            order: Order::parse(said("order")).unwrap_or_default(),
            limit: size.unwrap_or(usual.limit),
            page: number("page").unwrap_or(usual.page),
        };
        Self { list, selected: RoomId::parse(said("selected")) }
    }

    /// The query for an address, without its `?`: empty where everything is as usual.
    pub fn query(&self) -> String {
        let mut query = list_query(&self.list, &default_list_request());
        if let Some(room) = &self.selected {
            put(&mut query, "selected", room.as_str());
        }
        query
    }
}

/// The first value of a name; empty when there is none.
fn value<'a>(query: &'a str, name: &str) -> &'a str {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
}

/// What in a request differs from `base`, as the gateway's parameters.
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

    /// What an address comes back as.
    fn again(query: &str) -> String {
        ConsoleLocation::parse(query).query()
    }

    #[test]
    fn an_address_says_only_what_is_not_as_usual() {
        assert_eq!(ConsoleLocation::default().query(), "");
        assert_eq!(again("?status=99&sort=reg_date&order=desc&limit=20&page=1"), "");
        assert_eq!(again(""), "");
    }

    #[test]
    fn every_filter_and_the_open_room_survive_a_reload() {
        let whole =
            "from=2025-09-01&to=2025-09-30&status=-2&sort=complate_date&order=asc&limit=50&page=3&selected=a-B_9";
        assert_eq!(again(whole), whole);
        assert_eq!(again("date=2025-10-01"), "date=2025-10-01");
    }

    #[test]
    fn what_cannot_be_asked_counts_as_not_said() {
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
            assert_eq!(again(query), "", "{query}");
        }
    }

    #[test]
    fn a_period_counts_over_a_day_and_is_never_the_wrong_way_round() {
        assert_eq!(again("date=2025-10-01&from=2025-09-01&to=2025-09-02"), "from=2025-09-01&to=2025-09-02");
        assert_eq!(again("from=2025-09-02&to=2025-09-01"), "from=2025-09-01&to=2025-09-02");
        assert_eq!(again("from=2025-09-02"), "from=2025-09-02&to=2025-09-02");
    }

    #[test]
    fn the_form_says_which_of_its_days_are_meant() {
        let days = "date=2025-10-01&from=2025-09-01&to=2025-09-02";
        assert_eq!(again(&format!("period=today&{days}")), "");
        assert_eq!(again(&format!("period=day&{days}")), "date=2025-10-01");
        assert_eq!(again(&format!("period=range&{days}")), "from=2025-09-01&to=2025-09-02");
        assert_eq!(again("period=day&date=&from=&to="), "", "an empty day is none");
    }

    #[test]
    fn the_gateway_is_told_what_differs_from_the_vendors_defaults() {
        assert_eq!(list_query(&default_list_request(), &ListRequest::default()), "limit=20");
        let ten = ConsoleLocation::parse("limit=10").list;
        assert_eq!(list_query(&ten, &ListRequest::default()), "");
    }
}
