//! Tests of refreshes of the room on screen.

use super::*;

#[test]
fn opened_stream_refreshes_the_room_at_once_and_2_seconds_later() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Connected);
    assert_eq!(shell.reads.len(), 2);
    shell.answer(room("a", &[]));
    shell.advance(2);
    assert_eq!(shell.reads.len(), 3);
}

#[test]
fn missed_events_refresh_the_room_at_once() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Missed);
    assert_eq!(shell.reads.len(), 2);
}

#[test]
fn events_within_2_seconds_cause_two_readings() {
    let mut shell = FakeShell::showing(true);
    for id in ["1", "2", "3", "4"] {
        shell.receive(id, "yes");
    }
    shell.advance(2);
    assert_eq!(shell.reads.len(), 2);
    shell.answer(room("a", &[]));
    shell.advance(2);
    assert_eq!(shell.reads.len(), 3);
    shell.answer(room("a", &[]));
    shell.advance(20);
    assert_eq!(shell.reads.len(), 3);
}

#[test]
fn single_event_causes_one_reading() {
    let mut shell = FakeShell::showing(true);
    shell.receive("1", "yes");
    shell.advance(2);
    shell.answer(room("a", &[]));
    shell.advance(20);
    assert_eq!(shell.reads.len(), 2);
}

#[test]
fn refresh_during_a_read_runs_after_it() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Missed);
    shell.signal(StreamSignal::Missed);
    shell.set_page_visible(true);
    shell.advance(1);
    assert_eq!(shell.reads.len(), 2, "one read at a time");
    shell.answer(room("a", &[]));
    shell.advance(1);
    assert_eq!(shell.reads.len(), 3);
    shell.answer(room("a", &[]));
    shell.advance(2);
    assert_eq!(shell.reads.len(), 4, "two asked for it");
    shell.answer(room("a", &[]));
    shell.advance(20);
    assert_eq!(shell.reads.len(), 4);
}

#[test]
fn slow_read_delays_the_next_one_until_it_completes() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Missed);
    shell.receive("m1", "answer");
    shell.advance(20);
    assert_eq!(shell.reads.len(), 2);
    shell.answer(room("a", &[]));
    shell.advance(2);
    assert_eq!(shell.reads.len(), 3);
}

#[test]
fn scheduled_refresh_is_cancelled_with_its_room() {
    let mut shell = FakeShell::showing(true);
    shell.receive("m1", "answer");
    shell.receive("m2", "answer");
    shell.show("b");
    shell.answer(room("b", &[]));
    shell.advance(20);
    assert_eq!(shell.reads, ["a", "b"]);
}

#[test]
fn refresh_is_not_a_load() {
    let mut shell = FakeShell::showing(true);
    shell.count(0, 0);
    assert_eq!(shell.emitted().len(), 1);
    shell.signal(StreamSignal::Missed);
    assert!(!shell.view().is_busy);
    shell.answer(room("a", &[counselor("1", START, "answer")]));
    shell.render();
    shell.count(1, 0);
    assert_eq!((shell.emitted(), shell.rows()), (vec![], vec!["answer".to_owned()]));
}

#[test]
fn later_reading_may_grant_or_withdraw_sending() {
    let mut shell = FakeShell::showing(true);
    for may_send in [false, true] {
        shell.signal(StreamSignal::Missed);
        shell.answer(limited(room("a", &[]), true, may_send));
        assert_eq!(shell.view().can_compose, may_send);
    }
}
