//! What may be asked of the list. Every value of every type here is one that 004 documents.

use std::num::NonZeroU32;

use serde::{Serialize, Serializer, ser::SerializeMap};
use time::{Date, Month};

/// A request for one page; it is serialised in the vendor's field names, without the token, which only the gateway knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListRequest {
    /// Which days.
    pub period: Period,
    /// Which rooms.
    pub status: StatusFilter,
    /// By which date they are ordered.
    pub sort: SortKey,
    /// Which way.
    pub order: Order,
    /// How many rooms a page has.
    pub limit: PageSize,
    /// 페이지 번호, from 1.
    pub page: NonZeroU32,
}

impl ListRequest {
    /// Returns the same JSON as `Serialize`, for the viewer, which does not contain a serializer.
    pub fn to_json(&self) -> String {
        let days = match self.period {
            Period::Today => String::new(),
            Period::Day(day) => format!(r#""ndate":"{day}","#),
            Period::Between(first, last) => format!(r#""sdate":"{first}","edate":"{last}","#),
        };
        let (status, sort, order) = (self.status.value(), self.sort.value(), self.order.value());
        let (limit, page) = (self.limit.rooms(), self.page);
        format!(
            r#"{{{days}"status":{status},"sort_key":"{sort}","sort_value":"{order}","limit":{limit},"page":{page}}}"#
        )
    }
}

impl Default for ListRequest {
    fn default() -> Self {
        Self {
            period: Period::default(),
            status: StatusFilter::default(),
            sort: SortKey::default(),
            order: Order::default(),
            limit: PageSize::default(),
            page: NonZeroU32::MIN,
        }
    }
}

/// Which days are searched. The vendor's own precedence is from–to, one day, today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// The current day in Korea: no field is sent.
    #[default]
    Today,
    /// One day (`ndate`).
    Day(Day),
    /// From the first to the last day (`sdate`, `edate`). The vendor refuses long ones (-504).
    Between(Day, Day),
}

/// A calendar day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// Reads `YYYY-MM-DD`, and nothing else; `None` for what is no such day.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten()
        };
        if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
            return None;
        }
        let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok().map(Self)
    }
}

impl Day {
    /// How many days a period from this one to `last` has, both counted; negative when `last` is before it.
    pub fn days_to(self, last: Self) -> i64 {
        (last.0 - self.0).whole_days() + 1
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

fn is_written(value: impl std::fmt::Display, text: &str) -> bool {
    value.to_string() == text
}

/// An enum of documented values: each value stands here once.
macro_rules! values {
    ($(#[$about:meta])* $Name:ident: $Value:ty { $($(#[$doc:meta])+ $Variant:ident = $value:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $Name {
            $($(#[$doc])+ $Variant,)+
        }

        impl $Name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// What is sent.
            pub fn value(self) -> $Value {
                match self {
                    $(Self::$Variant => $value,)+
                }
            }

            /// Told by what is sent, exactly; `None` for anything undocumented.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| is_written(known.value(), text))
            }
        }
    };
}

values! {
    /// `status` as a filter: unlike in answers, 99 is all, and 4 can't be asked for.
    StatusFilter: i64 {
        /// 전체.
        #[default]
        All = 99,
        /// 상담 대기 (of the bot).
        BotWaiting = -2,
        /// 챗봇 진행중.
        Bot = -1,
        /// 접수 대기.
        Waiting = 0,
        /// 진행중.
        Open = 1,
        /// 완료.
        Closed = 2,
        /// 삭제.
        Deleted = 3,
    }
}

values! {
    /// `sort_key`.
    SortKey: &'static str {
        /// When the room was opened.
        #[default]
        RegDate = "reg_date",
        /// When it was closed. The spelling is the vendor's.
        ComplateDate = "complate_date",
    }
}

values! {
    /// `sort_value`.
    Order: &'static str {
        /// Oldest first.
        Ascending = "asc",
        /// Newest first.
        #[default]
        Descending = "desc",
    }
}

/// `limit`: 1 to 50 rooms a page; 10 unless told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageSize(u8);

impl PageSize {
    /// `None` outside 1 to 50.
    pub fn new(rooms: u8) -> Option<Self> {
        (1..=50).contains(&rooms).then_some(Self(rooms))
    }

    /// Rooms a page.
    pub fn rooms(self) -> u8 {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(10)
    }
}

impl Serialize for ListRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.period {
            Period::Today => {}
            Period::Day(day) => map.serialize_entry("ndate", &day.to_string())?,
            Period::Between(first, last) => {
                map.serialize_entry("sdate", &first.to_string())?;
                map.serialize_entry("edate", &last.to_string())?;
            }
        }
        map.serialize_entry("status", &self.status.value())?;
        map.serialize_entry("sort_key", self.sort.value())?;
        map.serialize_entry("sort_value", self.order.value())?;
        map.serialize_entry("limit", &self.limit.rooms())?;
        map.serialize_entry("page", &self.page)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(request: ListRequest) -> String {
        let sent = serde_json::to_string(&request).expect("a request is JSON");
        assert_eq!(request.to_json(), sent, "both ways of writing a request are one");
        sent
    }

    #[test]
    fn an_unchanged_request_asks_for_the_documented_defaults() {
        let defaults = r#"{"status":99,"sort_key":"reg_date","sort_value":"desc","limit":10,"page":1}"#;
        assert_eq!(sent(ListRequest::default()), defaults);
    }

    #[test]
    fn a_request_is_sent_in_the_vendor_s_names() {
        let day = |text| Day::parse(text).expect("a day");
        let request = ListRequest {
            period: Period::Between(day("2025-09-01"), day("2025-09-30")),
            status: StatusFilter::BotWaiting,
            sort: SortKey::ComplateDate,
            order: Order::Ascending,
            limit: PageSize::new(50).expect("the most"),
            page: NonZeroU32::MIN.saturating_add(2),
        };
        assert_eq!(
            sent(request),
            r#"{"sdate":"2025-09-01","edate":"2025-09-30","status":-2,"sort_key":"complate_date","sort_value":"asc","limit":50,"page":3}"#
        );
        let one_day = ListRequest { period: Period::Day(day("2025-10-01")), ..request };
        assert!(sent(one_day).starts_with(r#"{"ndate":"2025-10-01","status""#));
    }

    #[test]
    fn only_documented_values_can_be_asked() {
        assert_eq!(StatusFilter::parse("99"), Some(StatusFilter::All));
        assert_eq!(StatusFilter::parse("4"), None, "4 only ever comes back");
        for text in ["", "+1", " 1", "01", "all"] {
            assert_eq!(StatusFilter::parse(text), None, "{text}");
        }
        assert_eq!(SortKey::parse("complete_date"), None);
        assert_eq!(Order::parse("ASC"), None);
        assert_eq!((PageSize::new(0), PageSize::new(51)), (None, None));
        assert_eq!(PageSize::new(1).map(PageSize::rooms), Some(1));
    }

    #[test]
    fn a_period_counts_its_first_and_its_last_day() {
        let day = |text| Day::parse(text).expect("a day");
        assert_eq!(day("2025-10-01").days_to(day("2025-10-01")), 1);
        assert_eq!(day("2025-08-31").days_to(day("2025-10-01")), 32);
        assert_eq!(day("2025-10-02").days_to(day("2025-10-01")), 0);
    }

    #[test]
    fn a_day_is_written_one_way() {
        assert_eq!(Day::parse("2024-02-29").map(|day| day.to_string()).as_deref(), Some("2024-02-29"));
        for text in [
            "2025-02-29",
            "2025-2-9",
            "25-02-09",
            "2025/02/09",
            "2025-02-09 ",
            "",
            "2025-13-01",
            "+025-01-01",
            "가나다라",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
