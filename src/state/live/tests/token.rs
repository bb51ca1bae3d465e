//! Tests of the warning before a token expires.

use super::*;

const HOUR: i64 = 3600;

fn warning(exp: i64) -> ElementEvent {
    ElementEvent::TokenExpiring { exp }
}

fn token(exp: i64) -> LiveEvent {
    LiveEvent::TokenSent { exp: Some(exp) }
}

#[test]
fn page_is_warned_60_seconds_before_its_token_expires() {
    let mut shell = FakeShell::new();
    shell.dispatch(token(START + HOUR));
    shell.advance(HOUR - 61);
    assert_eq!(shell.emitted(), []);
    shell.advance(1);
    assert_eq!(shell.emitted(), [warning(START + HOUR)]);
}

#[test]
fn page_is_warned_once_for_each_token() {
    let mut shell = FakeShell::new();
    let exp = START + 100;
    for _ in 0..50 {
        shell.dispatch(token(exp));
        shell.advance(10);
    }
    assert_eq!(shell.emitted(), [warning(exp)]);
    shell.dispatch(token(exp + HOUR));
    shell.advance(HOUR);
    assert_eq!(shell.emitted(), [warning(exp + HOUR)]);
}

#[test]
fn replaced_token_causes_no_warning() {
    let mut shell = FakeShell::new();
    shell.dispatch(token(START + 100));
    shell.dispatch(token(START + HOUR));
    shell.advance(200);
    assert_eq!((shell.emitted().len(), shell.timers.len()), (0, 1));
    // A token that does not expire.
    shell.dispatch(LiveEvent::TokenSent { exp: None });
    assert_eq!(shell.timers.len(), 0);
}

#[test]
fn token_that_expires_within_60_seconds_causes_a_warning_at_once() {
    for exp in [START + 59, START, START - HOUR, i64::MIN] {
        let mut shell = FakeShell::new();
        shell.dispatch(token(exp));
        shell.advance(0);
        assert_eq!(shell.emitted(), [warning(exp)]);
    }
}

#[test]
fn token_that_outlasts_a_timer_causes_no_early_warning() {
    let month = 30 * 24 * HOUR;
    let mut shell = FakeShell::new();
    shell.dispatch(token(START + month));
    shell.advance(month - 61);
    assert_eq!(shell.emitted(), []);
    shell.advance(1);
    assert_eq!(shell.emitted(), [warning(START + month)]);
    shell.dispatch(token(i64::MAX));
    assert_eq!(shell.timers.len(), 1);
}

#[test]
fn warning_does_not_depend_on_the_room() {
    let mut shell = FakeShell::showing(true);
    shell.dispatch(token(START + HOUR));
    shell.show("b");
    shell.advance(HOUR);
    shell.dispatch(LiveEvent::Requested(RoomRequest::Nothing));
    assert_eq!(shell.emitted(), [warning(START + HOUR)]);
}
