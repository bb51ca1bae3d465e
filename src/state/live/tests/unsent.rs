//! Tests of messages that were refused or may not have arrived.

use super::*;

#[test]
fn message_refused_by_the_vendor_is_resent_with_another_key() {
    let mut shell = FakeShell::showing(false);
    let number = shell.send("yes");
    shell.answer_sending(refused(409, Some(-901)));
    shell.run_command(OutboxCommand::Resend(number));
    assert_eq!(shell.rows(), ["yes (sending)"]);
    assert_eq!(shell.sendings[0].key, "key-2");
}

#[test]
fn message_that_may_have_arrived_is_resent_with_the_same_key() {
    // No response; a refusal by the proxy, which may not know of an earlier request; nothing was sent.
    for outcome in [SendOutcome::Unknown, refused(429, None), refused(401, None), refused(0, None)] {
        let mut shell = FakeShell::showing(false);
        let number = shell.send("yes");
        shell.answer_sending(outcome.clone());
        shell.run_command(OutboxCommand::Resend(number));
        assert_eq!(shell.sendings[0].key, "key-1", "{outcome:?}");
    }
}

#[test]
fn message_that_may_have_arrived_stays_unknown_until_the_vendor_refuses_it() {
    let mut shell = FakeShell::showing(false);
    let number = shell.send("yes");
    shell.answer_sending(SendOutcome::Unknown);
    for outcome in [refused(401, None), refused(429, None), SendOutcome::Unknown] {
        shell.run_command(OutboxCommand::Resend(number));
        shell.answer_sending(outcome);
        assert_eq!(shell.rows(), ["yes (unknown)"]);
    }
    shell.run_command(OutboxCommand::Resend(number));
    assert_eq!(shell.sendings[0].key, "key-1");
    shell.answer_sending(refused(409, Some(-901)));
    assert_eq!(shell.rows(), ["yes (failed)"]);
}

#[test]
fn message_that_is_in_flight_queued_or_sent_is_not_resent() {
    let mut shell = FakeShell::showing(false);
    let (first, second) = (shell.send("one"), shell.send("two"));
    for number in [first, second, second] {
        shell.run_command(OutboxCommand::Resend(number));
    }
    assert_eq!(shell.sendings.len(), 1);
    shell.answer_sending(SendOutcome::Sent);
    shell.answer_sending(SendOutcome::Sent);
    shell.run_command(OutboxCommand::Resend(first));
    shell.run_command(OutboxCommand::Resend(second));
    assert_eq!(shell.sendings.len(), 0);
    assert_eq!(shell.rows(), ["one (sent)", "two (sent)"]);
}

#[test]
fn recorded_message_is_not_resent() {
    let mut shell = FakeShell::showing(false);
    let number = shell.send("yes");
    shell.answer_sending(SendOutcome::Unknown);
    shell.advance(2);
    shell.answer(room("a", &[customer("1", START, "yes")]));
    shell.run_command(OutboxCommand::Resend(number));
    shell.run_command(OutboxCommand::Discard(number));
    assert_eq!((shell.sendings.len(), shell.rows()), (0, vec!["yes".to_owned()]));
}

#[test]
fn message_that_a_later_reading_lacks_can_be_resent() {
    let mut shell = FakeShell::showing(true);
    let number = shell.send("yes");
    shell.answer_sending(SendOutcome::Unknown);
    // The first of these responses is from another node of the vendor.
    for (rows, shown) in [(vec![customer("1", START, "yes")], "yes"), (vec![], "yes (unknown)")] {
        shell.set_page_visible(true);
        shell.answer(room("a", &rows));
        assert_eq!(shell.rows(), [shown]);
    }
    shell.run_command(OutboxCommand::Resend(number));
    assert_eq!(shell.sendings.len(), 1);
}

#[test]
fn outcome_of_a_recorded_message_changes_nothing() {
    let mut shell = FakeShell::showing(true);
    shell.send("yes");
    shell.set_page_visible(true);
    shell.answer(room("a", &[customer("1", START, "yes")]));
    assert_eq!(shell.rows(), ["yes"]);
    shell.answer_sending(SendOutcome::Unknown);
    assert_eq!(shell.rows(), ["yes"]);
}

#[test]
fn refused_message_can_be_resent_after_an_equal_one_was_recorded() {
    let mut shell = FakeShell::showing(true);
    let number = shell.send("yes");
    shell.set_page_visible(true);
    // The customer sent the same text from their phone.
    shell.answer(room("a", &[customer("1", START, "yes")]));
    shell.answer_sending(refused(409, Some(-901)));
    assert_eq!(shell.rows(), ["yes", "yes (failed)"]);
    shell.run_command(OutboxCommand::Resend(number));
    assert_eq!(shell.sendings.len(), 1);
}

#[test]
fn message_is_discarded_unless_it_is_in_flight() {
    let mut shell = FakeShell::showing(false);
    let number = shell.send("yes");
    shell.run_command(OutboxCommand::Discard(number));
    assert_eq!(shell.rows(), ["yes (sending)"]);
    shell.answer_sending(refused(409, Some(-700)));
    shell.run_command(OutboxCommand::Discard(number));
    assert_eq!(shell.rows().len(), 0);
    shell.run_command(OutboxCommand::Resend(number));
    assert_eq!(shell.sendings.len(), 0);
}

#[test]
fn check_reads_the_room_at_once_and_stores_its_time_in_missing_messages() {
    let mut shell = FakeShell::showing(false);
    let number = shell.send("yes");
    shell.answer_sending(SendOutcome::Unknown);
    shell.run_command(OutboxCommand::Check);
    assert_eq!(shell.reads.len(), 2);
    shell.answer(room("a", &[]));
    let statuses = shell.view().shown.expect("a room on screen").statuses.clone();
    assert_eq!(statuses, [(number, DeliveryStatus::Unknown(Some(timestamp(START))))]);
}

#[test]
fn check_during_a_read_starts_when_that_read_ends() {
    let mut shell = FakeShell::showing(false);
    let number = shell.send("yes");
    shell.answer_sending(SendOutcome::Unknown);
    shell.advance(2);
    shell.run_command(OutboxCommand::Check);
    assert_eq!(shell.reads.len(), 2);
    // This reading may have started before the message arrived.
    shell.answer(room("a", &[]));
    assert_eq!(shell.view().shown.expect("a room on screen").statuses, [(number, DeliveryStatus::Unknown(None))]);
    assert_eq!(shell.reads.len(), 3);
    shell.answer(room("a", &[customer("1", START, "yes")]));
    assert_eq!(shell.rows(), ["yes"]);
}

#[test]
fn failed_check_is_reported_even_if_the_room_is_not_followed() {
    let mut shell = FakeShell::showing(false);
    shell.run_command(OutboxCommand::Check);
    shell.answer(error(FailureKind::Vendor));
    assert_eq!(shell.problem(), Some(ConnectionProblem::Refused(FailureKind::Vendor)));
    shell.run_command(OutboxCommand::Check);
    shell.answer(room("a", &[]));
    assert_eq!(shell.problem(), None);
}

#[test]
fn failed_reading_after_a_message_is_not_reported_if_the_room_is_not_followed() {
    let mut shell = FakeShell::showing(false);
    shell.send("yes");
    shell.answer_sending(SendOutcome::Sent);
    shell.advance(2);
    shell.answer(error(FailureKind::Vendor));
    assert_eq!((shell.problem(), shell.view().phase), (None, Phase::Loaded(1)));
}

#[test]
fn refused_reading_after_a_message_requests_a_token() {
    let mut shell = FakeShell::showing(false);
    shell.send("yes");
    shell.answer_sending(refused(401, None));
    shell.advance(2);
    shell.answer(error(FailureKind::Unauthorized));
    assert_eq!(shell.emitted(), [error_event(FailureKind::Unauthorized, Some(401), "")]);
}
