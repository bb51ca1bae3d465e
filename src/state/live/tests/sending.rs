//! Tests of sending, and of the room that messages belong to.

use super::*;

#[test]
fn composer_requires_the_attribute_and_the_capability() {
    for (compose, may_send, is_shown) in [(true, true, true), (true, false, false), (false, true, false)] {
        let mut shell = FakeShell::new();
        shell.follow_and_compose(false, compose);
        shell.show("a");
        assert!(!shell.view().can_compose, "not while loading");
        shell.answer(limited(room("a", &[]), false, may_send));
        assert_eq!(shell.view().can_compose, is_shown);
        shell.follow_and_compose(false, false);
        assert!(!shell.view().can_compose);
    }
}

#[test]
fn message_is_shown_at_once_and_sent_as_the_customer_of_its_room() {
    let mut shell = FakeShell::showing(false);
    shell.send("yes");
    assert_eq!(shell.rows(), ["yes (sending)"]);
    let sending = Sending {
        id: shell.sendings[0].id,
        base: "/api/".into(),
        room: "a".into(),
        uuid: "customer-a".into(),
        content: Content::Text("yes".into()),
        key: "key-1".into(),
        left_at: START,
    };
    assert_eq!(shell.sendings, [sending]);
    shell.answer_sending(SendOutcome::Sent);
    assert_eq!(shell.rows(), ["yes (sent)"]);
}

#[test]
fn room_that_lacks_a_sent_message_is_read_after_2_and_10_seconds() {
    let mut shell = FakeShell::showing(false);
    shell.send("yes");
    shell.answer_sending(SendOutcome::Sent);
    shell.advance(2);
    assert_eq!(shell.reads.len(), 2);
    shell.answer(room("a", &[]));
    shell.advance(7);
    assert_eq!(shell.reads.len(), 2);
    shell.advance(1);
    assert_eq!(shell.reads.len(), 3);
    shell.answer(room("a", &[customer("1", START, "yes")]));
    assert_eq!(shell.rows(), ["yes"]);
    shell.advance(600);
    assert_eq!((shell.reads.len(), shell.timers.len()), (3, 0));
}

#[test]
fn room_that_contains_the_sent_message_is_not_read_again() {
    let mut shell = FakeShell::showing(false);
    shell.send("yes");
    shell.answer_sending(SendOutcome::Sent);
    shell.advance(2);
    shell.answer(room("a", &[customer("1", START, "yes")]));
    shell.advance(600);
    assert_eq!(shell.reads.len(), 2);
}

#[test]
fn room_that_is_not_on_screen_is_not_read_for_sent_messages() {
    let mut shell = FakeShell::showing(false);
    shell.send("yes");
    shell.answer_sending(SendOutcome::Sent);
    shell.show("b");
    shell.answer(room("b", &[]));
    shell.advance(600);
    assert_eq!(shell.reads, ["a", "b"]);
}

#[test]
fn messages_are_sent_one_at_a_time_in_the_order_of_writing() {
    let mut shell = FakeShell::showing(false);
    for text in ["one", "two", "three"] {
        shell.send(text);
    }
    assert_eq!(shell.rows(), ["one (sending)", "two (sending)", "three (sending)"]);
    let mut left = Vec::new();
    for outcome in [SendOutcome::Sent, SendOutcome::Unknown, refused(409, Some(-901))] {
        assert_eq!(shell.sendings.len(), 1, "one at a time");
        left.push(shell.sendings[0].content.clone());
        shell.answer_sending(outcome);
    }
    assert_eq!(left, ["one", "two", "three"].map(|text| Content::Text(text.into())));
    assert_eq!(shell.rows(), ["one (sent)", "two (unknown)", "three (failed)"]);
    assert_eq!(shell.sendings, []);
}

#[test]
fn resent_message_waits_for_the_one_in_flight_and_precedes_later_ones() {
    let mut shell = FakeShell::showing(false);
    let first = shell.send("one");
    shell.answer_sending(refused(409, Some(-901)));
    shell.send("two");
    shell.send("three");
    shell.run_command(OutboxCommand::Resend(first));
    assert_eq!(shell.sendings.len(), 1);
    shell.answer_sending(SendOutcome::Sent);
    assert_eq!(shell.sendings[0].content, Content::Text("one".into()));
    shell.answer_sending(SendOutcome::Sent);
    assert_eq!(shell.sendings[0].content, Content::Text("three".into()));
}

#[test]
fn queued_message_of_an_ended_room_is_refused_without_a_request() {
    let mut shell = FakeShell::showing(true);
    shell.signal(StreamSignal::Ended);
    shell.send("yes");
    assert_eq!((shell.rows(), shell.sendings.len()), (vec!["yes (failed)".to_owned()], 0));
    let statuses = shell.view().shown.expect("a room on screen").statuses.clone();
    assert!(matches!(&statuses[0].1, DeliveryStatus::Failed(refused) if refused.code == Some(-700)), "{statuses:?}");
}

#[test]
fn nothing_is_sent_without_a_room_on_screen() {
    let send = || OutboxCommand::Send(Content::Text("yes".into()));
    let mut shell = FakeShell::new();
    shell.run_command(send());
    shell.show("a");
    shell.run_command(send());
    shell.answer(reading(&[]));
    shell.run_command(send());
    shell.dispatch(LiveEvent::Requested(RoomRequest::Data(Ok(room("a", &[])))));
    shell.run_command(send());
    assert_eq!((shell.sendings.len(), shell.rows().len()), (0, 0));
}

#[test]
fn message_sent_long_after_it_was_written_is_matched() {
    let mut shell = FakeShell::showing(false);
    let number = shell.send("yes");
    shell.answer_sending(SendOutcome::Unknown);
    shell.advance(600);
    shell.answer(room("a", &[]));
    shell.run_command(OutboxCommand::Resend(number));
    // The response is lost again, but the message arrives.
    shell.answer_sending(SendOutcome::Unknown);
    shell.advance(2);
    shell.answer(room("a", &[customer("1", START + 601, "yes")]));
    assert_eq!(shell.rows(), ["yes"]);
}

#[test]
fn pending_messages_are_kept_while_other_rooms_are_on_screen() {
    let mut shell = FakeShell::showing(false);
    shell.send("text of a");
    shell.answer_sending(SendOutcome::Unknown);
    // Rooms b and c never load.
    shell.show("b");
    assert_eq!(shell.rows().len(), 0);
    shell.show("c");
    shell.show("a");
    shell.answer(room("a", &[]));
    assert_eq!(shell.rows(), ["text of a (unknown)"]);
}

#[test]
fn outcome_and_queued_messages_belong_to_the_room_they_were_written_in() {
    let mut shell = FakeShell::showing(false);
    shell.send("one");
    shell.send("two");
    shell.show("b");
    shell.answer(room("b", &[]));
    shell.send("text of b");
    assert_eq!(shell.rows(), ["text of b (sending)"]);
    shell.answer_sending(SendOutcome::Sent);
    assert_eq!(shell.rows(), ["text of b (sending)"], "the answer was one to a message of room a");
    let sent: Vec<_> = shell.sendings.iter().map(|sending| (sending.room.as_str(), sending.uuid.as_str())).collect();
    assert_eq!(sent, [("b", "customer-b"), ("a", "customer-a")]);
    shell.answer_sending(SendOutcome::Sent);
    shell.answer_sending(SendOutcome::Unknown);
    assert_eq!(shell.rows(), ["text of b (sent)"]);
    shell.show("a");
    shell.answer(room("a", &[customer("1", START, "one")]));
    assert_eq!(shell.rows(), ["one", "two (unknown)"]);
}

#[test]
fn the_same_id_behind_another_proxy_is_another_room() {
    let mut shell = FakeShell::showing(false);
    shell.send("one");
    shell.send("two");
    shell.dispatch(LiveEvent::ProxyChanged(gateway("/other/")));
    shell.answer(room("a", &[]));
    assert_eq!(shell.rows().len(), 0);
    shell.answer_sending(SendOutcome::Sent);
    assert_eq!(shell.sendings[0].base, "/api/", "what was queued goes where it was written");
    shell.dispatch(LiveEvent::ProxyChanged(gateway("/api/")));
    shell.answer(room("a", &[]));
    assert_eq!(shell.rows(), ["one (sent)", "two (sending)"]);
}

#[test]
fn other_credentials_for_the_same_proxy_keep_the_messages() {
    let mut shell = FakeShell::showing(false);
    shell.send("one");
    shell.answer_sending(SendOutcome::Unknown);
    shell.dispatch(LiveEvent::ProxyChanged(ProxyConfig { credentials: Credentials::Include, ..gateway("/api/") }));
    shell.answer(room("a", &[]));
    assert_eq!(shell.rows(), ["one (unknown)"]);
}

#[test]
fn received_messages_survive_leaving_the_room_before_the_record_contains_them() {
    let mut shell = FakeShell::showing(true);
    shell.receive("m1", "answer");
    shell.show("b");
    shell.answer(room("b", &[]));
    assert_eq!(shell.rows().len(), 0);
    shell.show("a");
    shell.answer(room("a", &[]));
    assert_eq!(shell.rows(), ["answer (received)"]);
}

#[test]
fn room_without_pending_messages_is_not_kept() {
    let mut shell = FakeShell::showing(true);
    shell.receive("m1", "answer");
    shell.send("yes");
    shell.answer_sending(SendOutcome::Sent);
    shell.advance(2);
    shell.answer(room("a", &[counselor("m1", START, "answer"), customer("2", START, "yes")]));
    shell.show("b");
    assert!(shell.state.as_ref().is_some_and(|state| state.threads.kept_count() == 0));
}
