//! Tests of connection problems and token requests.

use super::*;

const LOST: Option<ConnectionProblem> = Some(ConnectionProblem::Lost);

fn refusal(kind: FailureKind) -> ConnectionProblem {
    ConnectionProblem::Refused(kind)
}

fn token_request() -> ElementEvent {
    error_event(FailureKind::Unauthorized, Some(401), "")
}

/// Refreshes the room and answers the request.
fn refresh(shell: &mut FakeShell, answer: impl Into<Result<RoomReading, ApiError>>) {
    shell.set_page_visible(true);
    shell.answer(answer);
}

#[test]
fn lost_stream_is_reported_until_it_is_reopened() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Lost);
    assert_eq!(shell.problem(), LOST);
    refresh(&mut shell, room("a", &[]));
    assert_eq!(shell.problem(), LOST, "a reading does not open the stream");
    shell.signal(StreamSignal::Connected);
    assert_eq!(shell.problem(), None);
}

#[test]
fn failed_reading_is_reported_until_the_next_successful_one() {
    let mut shell = FakeShell::showing(true);
    refresh(&mut shell, error(FailureKind::Vendor));
    assert_eq!(shell.problem(), Some(refusal(FailureKind::Vendor)));
    assert_eq!((shell.view().phase, shell.emitted().len()), (Phase::Loaded(1), 0), "the rows stay");
    refresh(&mut shell, room("a", &[]));
    assert_eq!(shell.problem(), None);
}

#[test]
fn failed_reading_while_the_stream_is_lost_is_a_lost_connection() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Lost);
    refresh(&mut shell, error(FailureKind::Offline));
    assert_eq!(shell.problem(), LOST);
}

#[test]
fn failed_reading_without_a_stream_is_a_lost_connection_until_the_next_one() {
    let mut shell = FakeShell::behind(passthrough());
    shell.follow_and_compose(true, false);
    shell.show("a");
    shell.answer(limited(room("a", &[]), false, true));
    shell.render();
    refresh(&mut shell, error(FailureKind::Timeout));
    assert_eq!(shell.problem(), LOST);
    refresh(&mut shell, limited(room("a", &[]), false, true));
    assert_eq!(shell.problem(), None);
}

#[test]
fn refused_reading_is_reported_as_such_with_and_without_a_stream() {
    for kind in [FailureKind::Unauthorized, FailureKind::Forbidden, FailureKind::NotFound] {
        for has_stream in [true, false] {
            let mut shell = FakeShell::new();
            shell.follow_and_compose(true, false);
            shell.show("a");
            shell.answer(limited(room("a", &[]), has_stream, false));
            shell.render();
            refresh(&mut shell, error(kind));
            assert_eq!(shell.problem(), Some(refusal(kind)));
        }
    }
}

#[test]
fn refused_stream_is_not_reported_because_the_room_is_polled() {
    for kind in [FailureKind::Forbidden, FailureKind::NotFound, FailureKind::Unreadable] {
        let mut shell = FakeShell::showing(true);
        shell.signal(StreamSignal::Refused(kind));
        assert_eq!(shell.problem(), None);
        shell.signal(StreamSignal::Lost);
        shell.signal(StreamSignal::Refused(kind));
        assert_eq!(shell.problem(), None, "nor is it lost");
    }
}

#[test]
fn refused_stream_does_not_hide_a_failed_reading() {
    let mut shell = FakeShell::showing(true);
    refresh(&mut shell, error(FailureKind::Vendor));
    shell.signal(StreamSignal::Refused(FailureKind::NotFound));
    assert_eq!(shell.problem(), Some(refusal(FailureKind::Vendor)));
}

#[test]
fn problem_is_cleared_when_following_ends() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Lost);
    shell.follow_and_compose(false, true);
    assert_eq!(shell.problem(), None);
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Lost);
    shell.show("b");
    assert_eq!(shell.problem(), None);
}

#[test]
fn token_is_requested_once_until_one_is_accepted() {
    let unauthorized = || StreamSignal::Refused(FailureKind::Unauthorized);
    let mut shell = FakeShell::showing(true);
    shell.signal(unauthorized());
    assert_eq!(shell.problem(), Some(refusal(FailureKind::Unauthorized)));
    assert_eq!(shell.emitted(), [token_request()]);
    // The page sets two more invalid tokens, and the room can't be read either.
    for _ in 0..2 {
        shell.dispatch(LiveEvent::AuthorizationChanged);
        shell.signal(unauthorized());
        refresh(&mut shell, error(FailureKind::Unauthorized));
    }
    assert_eq!(shell.emitted(), []);
    shell.dispatch(LiveEvent::AuthorizationChanged);
    shell.signal(StreamSignal::Connected);
    shell.answer(room("a", &[]));
    shell.signal(unauthorized());
    assert_eq!(shell.emitted(), [token_request()]);
}

#[test]
fn token_is_requested_again_in_another_room() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Refused(FailureKind::Unauthorized));
    assert_eq!(shell.emitted(), [token_request()]);
    shell.show("b");
    shell.answer(room("b", &[]));
    shell.render();
    shell.signal(StreamSignal::Refused(FailureKind::Unauthorized));
    assert_eq!(shell.emitted(), [token_request()]);
}

#[test]
fn without_a_stream_a_reading_shows_that_a_token_was_accepted() {
    let mut shell = FakeShell::new();
    shell.follow_and_compose(true, false);
    shell.show("a");
    shell.answer(limited(room("a", &[]), false, false));
    shell.render();
    for requests in [1, 0] {
        refresh(&mut shell, error(FailureKind::Unauthorized));
        assert_eq!(shell.emitted().len(), requests);
    }
    refresh(&mut shell, limited(room("a", &[]), false, false));
    refresh(&mut shell, error(FailureKind::Unauthorized));
    assert_eq!(shell.emitted().len(), 1);
}

#[test]
fn stream_with_a_refused_token_is_reopened_after_a_successful_reading() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Refused(FailureKind::Unauthorized));
    refresh(&mut shell, room("a", &[]));
    assert_eq!((shell.subscriptions, shell.problem()), (2, None));
}

#[test]
fn refused_room_is_read_again_with_the_next_poll() {
    let mut shell = FakeShell::showing(true);
    refresh(&mut shell, error(FailureKind::TooMany));
    shell.advance(30);
    assert_eq!(shell.reads.len(), 3);
}
