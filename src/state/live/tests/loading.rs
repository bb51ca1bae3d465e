//! Tests of loading, errors and events.

use super::*;

fn data(chats: &[String]) -> LiveEvent {
    LiveEvent::Requested(RoomRequest::Data(Ok(limited(reading(chats), false, false))))
}

#[test]
fn nothing_is_requested_without_a_room() {
    let mut shell = FakeShell::new();
    shell.dispatch(LiveEvent::Requested(RoomRequest::Nothing));
    shell.dispatch(LiveEvent::ReloadRequested);
    assert_eq!((shell.reads.len(), shell.view().phase), (0, Phase::Idle));
}

#[test]
fn requested_room_is_read_once_and_shown() {
    let mut shell = FakeShell::new();
    shell.show("a");
    let view = shell.view();
    assert_eq!((view.phase, view.is_busy, view.room.as_str()), (Phase::Loading, true, "a"));
    shell.answer(room("a", &[customer("1", START, "question")]));
    let view = shell.view();
    assert_eq!((view.phase, view.is_busy), (Phase::Loaded(1), false));
    assert_eq!(shell.rows(), ["question"]);
    shell.render();
    shell.advance(600);
    assert_eq!(shell.reads, ["a"]);
}

#[test]
fn late_response_is_ignored_after_another_room_was_requested() {
    let mut shell = FakeShell::new();
    shell.show("a");
    let (late, _) = shell.read.clone().expect("a read in flight");
    shell.show("b");
    shell.dispatch(LiveEvent::RoomRead { read: late, result: Ok(room("a", &[customer("1", START, "text of a")])) });
    assert_eq!((shell.view().phase, shell.rows().len()), (Phase::Loading, 0));
    shell.answer(room("b", &[customer("1", START, "text of b")]));
    shell.dispatch(LiveEvent::RoomRead { read: late, result: error(FailureKind::Vendor) });
    assert_eq!(shell.rows(), ["text of b"]);
}

#[test]
fn rows_of_the_previous_room_are_not_shown_while_another_one_is_loading() {
    let mut shell = FakeShell::showing(true);
    shell.show("b");
    let view = shell.view();
    assert!(view.shown.is_none() && !view.can_compose);
    assert_eq!((view.phase, view.room.as_str()), (Phase::Loading, "b"));
    shell.answer(room("b", &[]));
    assert_eq!(shell.view().phase, Phase::Loaded(2));
}

#[test]
fn room_that_is_requested_again_is_mounted_again() {
    let mut shell = FakeShell::showing(false);
    shell.show("a");
    assert_eq!(shell.view().phase, Phase::Loading);
    shell.answer(room("a", &[]));
    assert_eq!(shell.view().phase, Phase::Loaded(2));
}

#[test]
fn invalid_room_id_fails_without_a_request() {
    let mut shell = FakeShell::new();
    shell.dispatch(LiveEvent::Requested(RoomRequest::Invalid(ApiError::new(FailureKind::BadRequest, "room"))));
    assert!(matches!(shell.view().phase, Phase::Failed(error) if error.kind == FailureKind::BadRequest));
    assert_eq!(shell.emitted(), [error_event(FailureKind::BadRequest, None, "room")]);
    assert_eq!(shell.reads.len(), 0);
}

#[test]
fn failed_load_is_shown_and_reported_to_the_page() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.answer(Err(ApiError::from_status(502, "told")));
    assert!(matches!(shell.view().phase, Phase::Failed(error) if error.kind == FailureKind::Vendor));
    assert_eq!(shell.emitted(), [error_event(FailureKind::Vendor, Some(502), "told")]);
}

#[test]
fn error_of_a_room_that_is_no_longer_requested_is_not_reported() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.answer(error(FailureKind::Vendor));
    // The page requests another room before the event is dispatched.
    shell.show("b");
    assert_eq!(shell.emitted(), []);
}

#[test]
fn response_without_a_room_is_loaded_and_has_no_rows() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.answer(reading(&[]));
    assert_eq!(shell.view().phase, Phase::Loaded(1));
    assert!(shell.view().shown.is_some_and(|shown| !shown.has_rows()));
}

#[test]
fn reload_keeps_the_rows_mounted_until_the_response_arrives() {
    let mut shell = FakeShell::showing(false);
    shell.dispatch(LiveEvent::ReloadRequested);
    let view = shell.view();
    assert_eq!((view.phase, view.is_busy, view.shown.is_some()), (Phase::Loaded(1), true, true));
    shell.answer(room("a", &[counselor("1", START, "answer")]));
    assert_eq!((shell.view().phase, shell.rows()), (Phase::Loaded(1), vec!["answer".to_owned()]));
}

#[test]
fn reload_aborts_the_read_in_flight() {
    let mut shell = FakeShell::new();
    shell.show("a");
    let (first, _) = shell.read.clone().expect("a read in flight");
    shell.dispatch(LiveEvent::ReloadRequested);
    assert_ne!(shell.read.as_ref().map(|(read, _)| *read), Some(first));
    assert_eq!(shell.reads, ["a", "a"]);
}

#[test]
fn reload_after_an_error_shows_the_skeleton() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.answer(error(FailureKind::Offline));
    shell.dispatch(LiveEvent::ReloadRequested);
    assert_eq!(shell.view().phase, Phase::Loading);
}

#[test]
fn failed_reload_replaces_the_rows() {
    let mut shell = FakeShell::showing(true);
    shell.dispatch(LiveEvent::ReloadRequested);
    shell.answer(error(FailureKind::NotFound));
    assert!(matches!(shell.view().phase, Phase::Failed(_)));
    assert!(shell.view().shown.is_none() && shell.subscription.is_none());
}

#[test]
fn data_is_shown_without_a_request() {
    let mut shell = FakeShell::new();
    shell.follow_and_compose(true, true);
    shell.dispatch(data(&[chat("a", "1", &[customer("1", START, "question")])]));
    shell.render();
    shell.count(1, 0);
    assert_eq!((shell.view().phase, shell.rows()), (Phase::Loaded(1), vec!["question".to_owned()]));
    assert_eq!(shell.emitted(), [load_event("a", 1, 0)]);
    shell.set_page_visible(true);
    shell.advance(600);
    assert_eq!((shell.reads.len(), shell.subscriptions, shell.view().can_compose), (0, 0, false));
    assert_eq!(shell.view().room, "");
}

#[test]
fn new_data_of_the_same_rooms_keeps_them_mounted() {
    let mut shell = FakeShell::new();
    let row = customer("1", START, "question");
    shell.dispatch(data(&[chat("a", "1", std::slice::from_ref(&row))]));
    shell.dispatch(data(&[chat("a", "1", &[row, counselor("2", START, "answer")])]));
    assert_eq!(shell.view().phase, Phase::Loaded(1));
    assert_eq!(shell.rows(), ["question", "answer"]);
}

#[test]
fn data_of_other_rooms_is_mounted_again() {
    let mut shell = FakeShell::new();
    for (chats, number) in [
        (vec![chat("a", "1", &[])], 1),
        (vec![chat("b", "1", &[])], 2),
        (vec![chat("b", "1", &[]), chat("a", "1", &[])], 3),
        (vec![], 4),
    ] {
        shell.dispatch(data(&chats));
        assert_eq!(shell.view().phase, Phase::Loaded(number), "{chats:?}");
    }
}

#[test]
fn data_after_a_requested_room_is_mounted_again() {
    let mut shell = FakeShell::showing(true);
    shell.dispatch(data(&[chat("a", "1", &[])]));
    assert_eq!((shell.view().phase, shell.view().can_compose), (Phase::Loaded(2), false));
    assert_eq!(shell.subscription, None);
}

#[test]
fn invalid_data_fails_and_later_data_is_mounted_again() {
    let mut shell = FakeShell::new();
    shell.dispatch(data(&[chat("a", "1", &[])]));
    let unreadable = ApiError::new(FailureKind::Unreadable, "byte 0");
    shell.dispatch(LiveEvent::Requested(RoomRequest::Data(Err(unreadable))));
    assert!(matches!(shell.view().phase, Phase::Failed(_)));
    assert_eq!(shell.emitted(), [error_event(FailureKind::Unreadable, None, "byte 0")]);
    shell.dispatch(data(&[chat("a", "1", &[])]));
    assert_eq!(shell.view().phase, Phase::Loaded(2));
}

#[test]
fn load_event_is_emitted_after_all_rows_are_rendered_and_decoded() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.answer(room("a", &[customer("1", START, "question")]));
    assert_eq!((shell.counts.len(), shell.emitted().len()), (0, 0));
    shell.render();
    assert_eq!(shell.emitted(), []);
    shell.count(7, 2);
    assert_eq!(shell.emitted(), [load_event("a", 7, 2)]);
}

#[test]
fn load_event_of_an_earlier_load_is_not_emitted() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.answer(room("a", &[]));
    shell.render();
    shell.show("b");
    shell.count(0, 0);
    assert_eq!(shell.emitted(), []);
    shell.answer(room("b", &[]));
    shell.render();
    shell.count(0, 0);
    assert_eq!(shell.emitted(), [load_event("b", 0, 0)]);
}

#[test]
fn room_is_loaded_from_another_proxy_at_once() {
    let mut shell = FakeShell::showing(true);
    shell.dispatch(LiveEvent::ProxyChanged(gateway("/other/")));
    assert_eq!((shell.view().phase, shell.reads.len()), (Phase::Loading, 2));
    assert_eq!(shell.subscription, None);
    let mut shell = FakeShell::new();
    shell.dispatch(LiveEvent::ProxyChanged(gateway("/other/")));
    assert_eq!((shell.view().phase, shell.reads.len()), (Phase::Idle, 0));
}

#[test]
fn new_authorization_restarts_the_stream_and_does_not_reload_the_room() {
    let mut shell = FakeShell::showing(true);
    shell.dispatch(LiveEvent::AuthorizationChanged);
    assert_eq!((shell.subscriptions, shell.reads.len()), (2, 1));
    let mut shell = FakeShell::showing(false);
    shell.dispatch(LiveEvent::AuthorizationChanged);
    assert_eq!((shell.subscriptions, shell.reads.len()), (0, 1));
}

#[test]
fn new_authorization_repeats_a_pending_load() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.dispatch(LiveEvent::AuthorizationChanged);
    assert_eq!((shell.reads.len(), shell.view().phase), (2, Phase::Loading));
    shell.answer(room("a", &[]));
    shell.dispatch(LiveEvent::ReloadRequested);
    shell.dispatch(LiveEvent::AuthorizationChanged);
    assert_eq!((shell.reads.len(), shell.view().phase), (4, Phase::Loaded(1)));
}

#[test]
fn new_authorization_repeats_a_refused_load() {
    for (kind, is_repeated) in [
        (FailureKind::Unauthorized, true),
        (FailureKind::Forbidden, true),
        (FailureKind::NotFound, false),
        (FailureKind::Vendor, false),
        (FailureKind::Offline, false),
    ] {
        let mut shell = FakeShell::new();
        shell.show("a");
        shell.answer(error(kind));
        shell.dispatch(LiveEvent::AuthorizationChanged);
        assert_eq!(shell.reads.len() == 2, is_repeated, "{kind:?}");
    }
}

#[test]
fn replaced_token_function_changes_nothing_while_a_room_is_on_screen_or_loading() {
    let mut shell = FakeShell::showing(true);
    for _ in 0..60 {
        shell.dispatch(LiveEvent::TokenFunctionReplaced);
    }
    assert_eq!((shell.reads.len(), shell.subscriptions), (1, 1));
    shell.show("b");
    shell.dispatch(LiveEvent::TokenFunctionReplaced);
    assert_eq!(shell.reads, ["a", "b"]);
    shell.answer(error(FailureKind::Vendor));
    shell.dispatch(LiveEvent::TokenFunctionReplaced);
    assert_eq!(shell.reads, ["a", "b"]);
}

#[test]
fn replaced_token_function_repeats_a_refused_load_at_once_and_then_every_10_seconds() {
    let mut shell = FakeShell::new();
    shell.show("a");
    shell.answer(error(FailureKind::Unauthorized));
    // The page renders once per second.
    for reads in [2, 3, 4] {
        for _ in 0..10 {
            shell.dispatch(LiveEvent::TokenFunctionReplaced);
            assert_eq!(shell.reads.len(), reads);
            if shell.read.is_some() {
                shell.answer(error(FailureKind::Unauthorized));
            }
            shell.advance(1);
        }
    }
    shell.answer(room("a", &[]));
    shell.advance(600);
    assert_eq!((shell.reads.len(), shell.timers.len()), (5, 0));
}

#[test]
fn authorization_does_not_affect_data() {
    let mut shell = FakeShell::new();
    shell.dispatch(data(&[chat("a", "1", &[])]));
    shell.dispatch(LiveEvent::AuthorizationChanged);
    assert_eq!((shell.reads.len(), shell.view().phase), (0, Phase::Loaded(1)));
}

#[test]
fn unmounting_ends_all_effects() {
    let mut shell = FakeShell::showing(true);
    shell.dispatch(LiveEvent::TokenSent { exp: Some(START + 3600) });
    shell.send("one");
    shell.receive("m", "answer");
    shell.set_page_visible(true);
    shell.dispatch(LiveEvent::Stopped);
    assert_eq!((shell.read.clone(), shell.subscription.clone(), shell.timers.len()), (None, None, 0));
    shell.answer_sending(SendOutcome::Sent);
    shell.set_page_visible(true);
    shell.render();
    shell.dispatch(LiveEvent::AuthorizationChanged);
    shell.dispatch(LiveEvent::ReloadRequested);
    assert_eq!((shell.read.clone(), shell.subscription.clone(), shell.timers.len()), (None, None, 0));
    assert_eq!((shell.view().phase, shell.rows().len(), shell.emitted().len()), (Phase::Idle, 0, 0));
}
