//! View model of the room list: its items, its pagination and its failure messages.

use happytalk_model::{
    Room, RoomId,
    list::{ListRequest, Page, Period},
    room::RoomInfo,
};

use super::{
    failure::FailureKind,
    header::{self, FieldList, RoomField, StatusTone, counselor_name, customer_name, tone},
    time,
};
use crate::words::Words;

/// Item of the room list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomListItem {
    /// Title, or the label for an untitled room.
    pub title: String,
    /// Status chip: its tone and its label.
    pub status: Option<(StatusTone, String)>,
    /// Summary of the last message.
    pub last_message: Option<String>,
    /// Customer, counselor and channel.
    pub people: Vec<RoomField>,
    /// Opening time, closing time and order number.
    pub fields: Vec<RoomField>,
}

/// Returns the id of a room; `None` if the vendor sent no valid id, so that the room can't be opened.
pub fn room_id(info: &RoomInfo) -> Option<RoomId> {
    info.id.as_deref().and_then(RoomId::parse)
}

/// Returns the list item of a room.
///
/// `live` is the open room, which may be newer than the list, with the summary of its last message.
pub fn room_list_item(info: &RoomInfo, live: Option<(&Room, Option<String>)>, words: &Words) -> RoomListItem {
    let field = &words.field;
    let (mut people, mut fields) = (FieldList::default(), FieldList::default());
    let (room, last) = live.unzip();
    let live_info = room.map(|room| &*room.info);
    let status = room.and_then(header::status).or(info.status.as_ref());
    people.text(field.customer, customer_name(info));
    people.text(field.counselor, live_info.and_then(counselor_name).or(counselor_name(info)));
    people.text(field.channel, info.channel.as_ref().map(words.channel).as_deref());
    fields.moment(field.opened, info.opened_at);
    fields.moment(field.closed, live_info.and_then(|info| info.closed_at).or(info.closed_at));
    fields.text(field.order, info.order_number.as_deref());
    RoomListItem {
        title: info.title.as_deref().unwrap_or(words.untitled).to_owned(),
        status: status.map(|status| (tone(status), (words.status)(status))),
        last_message: last.flatten().or_else(|| info.last_message.clone()),
        people: people.into_known(),
        fields: fields.into_known(),
    }
}

/// Position of a page within the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pagination {
    /// Total number of rooms; `None` if the vendor did not send it.
    pub total: Option<u64>,
    /// Page number, from 1.
    pub page: u32,
    /// Number of pages, at least 1; `None` if the total is unknown.
    pub count: Option<u64>,
    /// Whether a next page exists.
    pub has_next: bool,
}

/// Returns the pagination of a response.
pub fn pagination(request: &ListRequest, response: &Page) -> Pagination {
    let (page, limit) = (request.page.get(), u64::from(request.limit.rooms()));
    let total = response.total_count;
    let count = total.map(|total| total.div_ceil(limit).max(1));
    // Without a total, a full page may be followed by another one.
    let has_next = count.map_or(response.rooms.len() as u64 >= limit, |count| u64::from(page) < count);
    Pagination { total, page, count, has_next }
}

/// Formats a number with thousands separators: `1,051`.
pub fn group_thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns the message to show when the list failed to load.
///
/// The message contains the period if the vendor rejected it as too long (-504).
pub fn list_failure_message(
    kind: FailureKind,
    vendor_code: Option<i32>,
    request: &ListRequest,
    words: &Words,
) -> String {
    match (vendor_code, request.period) {
        (Some(PERIOD_TOO_LONG), Period::Between(from, to)) => {
            let (first, last) = (time::format_day(&from.to_string()), time::format_day(&to.to_string()));
            (words.list.too_long)(&first, &last, from.days_to(to))
        }
        (Some(INVALID_TOKEN | UNAUTHORIZED), _) => words.refused_credentials.to_owned(),
        _ => (words.list.failure)(kind).to_owned(),
    }
}

/// Vendor code `overDate` (document 004): the period is too long.
pub const PERIOD_TOO_LONG: i32 = -504;
/// Vendor code `token` (document 004).
const INVALID_TOKEN: i32 = -501;
/// Vendor code `unAuthorized` (document 004).
const UNAUTHORIZED: i32 = -502;

/// Returns the message to show when a room failed to load.
pub fn room_failure_message(kind: FailureKind, vendor_code: Option<i32>, words: &Words) -> &'static str {
    match vendor_code {
        Some(INVALID_TOKEN | UNAUTHORIZED) => words.refused_credentials,
        _ => (words.failure)(kind),
    }
}

#[cfg(test)]
mod tests {
    use happytalk_model::{
        fixtures,
        list::{self, ListAnswer},
        status::Status,
    };

    use super::*;
    use crate::{header::tests::values, location::ConsoleLocation, options::Lang};

    fn page(name: &str) -> Page {
        match list::decode(fixtures::by_name(name).expect(name).bytes).expect(name).value {
            ListAnswer::Page(page) => page,
            ListAnswer::Failure(failure) => panic!("{failure:?}"),
        }
    }

    #[test]
    fn documented_rooms_become_list_items() {
        let rows: Vec<_> =
            page("room-list").rooms.iter().map(|room| room_list_item(room, None, Words::of(Lang::Ko))).collect();
        assert_eq!(rows[0].title, "1:1 채팅 상담 문의 드립니다.");
        assert_eq!(rows[0].last_message.as_deref(), Some("상담원이 종료하였습니다."));
        assert_eq!(rows[0].status, Some((StatusTone::Waiting, "접수 대기".to_owned())));
        assert_eq!(
            values(&rows[0].people),
            [("고객", "1000225570_lc_test1"), ("상담원", "test-lc"), ("채널", "해피톡")]
        );
        assert_eq!(rows[0].fields.len(), 1, "only the opening time");
        assert_eq!(values(&rows[1].people)[0], ("고객", "testuser"));
        let names: Vec<_> = rows[1].fields.iter().map(|field| &*field.name).collect();
        assert_eq!(names, ["접수", "종료"]);
        let id = room_id(&page("room-list").rooms[1]);
        assert_eq!(id.as_ref().map(RoomId::as_str), Some("uvR3XrI8jtybTq6ZfploAOxJcKNLCG"));
    }

    #[test]
    fn a_room_without_a_valid_id_is_listed_but_cannot_be_opened() {
        let empty = room_list_item(&RoomInfo::default(), None, Words::of(Lang::En));
        assert_eq!((room_id(&RoomInfo::default()), empty.title.as_str()), (None, "Untitled conversation"));
        assert!(empty.people.is_empty() && empty.fields.is_empty() && empty.status.is_none());
        let invalid = RoomInfo { id: Some("../x".into()), status: Some(Status::Closed), ..RoomInfo::default() };
        assert_eq!(room_id(&invalid), None);
    }

    #[test]
    fn the_item_of_the_open_room_is_up_to_date() {
        let (listed, words) = (&page("room-list").rooms[0], Words::of(Lang::Ko));
        let closed_at = page("room-list").rooms[1].closed_at;
        let info = RoomInfo { counselor_nickname: Some("해피".into()), closed_at, ..RoomInfo::default() };
        let room = Room { info: info.into(), rows: Vec::new(), ended: true };
        let item = room_list_item(listed, Some((&room, Some("감사합니다.".into()))), words);
        assert_eq!(
            (item.status, item.last_message.as_deref()),
            (Some((StatusTone::Done, "완료".to_owned())), Some("감사합니다."))
        );
        assert_eq!(values(&item.people)[1], ("상담원", "해피"));
        assert_eq!(item.fields.len(), 2, "opening and closing time");
        // Fields that the open room lacks are taken from the list.
        let empty = Room { info: RoomInfo::default().into(), rows: Vec::new(), ended: false };
        assert_eq!(room_list_item(listed, Some((&empty, None)), words), room_list_item(listed, None, words));
    }

    #[test]
    fn pagination_follows_the_request_and_the_total() {
        let response =
            |total, rooms| Page { total_count: total, rooms: vec![RoomInfo::default(); rooms], ..Page::default() };
        let request = ConsoleLocation::parse("limit=50&page=2").list;
        let of = |total, rooms| pagination(&request, &response(total, rooms));
        assert_eq!(of(Some(1051), 50), Pagination { total: Some(1051), page: 2, count: Some(22), has_next: true });
        assert_eq!(of(Some(100), 50), Pagination { total: Some(100), page: 2, count: Some(2), has_next: false });
        assert_eq!(of(Some(0), 0).count, Some(1));
        assert!(of(None, 50).has_next && !of(None, 49).has_next);
    }

    #[test]
    fn thousands_are_separated() {
        let texts = [0, 999, 1051, 1_000_000].map(group_thousands);
        assert_eq!(texts, ["0", "999", "1,051", "1,000,000"]);
    }

    #[test]
    fn failure_messages_name_an_overlong_period_and_rejected_credentials() {
        let words = Words::of(Lang::Ko);
        let request = ConsoleLocation::parse("from=2025-08-01&to=2025-10-01").list;
        let message = |kind, code| list_failure_message(kind, code, &request, words);
        let too_long = message(FailureKind::BadRequest, Some(-504));
        assert_eq!(too_long, "조회 기간이 너무 깁니다(2025.08.01~2025.10.01, 62일). 기간을 줄여 다시 조회해 주세요.");
        for code in [-501, -502] {
            assert!(message(FailureKind::Vendor, Some(code)).contains("인증 정보"), "{code}");
            assert_eq!(room_failure_message(FailureKind::Vendor, Some(code), words), words.refused_credentials);
        }
        assert_eq!(room_failure_message(FailureKind::NotFound, Some(-503), words), "상담방을 찾을 수 없습니다.");
        assert!(message(FailureKind::Forbidden, None).contains("목록을 볼 권한"));
    }
}
