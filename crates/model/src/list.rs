//! The list of rooms: what `chat_room_lists` is asked, and its answer (004).
//!
//! The request can only be made within the documented values; the answer is read as leniently as a room is.

use crate::{
    document, lenient,
    note::Repair,
    room::RoomInfo,
    transcript::{Decoded, Failure, NotJson},
    wire::{JsonKind, Node, Notes, Object},
};

mod request;

pub use request::{Day, ListRequest, Order, PageSize, Period, SortKey, StatusFilter};

/// What the vendor answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListAnswer {
    /// `result: "success"`.
    Page(Page),
    /// `result: "fail"`.
    Failure(Failure),
}

/// One page of the list. The numbers are `None` where none, or no number, was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// 페이지 번호, from 1.
    pub page: Option<u64>,
    /// 한 페이지당 상담방 출력 수.
    pub limit: Option<u64>,
    /// 상담방 개수, of all pages.
    pub total_count: Option<u64>,
    /// `chat_list`, in the order sent; rows that are no object are left out, noted.
    pub rooms: Vec<RoomInfo>,
}

/// Reads a `chat_room_lists` answer.
///
/// # Errors
/// [`NotJson`] when the bytes are not one whole JSON object.
pub fn decode(bytes: &[u8]) -> Result<Decoded<ListAnswer>, NotJson> {
    let notes = Notes::default();
    let json = document::object(bytes, &notes)?;
    let root = Node::root(json, &notes);
    let value = root.object().map_or_else(|| ListAnswer::Page(Page::default()), |answer| read(&answer));
    Ok(Decoded { value, notes: notes.into_vec() })
}

fn read(answer: &Object<'_>) -> ListAnswer {
    let result = answer.get("result");
    let data = answer.get("data");
    let is_success = match lenient::code(&result, &["success", "fail"]).as_deref() {
        Some("success") => true,
        Some("fail") => false,
        _ => {
            result.note(Repair::ResultUnclear);
            data.json().is_some()
        }
    };
    if !is_success {
        return ListAnswer::Failure(Failure {
            code: lenient::integer(&answer.get("code")),
            message: lenient::text(&answer.get("message")).unwrap_or_default(),
        });
    }
    ListAnswer::Page(data.object().map_or_else(Page::default, |data| page(&data)))
}

fn page(data: &Object<'_>) -> Page {
    let count = |name: &str| lenient::integer(&data.get(name)).and_then(|count| u64::try_from(count).ok());
    let rows = data.get("chat_list");
    Page {
        page: count("page"),
        limit: count("limit"),
        total_count: count("total_count"),
        rooms: lenient::items(&rows).iter().filter_map(room).collect(),
    }
}

fn room(row: &Node<'_>) -> Option<RoomInfo> {
    if row.kind() != JsonKind::Object {
        row.note_wrong();
        return None;
    }
    Some(RoomInfo::read(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, Document, Expect};

    fn page_of(name: &str) -> (Page, Vec<crate::Note>) {
        let read = decode(fixtures::by_name(name).expect(name).bytes).expect(name);
        match read.value {
            ListAnswer::Page(page) => (page, read.notes),
            ListAnswer::Failure(failure) => panic!("{name}: {failure:?}"),
        }
    }

    #[test]
    fn every_list_of_the_corpus_is_what_it_should_be() {
        for fixture in fixtures::of(Document::RoomList) {
            let read = decode(fixture.bytes).expect(fixture.name).value;
            match (fixture.expect, read) {
                (Expect::List(count), ListAnswer::Page(page)) => {
                    assert_eq!(page.rooms.len(), count, "{}", fixture.name);
                }
                (Expect::Failure(code), ListAnswer::Failure(failure)) => assert_eq!(failure.code, code),
                (expect, read) => panic!("{}: {expect:?}, {read:?}", fixture.name),
            }
        }
    }

    #[test]
    fn the_documented_list_is_read_without_a_repair() {
        let (page, notes) = page_of("room-list");
        assert_eq!((page.page, page.limit, page.total_count), (Some(1), Some(10), Some(2)));
        assert_eq!(notes, []);
        let last: Vec<_> = page.rooms.iter().filter_map(|room| room.last_message.as_deref()).collect();
        assert_eq!(last, ["상담원이 종료하였습니다.", "고객님이 종료하였습니다."]);
    }

    #[test]
    fn numbers_may_be_text_and_rows_may_have_holes() {
        let (page, notes) = page_of("list-numbers-as-text");
        assert_eq!((page.page, page.limit, page.total_count), (Some(2), Some(50), Some(1051)));
        let ids: Vec<_> = page.rooms.iter().filter_map(|room| room.id.as_deref()).collect();
        assert_eq!(ids, ["a", "b"]);
        assert!(notes.iter().any(|note| note.pointer == "/data/chat_list" && note.repair == Repair::NumberedList));
    }

    #[test]
    fn a_row_that_is_no_object_costs_only_itself() {
        let (_, notes) = page_of("list-rows-no-objects");
        let places: Vec<_> = notes.iter().map(|note| note.pointer.as_str()).collect();
        assert_eq!(places, ["/data/chat_list/0", "/data/chat_list/2"]);
    }

    #[test]
    fn a_number_that_is_none_or_negative_is_not_known() {
        let read = decode(br#"{"result":"success","data":{"page":"x","limit":-1,"total_count":null}}"#).expect("JSON");
        assert_eq!(read.value, ListAnswer::Page(Page::default()));
    }
}
