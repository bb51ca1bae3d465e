//! Tests of focus moves.

use super::*;

#[test]
fn focus_in_a_message_moves_to_the_body_until_the_next_room_arrives() {
    let mut console = console("selected=a");
    let effects = console.apply(Event::AdjacentRoomRequested(Forward), focused(WIDE, FocusArea::Transcript));
    assert_eq!(effects[2..4], [focus(FocusTarget::TranscriptBody), REQUEST_TRANSCRIPT_FOCUS]);
    assert_eq!(effects.last(), Some(&ConsoleEffect::View(ViewEffect::ScrollToRow(1))));
}

#[test]
fn focus_in_the_list_moves_to_the_row_of_the_adjacent_room() {
    let mut console = console("selected=a");
    let effects = console.apply(Event::AdjacentRoomRequested(Forward), focused(WIDE, FocusArea::List));
    assert_eq!(effects.last(), Some(&focus(FocusTarget::Row(1))));
}

#[test]
fn opening_a_room_that_hides_the_list_focuses_the_back_button() {
    for area in [FocusArea::List, FocusArea::Filters, FocusArea::Bars] {
        let mut console = console("");
        let effects = console.apply(Event::RowClicked(2), focused(NARROW_LIST, area));
        assert_eq!(effects[2], focus_after_render(FocusTarget::BackButton), "{area:?}");
    }
    let mut console = console("");
    let effects = console.apply(Event::AdjacentRoomRequested(Forward), focused(NARROW_LIST, FocusArea::List));
    assert_eq!(effects.last(), Some(&ConsoleEffect::View(ViewEffect::ScrollToRow(0))), "its row is hidden");
}

#[test]
fn opening_a_room_from_outside_keeps_the_focus_outside() {
    let mut console = console("");
    assert_eq!(console.apply(Event::RoomSet(Some(room("b"))), NARROW_LIST), open("b"));
}

#[test]
fn opening_a_room_beside_the_list_keeps_the_focus_on_its_row() {
    let mut console = console("");
    let effects = console.apply(Event::RowClicked(2), focused(WIDE, FocusArea::List));
    assert!(effects.iter().all(|effect| !matches!(effect, ConsoleEffect::View(_))), "{effects:?}");
}

#[test]
fn closing_a_room_that_hid_the_list_focuses_its_row() {
    for area in [FocusArea::Transcript, FocusArea::Bars] {
        let mut console = console("selected=c");
        let effects = console.apply(Event::RoomLeft, focused(NARROW_ROOM, area));
        assert_eq!(effects[2], focus_after_render(FocusTarget::Row(2)), "{area:?}");
    }
    let mut console = console("selected=c");
    assert_eq!(console.apply(Event::RoomSet(None), NARROW_ROOM), close(), "the focus is outside");
}

#[test]
fn closing_a_room_beside_the_list_keeps_the_focus_in_its_body() {
    let mut console = console("selected=c");
    let effects = console.apply(Event::RoomSet(None), focused(WIDE, FocusArea::Transcript));
    assert_eq!(effects, [close().as_slice(), &[focus(FocusTarget::TranscriptBody)]].concat());
    let mut console = self::console("selected=c");
    assert_eq!(console.apply(Event::RoomSet(None), focused(WIDE, FocusArea::List)), close());
}

#[test]
fn closing_a_room_before_the_list_is_loaded_focuses_its_row_later() {
    let mut console = Navigation::new(ConsoleLocation::parse("selected=b"));
    console.apply(Event::Mounted, Facts::default());
    let effects = console.apply(Event::RoomLeft, focused(NARROW_ROOM, FocusArea::Bars));
    assert_eq!(effects, [close().as_slice(), &[navigate("", Step::Back)]].concat());
    let effects = console.apply(page(&["a", "b"], None), NARROW_LIST);
    assert_eq!(effects.last(), Some(&focus_after_render(FocusTarget::Row(0))));
}

#[test]
fn closing_a_room_beside_a_failed_list_focuses_the_filters() {
    let mut console = console("selected=b");
    console.apply(Event::ListFailed, NARROW_ROOM);
    let effects = console.apply(Event::RoomLeft, focused(NARROW_ROOM, FocusArea::Bars));
    assert_eq!(effects[2], focus_after_render(FocusTarget::Period));
}

#[test]
fn enter_on_the_open_row_focuses_the_transcript_now_and_when_it_arrives() {
    let mut console = console("selected=b");
    let effects = console.apply(Event::OtherPaneRequested(Pane::Transcript), focused(WIDE, FocusArea::List));
    assert_eq!(effects, [REQUEST_TRANSCRIPT_FOCUS, focus(FocusTarget::TranscriptBody), focus(FocusTarget::Message)]);
}

#[test]
fn escape_in_the_transcript_focuses_the_row_or_leaves_the_room() {
    let escape = Event::OtherPaneRequested(Pane::List);
    let mut console = console("selected=b");
    assert_eq!(console.apply(escape.clone(), focused(WIDE, FocusArea::Transcript)), [focus(FocusTarget::Row(1))]);
    let effects = console.apply(escape, focused(NARROW_ROOM, FocusArea::Transcript));
    let left = [focus_after_render(FocusTarget::Row(1)), navigate("", Step::Back)];
    assert_eq!(effects, [close().as_slice(), &left].concat());
}

#[test]
fn list_that_replaces_the_focused_row_takes_the_focus_when_it_arrives() {
    let mut console = console("selected=b");
    console.apply(Event::PageTurned(Forward), focused(WIDE, FocusArea::List));
    let effects = console.apply(page(&["e", "f"], Some(61)), WIDE);
    assert_eq!(effects, [ConsoleEffect::AnnounceRoomCount(61), focus_after_render(FocusTarget::Row(0))]);
}

#[test]
fn control_that_requests_the_list_keeps_the_focus() {
    let mut console = console("");
    console.apply(Event::PageTurned(Forward), focused(WIDE, FocusArea::Bars));
    let arrived = console.apply(page(&["e"], None), focused(WIDE, FocusArea::Bars));
    assert_eq!(arrived, [ConsoleEffect::AnnounceRoomCount(1)]);
    console.apply(Event::PageTurned(Backward), focused(WIDE, FocusArea::Bars));
    assert_eq!(console.apply(Event::ListFailed, focused(WIDE, FocusArea::Bars)), []);
}

#[test]
fn retry_focuses_the_next_notice_or_the_first_row() {
    let mut console = console("");
    console.apply(Event::ListFailed, WIDE);
    assert_eq!(console.apply(Event::ListRetried, focused(WIDE, FocusArea::List)), [LOAD]);
    assert_eq!(console.apply(Event::ListFailed, WIDE), [focus_after_render(FocusTarget::ListAction)]);
    console.apply(Event::ListRetried, focused(WIDE, FocusArea::List));
    assert_eq!(console.apply(page(&[], None), WIDE), [focus_after_render(FocusTarget::ListAction)]);
    console.apply(Event::ListRetried, focused(WIDE, FocusArea::List));
    let effects = console.apply(page(&["a"], None), WIDE);
    assert_eq!(effects.last(), Some(&focus_after_render(FocusTarget::Row(0))));
}

#[test]
fn moving_the_focus_elsewhere_withdraws_a_pending_focus() {
    let mut console = console("");
    console.apply(Event::ListFailed, WIDE);
    console.apply(Event::ListRetried, focused(WIDE, FocusArea::List));
    let effects = console.apply(Event::FocusMoved, focused(WIDE, FocusArea::Filters));
    assert_eq!(effects, [ConsoleEffect::View(ViewEffect::WithdrawPendingFocus)]);
    let effects = console.apply(page(&["a"], None), focused(WIDE, FocusArea::Filters));
    assert_eq!(effects, [ConsoleEffect::AnnounceRoomCount(1)]);
}

#[test]
fn reload_focuses_the_tab_stop_again_if_the_list_had_the_focus() {
    let mut console = console("");
    console.apply(Event::RowFocused(2), focused(WIDE, FocusArea::List));
    console.apply(Event::RefreshPressed, focused(WIDE, FocusArea::List));
    let effects = console.apply(page(&["a", "b", "c"], None), focused(WIDE, FocusArea::List));
    assert_eq!(effects.last(), Some(&focus_after_render(FocusTarget::Row(2))));
}

#[test]
fn filters_set_by_the_page_focus_the_chosen_period_of_the_new_form() {
    let mut console = console("");
    let location = Event::LocationSet(ConsoleLocation::parse("status=1"));
    let effects = console.apply(location, focused(WIDE, FocusArea::Filters));
    assert_eq!(effects, [focus_after_render(FocusTarget::Period), LOAD]);
}

#[test]
fn changing_an_overlong_period_focuses_its_first_day() {
    let mut console = console("from=2025-01-01&to=2025-10-01");
    console.apply(Event::ListFailed, WIDE);
    assert_eq!(console.apply(Event::PeriodChangeRequested, WIDE), [focus(FocusTarget::FirstDay)]);
}

#[test]
fn another_language_keeps_the_focus_in_the_list() {
    let mut console = console("selected=c");
    let effects = console.apply(Event::ContentRecreated, focused(WIDE, FocusArea::List));
    assert_eq!(effects, [focus_after_render(FocusTarget::Row(2))]);
    assert_eq!(console.apply(Event::ContentRecreated, focused(WIDE, FocusArea::Bars)), []);
}
