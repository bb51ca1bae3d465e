//! Tests of following, by stream and by polling.

use super::*;

#[test]
fn following_starts_after_the_rows_are_on_screen() {
    let mut shell = FakeShell::new();
    shell.follow_and_compose(true, false);
    shell.show("a");
    shell.answer(room("a", &[]));
    assert_eq!((shell.subscriptions, shell.timers.len()), (0, 0));
    shell.render();
    assert_eq!((shell.subscription.clone().map(|(_, room)| room).as_deref(), shell.timers.len()), (Some("a"), 1));
}

#[test]
fn room_is_followed_only_while_live_is_set() {
    let mut shell = FakeShell::showing(false);
    assert_eq!((shell.subscriptions, shell.timers.len()), (0, 0));
    shell.follow_and_compose(true, true);
    assert_eq!((shell.subscriptions, shell.timers.len()), (1, 1));
    // The other attribute changes nothing.
    shell.follow_and_compose(true, false);
    assert_eq!(shell.subscriptions, 1);
    shell.follow_and_compose(false, false);
    assert_eq!((shell.subscription.clone(), shell.timers.len()), (None, 0));
}

#[test]
fn stream_is_not_requested_without_the_capability() {
    let mut shell = FakeShell::new();
    shell.follow_and_compose(true, false);
    shell.show("a");
    shell.answer(limited(room("a", &[]), false, false));
    shell.render();
    assert_eq!(shell.subscriptions, 0);
    shell.advance(30);
    assert_eq!(shell.reads.len(), 2, "it is polled all the same");
}

#[test]
fn later_readings_open_and_close_the_stream() {
    let mut shell = FakeShell::showing(true);
    for (is_granted, subscriptions) in [(false, 1), (false, 1), (true, 2), (true, 2)] {
        shell.set_page_visible(true);
        shell.answer(limited(room("a", &[]), is_granted, true));
        assert_eq!((shell.subscription.is_some(), shell.subscriptions), (is_granted, subscriptions));
    }
}

#[test]
fn followed_room_is_read_every_30_seconds() {
    let mut shell = FakeShell::showing(true);
    for reads in 2..5 {
        shell.advance(29);
        assert_eq!(shell.reads.len(), reads - 1);
        shell.advance(1);
        assert_eq!(shell.reads.len(), reads);
        shell.answer(room("a", &[]));
    }
}

#[test]
fn followed_room_is_read_every_10_seconds_behind_a_proxy_without_a_stream() {
    let mut shell = FakeShell::behind(passthrough());
    shell.follow_and_compose(true, false);
    shell.show("a");
    shell.answer(limited(room("a", &[]), false, true));
    shell.render();
    for reads in 2..5 {
        shell.advance(10);
        assert_eq!((shell.reads.len(), shell.subscriptions), (reads, 0));
        shell.answer(limited(room("a", &[]), false, true));
    }
}

#[test]
fn hidden_page_is_not_polled_and_is_refreshed_when_it_becomes_visible() {
    let mut shell = FakeShell::showing(true);
    shell.set_page_visible(false);
    shell.advance(600);
    assert_eq!(shell.reads.len(), 1);
    shell.set_page_visible(true);
    assert_eq!(shell.reads.len(), 2);
    shell.answer(room("a", &[]));
    shell.advance(30);
    assert_eq!(shell.reads.len(), 3);
}

#[test]
fn page_that_is_hidden_from_the_start_is_followed_without_polling() {
    let mut shell = FakeShell::new();
    shell.set_page_visible(false);
    shell.follow_and_compose(true, false);
    shell.show("a");
    shell.answer(room("a", &[]));
    shell.render();
    assert_eq!(shell.subscriptions, 1);
    shell.advance(600);
    assert_eq!(shell.reads.len(), 1);
}

#[test]
fn followed_room_is_refreshed_when_the_page_goes_online_or_is_restored() {
    // The browser went online, or the page was restored, while it was visible.
    let mut shell = FakeShell::showing(true);
    shell.set_page_visible(true);
    assert_eq!(shell.reads.len(), 2);
    let mut shell = FakeShell::showing(false);
    shell.set_page_visible(true);
    assert_eq!(shell.reads.len(), 1, "a room that is not followed is left alone");
}

#[test]
fn received_message_is_shown_at_once_and_replaced_by_the_record_2_seconds_later() {
    let mut shell = FakeShell::showing(true);
    shell.receive("m1", "answer");
    assert_eq!(shell.rows(), ["answer (received)"]);
    shell.advance(1);
    assert_eq!(shell.reads.len(), 1);
    shell.advance(1);
    assert_eq!(shell.reads.len(), 2);
    // The record has another id for it.
    shell.answer(room("a", &[counselor("900001", START, "answer")]));
    assert_eq!((shell.rows(), shell.view().phase), (vec!["answer".to_owned()], Phase::Loaded(1)));
    // A repeated webhook adds no row.
    shell.receive("m1", "answer");
    assert_eq!(shell.rows(), ["answer"]);
}

#[test]
fn message_that_the_record_never_contains_stays_provisional() {
    let mut shell = FakeShell::showing(true);
    shell.receive("a", "yes");
    shell.receive("b", "yes");
    assert_eq!(shell.rows(), ["yes (received)", "yes (received)"]);
    for _ in 0..3 {
        shell.set_page_visible(true);
        shell.answer(room("a", &[counselor("b", START, "yes")]));
    }
    assert_eq!(shell.rows(), ["yes", "yes (received)"]);
}

#[test]
fn first_message_of_an_empty_room_keeps_the_room_mounted() {
    let mut shell = FakeShell::showing(true);
    assert!(shell.view().shown.is_some_and(|shown| !shown.has_rows()));
    shell.receive("m1", "How can I help?");
    assert_eq!((shell.view().phase, shell.view().can_compose), (Phase::Loaded(1), true));
    assert!(shell.view().shown.is_some_and(|shown| shown.has_rows()));
}

#[test]
fn other_rooms_in_a_later_reading_are_mounted_again() {
    let mut shell = FakeShell::new();
    shell.follow_and_compose(true, false);
    shell.show("a");
    shell.answer(reading(&[]));
    shell.render();
    shell.set_page_visible(true);
    shell.answer(room("a", &[]));
    assert_eq!(shell.view().phase, Phase::Loaded(2));
}

#[test]
fn end_of_a_room_is_shown_at_once() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Ended);
    let shown = shell.view().shown.expect("a room on screen");
    assert!(happytalk_present::live::has_ended(&shown.transcript.rooms[0]));
    shell.advance(2);
    assert_eq!(shell.reads.len(), 2);
}

#[test]
fn signals_of_an_ended_subscription_are_ignored() {
    let mut shell = FakeShell::showing(true);
    let (subscription, _) = shell.subscription.clone().expect("a stream");
    shell.dispatch(LiveEvent::AuthorizationChanged);
    for signal in [message("m1", "answer", START), StreamSignal::Lost, StreamSignal::Missed, StreamSignal::Ended] {
        shell.dispatch(LiveEvent::Stream { subscription, signal });
    }
    assert_eq!((shell.rows().len(), shell.reads.len(), shell.problem()), (0, 1, None));
}

#[test]
fn stream_is_closed_while_another_room_is_loading_and_during_a_reload() {
    let mut shell = FakeShell::showing(true);
    shell.show("b");
    assert_eq!((shell.subscription.clone(), shell.timers.len()), (None, 0));
    shell.answer(room("b", &[]));
    shell.render();
    assert_eq!(shell.subscription.clone().map(|(_, room)| room).as_deref(), Some("b"));
    shell.dispatch(LiveEvent::ReloadRequested);
    assert_eq!(shell.subscription, None);
    shell.answer(room("b", &[]));
    shell.render();
    assert_eq!(shell.subscriptions, 3);
}
