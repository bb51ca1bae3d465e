//! Tests of filters, pages, and the content while a list is loading.

use super::*;

#[test]
fn mounting_loads_the_list_and_opens_the_room_of_the_location() {
    let mut console = Navigation::new(ConsoleLocation::parse("status=1&selected=b"));
    let effects = console.apply(Event::Mounted, Facts::default());
    assert_eq!(effects, [[LOAD].as_slice(), &open("b")].concat());
    assert_eq!(console.location().query(), "status=1&selected=b");
    assert_eq!(console.visible_pane(), Pane::Transcript);
    console.apply(page(&["a", "b"], None), WIDE);
    assert_eq!(console.tab_stop(), 1, "the open room is the tab stop");
}

#[test]
fn mounting_without_a_room_opens_none() {
    let mut console = Navigation::default();
    assert_eq!(console.apply(Event::Mounted, Facts::default()), [LOAD]);
    assert_eq!((console.visible_pane(), console.selected_room()), (Pane::List, None));
}

#[test]
fn submitting_filters_loads_the_list_and_pushes_a_history_entry() {
    let mut console = console("selected=b");
    let effects = console.apply(Event::FiltersSubmitted(request("status=2")), focused(WIDE, FocusArea::Filters));
    assert_eq!(effects, [LOAD, navigate("status=2&selected=b", Step::Push)]);
    assert_eq!(console.filters_revision(), 0, "the form shows them already");
    assert_eq!((console.tab_stop(), console.pages()), (0, None));
}

#[test]
fn submitting_the_same_filters_loads_the_list_again() {
    let mut console = console("");
    let effects = console.apply(Event::FiltersSubmitted(request("")), WIDE);
    assert_eq!(effects, [LOAD, navigate("", Step::Push)]);
}

#[test]
fn location_set_by_the_page_emits_nothing_and_recreates_the_form() {
    let mut console = console("");
    let effects = console.apply(Event::LocationSet(ConsoleLocation::parse("status=3&selected=c")), WIDE);
    assert_eq!(effects, [[LOAD].as_slice(), &open("c")].concat());
    assert_eq!(console.filters_revision(), 1);
}

#[test]
fn location_that_differs_only_in_the_room_loads_no_list() {
    let mut console = console("status=3");
    assert_eq!(console.apply(Event::LocationSet(ConsoleLocation::parse("status=3&selected=c")), WIDE), open("c"));
    assert_eq!(console.apply(Event::LocationSet(ConsoleLocation::parse("status=3&selected=c")), WIDE), []);
    assert_eq!(console.filters_revision(), 0);
}

#[test]
fn page_changes_stay_within_bounds() {
    let mut console = console("");
    assert_eq!(console.adjacent_page(Backward), None);
    assert_eq!(console.apply(Event::PageTurned(Backward), WIDE), []);
    let effects = console.apply(Event::PageTurned(Forward), WIDE);
    assert_eq!(effects, [LOAD, navigate("page=2", Step::Push)]);
    assert_eq!(console.adjacent_page(Forward), None, "unknown while loading");
    assert_eq!(console.adjacent_page(Backward).map(u32::from), Some(1));
    console.apply(page(&["e"], Some(21)), WIDE);
    assert_eq!(console.adjacent_page(Forward), None, "the second of two pages");
}

#[test]
fn empty_page_beyond_the_last_returns_to_the_last() {
    let mut console = console("page=9");
    console.apply(page(&[], Some(22)), WIDE);
    assert_eq!(console.empty_page(), Some(EmptyPage::BeyondLast));
    let effects = console.apply(Event::LastPageRequested, WIDE);
    assert_eq!(effects, [LOAD, navigate("page=2", Step::Push)]);
    let effects = console.apply(page(&["a", "b"], Some(22)), WIDE);
    assert_eq!(effects, [ConsoleEffect::AnnounceRoomCount(22), focus_after_render(FocusTarget::Row(0))]);
}

#[test]
fn reason_of_an_empty_page_depends_on_the_filters() {
    for (query, reason) in [("", EmptyPage::Today), ("status=3", EmptyPage::NoMatch), ("page=2", EmptyPage::BeyondLast)]
    {
        let mut console = console(query);
        assert_eq!(console.empty_page(), None);
        assert_eq!(console.apply(page(&[], Some(0)), WIDE), [], "the notice is read out by itself");
        assert_eq!(console.empty_page(), Some(reason), "{query}");
    }
}

#[test]
fn resetting_the_filters_recreates_the_form_and_focuses_the_first_row() {
    let mut console = console("status=3&selected=a");
    console.apply(page(&[], Some(0)), WIDE);
    let effects = console.apply(Event::FiltersReset, focused(WIDE, FocusArea::List));
    assert_eq!(effects, [LOAD, navigate("selected=a", Step::Push)]);
    assert_eq!(console.filters_revision(), 1);
    let effects = console.apply(page(&["b", "c"], None), WIDE);
    assert_eq!(effects, [ConsoleEffect::AnnounceRoomCount(2), focus_after_render(FocusTarget::Row(0))]);
}

#[test]
fn reload_keeps_the_list_on_screen_until_the_response_arrives() {
    let mut console = console("selected=c");
    assert_eq!(console.apply(Event::ReloadRequested, WIDE), [RELOAD, ConsoleEffect::ReloadRoom]);
    assert_eq!(console.apply(Event::RefreshPressed, WIDE), [RELOAD, ConsoleEffect::RefreshRoom]);
    assert!(console.pages().is_some(), "the rows stay");
    assert_eq!(console.apply(page(&["b", "c"], None), WIDE), [ConsoleEffect::AnnounceRoomCount(2)]);
    assert_eq!(console.tab_stop(), 1, "the open room has moved up");
}

#[test]
fn tab_stop_stays_within_a_shorter_list() {
    let mut console = console("");
    console.apply(Event::RowFocused(3), NARROW_LIST);
    console.apply(Event::RefreshPressed, NARROW_LIST);
    console.apply(page(&["a", "b"], None), NARROW_LIST);
    assert_eq!(console.tab_stop(), 1);
}

#[test]
fn another_proxy_loads_the_list_again() {
    let mut console = console("selected=b");
    assert_eq!(console.apply(Event::ClientReplaced { is_other_proxy: true }, WIDE), [LOAD]);
}

#[test]
fn another_token_loads_only_a_missing_list() {
    let mut console = console("selected=b");
    let replaced = Event::ClientReplaced { is_other_proxy: false };
    assert_eq!(console.apply(replaced.clone(), WIDE), []);
    console.apply(Event::ListFailed, WIDE);
    assert_eq!(console.apply(replaced.clone(), WIDE), [LOAD]);
    assert_eq!(console.apply(replaced, WIDE), [LOAD], "one that is loading may be refused");
}
