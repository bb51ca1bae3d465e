//! Tests of opening and closing rooms.

use super::*;

#[test]
fn first_click_pushes_a_history_entry_and_further_clicks_push_more() {
    let mut console = console("");
    let effects = console.apply(Event::RowClicked(1), focused(WIDE, FocusArea::List));
    assert_eq!(effects, [open("b").as_slice(), &[select("b"), navigate("selected=b", Step::Push)]].concat());
    let effects = console.apply(Event::RowClicked(2), focused(WIDE, FocusArea::List));
    assert_eq!(effects, [open("c").as_slice(), &[select("c"), navigate("selected=c", Step::Push)]].concat());
    assert_eq!(console.tab_stop(), 2);
}

#[test]
fn click_on_the_open_room_does_nothing() {
    let mut console = console("selected=b");
    assert_eq!(console.apply(Event::RowClicked(1), WIDE), []);
}

#[test]
fn row_without_a_valid_id_is_not_opened() {
    let mut console = console("");
    console.apply(page(&["../x", "b"], None), WIDE);
    assert_eq!(console.apply(Event::RowClicked(0), WIDE), []);
    assert_eq!(console.apply(Event::RowClicked(9), WIDE), []);
}

#[test]
fn room_set_by_the_page_is_opened_without_events() {
    let mut console = console("");
    assert_eq!(console.apply(Event::RoomSet(Some(room("x"))), WIDE), open("x"));
    assert_eq!(console.apply(Event::RoomSet(Some(room("x"))), WIDE), [], "the host's attribute echoes it");
    assert_eq!(console.apply(Event::RoomSet(None), WIDE), close());
    assert_eq!(console.apply(Event::RoomSet(None), WIDE), []);
}

#[test]
fn room_follows_the_arrow_keys_after_a_delay() {
    let mut console = console("selected=a");
    let list = focused(WIDE, FocusArea::List);
    for row in [1, 2] {
        let effects = console.apply(Event::RowFocused(row), list);
        assert_eq!(effects, [focus(FocusTarget::Row(row)), ConsoleEffect::StartSelectionDelay]);
        assert_eq!((console.tab_stop(), console.selected_room()), (row, Some(&room("a"))));
    }
    let effects = console.apply(Event::SelectionDelayElapsed, list);
    assert_eq!(effects, [open("c").as_slice(), &[select("c"), navigate("selected=c", Step::Replace)]].concat());
    assert_eq!(console.apply(Event::SelectionDelayElapsed, list), [], "only once");
}

#[test]
fn first_room_opened_by_an_arrow_key_pushes_a_history_entry() {
    let mut console = console("");
    console.apply(Event::RowFocused(1), WIDE);
    let effects = console.apply(Event::SelectionDelayElapsed, WIDE);
    assert_eq!(effects.last(), Some(&navigate("selected=b", Step::Push)));
}

#[test]
fn any_other_event_cancels_the_selection_by_arrow_key() {
    let moves = [
        Event::RowClicked(3),
        Event::RoomSet(None),
        Event::FiltersSubmitted(request("status=1")),
        Event::AdjacentRoomRequested(Forward),
        Event::RoomLeft,
    ];
    for other in moves {
        let mut console = console("selected=a");
        console.apply(Event::RowFocused(2), WIDE);
        console.apply(other.clone(), WIDE);
        assert_eq!(console.apply(Event::SelectionDelayElapsed, WIDE), [], "{other:?}");
    }
}

#[test]
fn arrow_keys_open_no_room_while_the_transcript_is_hidden() {
    let mut console = console("");
    let list = focused(NARROW_LIST, FocusArea::List);
    assert_eq!(console.apply(Event::RowFocused(1), list), [focus(FocusTarget::Row(1))]);
    assert_eq!(console.apply(Event::SelectionDelayElapsed, list), []);
    // The element became narrow during the delay.
    console.apply(Event::RowFocused(2), WIDE);
    assert_eq!(console.apply(Event::SelectionDelayElapsed, list), []);
}

#[test]
fn adjacent_rooms_replace_the_history_entry() {
    let mut console = console("selected=b");
    let effects = console.apply(Event::AdjacentRoomRequested(Forward), WIDE);
    let moved = [select("c"), navigate("selected=c", Step::Replace), ConsoleEffect::View(ViewEffect::ScrollToRow(2))];
    assert_eq!(effects, [open("c").as_slice(), &moved].concat());
    let effects = console.apply(Event::AdjacentRoomRequested(Backward), WIDE);
    assert_eq!(effects.last(), Some(&ConsoleEffect::View(ViewEffect::ScrollToRow(1))));
}

#[test]
fn there_is_no_room_before_the_first_or_after_the_last() {
    let mut first = console("selected=a");
    assert_eq!(
        (first.adjacent_room(Backward), first.apply(Event::AdjacentRoomRequested(Backward), WIDE)),
        (None, vec![])
    );
    assert_eq!(console("selected=d").adjacent_room(Forward), None);
}

#[test]
fn first_row_follows_a_room_outside_the_list() {
    let elsewhere = console("selected=x");
    assert_eq!((elsewhere.adjacent_room(Forward), elsewhere.adjacent_room(Backward)), (Some(0), None));
    let none = console("");
    assert_eq!((none.adjacent_room(Forward), none.adjacent_room(Backward)), (Some(0), None));
}

#[test]
fn rows_that_cannot_be_opened_are_skipped() {
    let mut console = console("selected=a");
    console.apply(page(&["a", "../x", "", "b"], None), WIDE);
    assert_eq!(console.adjacent_room(Forward), Some(3));
    console.apply(Event::RowClicked(3), WIDE);
    assert_eq!(console.adjacent_room(Backward), Some(0));
}

#[test]
fn there_is_no_adjacent_room_while_the_list_is_loading() {
    let mut console = console("selected=b");
    console.apply(Event::FiltersSubmitted(request("status=1")), WIDE);
    assert_eq!((console.adjacent_room(Forward), console.adjacent_room(Backward)), (None, None));
}

#[test]
fn leaving_a_room_steps_back_in_the_history() {
    let mut console = console("page=2&selected=b");
    let effects = console.apply(Event::RoomLeft, WIDE);
    assert_eq!(effects, [close().as_slice(), &[navigate("page=2", Step::Back)]].concat());
    assert_eq!(console.visible_pane(), Pane::List);
}
