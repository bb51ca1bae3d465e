//! The list of rooms: what a row says, how many pages there are, and why there is none.

use happytalk_model::{
    Room, RoomId,
    list::{ListRequest, Page, Period},
    room::RoomInfo,
};

use super::{
    failure::FailureKind,
    header::{self, Fact, Facts, Tone, counselor_name, customer_name, tone},
    time,
};
use crate::words::Words;

/// A room in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRow {
    /// How it is opened; `None` where what was sent can't be an id.
    pub id: Option<RoomId>,
    /// Title, or words for none.
    pub title: String,
    /// Status chip.
    pub status: Option<(Tone, String)>,
    /// What was said last.
    pub last: Option<String>,
    /// Customer, counselor and channel: told by what they are called.
    pub people: Vec<Fact>,
    /// When it was opened and closed, and the order number.
    pub facts: Vec<Fact>,
}

/// How a room is opened, if it can be.
pub fn id(info: &RoomInfo) -> Option<RoomId> {
    info.id.as_deref().and_then(RoomId::parse)
}

/// A row of the list, in words. `now` is the room itself, when it has gone on since, and what was said last there.
pub fn row(info: &RoomInfo, now: Option<(&Room, Option<String>)>, words: &Words) -> RoomRow {
    let field = &words.field;
    let (mut people, mut facts) = (Facts::default(), Facts::default());
    let (room, last) = now.unzip();
    let of_now = room.map(|room| &*room.info);
    let status = room.and_then(header::status).or(info.status.as_ref());
    people.text(field.customer, customer_name(info));
    people.text(field.counselor, of_now.and_then(counselor_name).or(counselor_name(info)));
    people.text(field.channel, info.channel.as_ref().map(words.channel).as_deref());
    facts.moment(field.opened, info.opened_at);
    facts.moment(field.closed, of_now.and_then(|now| now.closed_at).or(info.closed_at));
    facts.text(field.order, info.order_number.as_deref());
    RoomRow {
        id: id(info),
        title: info.title.as_deref().unwrap_or(words.untitled).to_owned(),
        status: status.map(|status| (tone(status), (words.status)(status))),
        last: last.flatten().or_else(|| info.last_message.clone()),
        people: people.known(),
        facts: facts.known(),
    }
}

/// Where a page stands among all pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// Rooms in all; `None` when the vendor did not say.
    pub total: Option<u64>,
    /// This page, from 1.
    pub page: u32,
    /// How many there are, at least this one; `None` when nobody can say.
    pub count: Option<u64>,
    /// Whether there is one after it.
    pub has_next: bool,
}

/// The pages, by what was asked and what was answered.
pub fn pages(asked: &ListRequest, answer: &Page) -> Pages {
    let (page, limit) = (asked.page.get(), u64::from(asked.limit.rooms()));
    let total = answer.total_count;
    let count = total.map(|total| total.div_ceil(limit).max(1));
    // Without a total, a full page may have one after it.
    let has_next = count.map_or(answer.rooms.len() as u64 >= limit, |count| u64::from(page) < count);
    Pages { total, page, count, has_next }
}

/// A count with its thousands set apart: `1,051`.
pub fn grouped(count: u64) -> String {
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

/// Why there is no list. A period that the vendor found too long (-504) is named.
pub fn failure(kind: FailureKind, vendor_code: Option<i32>, asked: &ListRequest, words: &Words) -> String {
    match (vendor_code, asked.period) {
        (Some(TOO_LONG), Period::Between(from, to)) => {
            let (first, last) = (time::dots(&from.to_string()), time::dots(&to.to_string()));
            (words.list.too_long)(&first, &last, from.days_to(to))
        }
        (Some(REFUSED | UNAUTHORIZED), _) => words.refused_credentials.to_owned(),
        _ => (words.list.failure)(kind).to_owned(),
    }
}

/// `overDate` (004).
pub const TOO_LONG: i32 = -504;
/// `token` (004).
const REFUSED: i32 = -501;
/// `unAuthorized` (004).
const UNAUTHORIZED: i32 = -502;

/// Why there is no room, by the proxy's answer and the vendor's own code.
pub fn room_failure(kind: FailureKind, vendor_code: Option<i32>, words: &Words) -> &'static str {
    match vendor_code {
        Some(REFUSED | UNAUTHORIZED) => words.refused_credentials,
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
    fn a_row_of_the_documents_says_who_where_and_when() {
        let rows: Vec<_> = page("room-list").rooms.iter().map(|room| row(room, None, Words::of(Lang::Ko))).collect();
        assert_eq!(rows[0].title, "1:1 채팅 상담 문의 드립니다.");
        assert_eq!(rows[0].last.as_deref(), Some("상담원이 종료하였습니다."));
        assert_eq!(rows[0].status, Some((Tone::Waiting, "접수 대기".to_owned())));
        assert_eq!(
            values(&rows[0].people),
            [("고객", "1000225570_lc_test1"), ("상담원", "test-lc"), ("채널", "해피톡")]
        );
        assert_eq!(rows[0].facts.len(), 1, "opened, and no more");
        assert_eq!(values(&rows[1].people)[0], ("고객", "testuser"));
        let names: Vec<_> = rows[1].facts.iter().map(|fact| &*fact.name).collect();
        assert_eq!(names, ["접수", "종료"]);
        assert_eq!(rows[1].id.as_ref().map(RoomId::as_str), Some("uvR3XrI8jtybTq6ZfploAOxJcKNLCG"));
    }

    #[test]
    fn a_room_without_anything_is_still_a_row_but_cannot_be_opened() {
        let nothing = row(&RoomInfo::default(), None, Words::of(Lang::En));
        assert_eq!((nothing.id, nothing.title.as_str()), (None, "Untitled conversation"));
        assert!(nothing.people.is_empty() && nothing.facts.is_empty() && nothing.status.is_none());
        let odd = RoomInfo { id: Some("../x".into()), status: Some(Status::Closed), ..RoomInfo::default() };
        assert_eq!(row(&odd, None, Words::of(Lang::Ko)).id, None);
    }

    #[test]
    fn the_row_of_a_room_that_goes_on_says_what_the_room_does() {
        let (listed, words) = (&page("room-list").rooms[0], Words::of(Lang::Ko));
        let closed_at = page("room-list").rooms[1].closed_at;
        let now = RoomInfo { counselor_nickname: Some("해피".into()), closed_at, ..RoomInfo::default() };
        let room = Room { info: now.into(), rows: Vec::new(), ended: true };
        let said = row(listed, Some((&room, Some("감사합니다.".into()))), words);
        assert_eq!((said.status, said.last.as_deref()), (Some((Tone::Done, "완료".to_owned())), Some("감사합니다.")));
        assert_eq!(values(&said.people)[1], ("상담원", "해피"));
        assert_eq!(said.facts.len(), 2, "opened and closed");
        // What the room does not say stays.
        let silent = Room { info: RoomInfo::default().into(), rows: Vec::new(), ended: false };
        assert_eq!(row(listed, Some((&silent, None)), words), row(listed, None, words));
    }

    #[test]
    fn pages_are_counted_by_what_was_asked() {
        let answer =
            |total, rooms| Page { total_count: total, rooms: vec![RoomInfo::default(); rooms], ..Page::default() };
        let asked = ConsoleLocation::parse("limit=50&page=2").list;
        let of = |total, rooms| pages(&asked, &answer(total, rooms));
        assert_eq!(of(Some(1051), 50), Pages { total: Some(1051), page: 2, count: Some(22), has_next: true });
        assert_eq!(of(Some(100), 50), Pages { total: Some(100), page: 2, count: Some(2), has_next: false });
        assert_eq!(of(Some(0), 0).count, Some(1));
        assert!(of(None, 50).has_next && !of(None, 49).has_next);
    }

    #[test]
    fn thousands_stand_apart() {
        let texts = [0, 999, 1051, 1_000_000].map(grouped);
        assert_eq!(texts, ["0", "999", "1,051", "1,000,000"]);
    }

    #[test]
    fn a_period_that_is_too_long_is_named_and_refused_credentials_are_nobodys_mistake_here() {
        let words = Words::of(Lang::Ko);
        let asked = ConsoleLocation::parse("from=2025-08-01&to=2025-10-01").list;
        let said = |kind, code| failure(kind, code, &asked, words);
        let too_long = said(FailureKind::BadRequest, Some(-504));
        assert_eq!(too_long, "조회 기간이 너무 깁니다(2025.08.01~2025.10.01, 62일). 기간을 줄여 다시 조회해 주세요.");
        for code in [-501, -502] {
            assert!(said(FailureKind::Vendor, Some(code)).contains("인증 정보"), "{code}");
            assert_eq!(room_failure(FailureKind::Vendor, Some(code), words), words.refused_credentials);
        }
        assert_eq!(room_failure(FailureKind::NotFound, Some(-503), words), "상담방을 찾을 수 없습니다.");
        assert!(said(FailureKind::Forbidden, None).contains("목록을 볼 권한"));
    }
}
