//! Property tests: in any order of events, no message is lost, shown twice or sent twice.
//!
//! Random steps of the reader, the page, the network and a simulated vendor run against the reducer. After each step, each row
//! on screen must match an existing message. At the end, the rows must be exactly the existing messages.

mod vendor;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*};

use super::*;
use vendor::Fate;
use world::World;

const BASES: [&str; 2] = ["/api/", "/other/"];
const ROOMS: [&str; 3] = ["a", "b", "c"];

/// A random step.
#[derive(Clone, Debug)]
enum Step {
    Show(usize),
    Open(usize),
    ShowNothing,
    ChangeProxy(usize),
    Authorize,
    Reload,
    SetLive(bool),
    SetVisible(bool),
    Write(u8),
    Resend(usize),
    Discard(usize),
    Check,
    AnswerRead { is_slow: bool },
    FailRead(FailureKind),
    AnswerSending(usize, Fate),
    Arrive,
    CounselorWrites(usize, u8),
    Deliver(usize),
    Record,
    Signal(StreamSignal),
    Repeat(usize),
    Render,
    Advance(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let kind = prop::sample::select(vec![
        FailureKind::Unauthorized,
        FailureKind::Forbidden,
        FailureKind::Vendor,
        FailureKind::Offline,
    ]);
    let signal = prop::sample::select(vec![
        StreamSignal::Connected,
        StreamSignal::Missed,
        StreamSignal::Lost,
        StreamSignal::Refused(FailureKind::Unauthorized),
        StreamSignal::Refused(FailureKind::NotFound),
    ]);
    prop_oneof![
        1 => (0..ROOMS.len()).prop_map(Step::Show),
        4 => (0..ROOMS.len()).prop_map(Step::Open),
        1 => Just(Step::ShowNothing),
        1 => (0..BASES.len()).prop_map(Step::ChangeProxy),
        1 => Just(Step::Authorize),
        1 => Just(Step::Reload),
        1 => any::<bool>().prop_map(Step::SetLive),
        1 => any::<bool>().prop_map(Step::SetVisible),
        6 => (0..2_u8).prop_map(Step::Write),
        4 => (0..8_usize).prop_map(Step::Resend),
        1 => (0..8_usize).prop_map(Step::Discard),
        1 => Just(Step::Check),
        12 => any::<bool>().prop_map(|is_slow| Step::AnswerRead { is_slow }),
        1 => kind.prop_map(Step::FailRead),
        10 => (0..3_usize, prop::sample::select(Fate::ALL.to_vec())).prop_map(|(at, fate)| Step::AnswerSending(at, fate)),
        1 => Just(Step::Arrive),
        5 => (0..ROOMS.len(), 0..2_u8).prop_map(|(room, text)| Step::CounselorWrites(room, text)),
        6 => (0..8_usize).prop_map(Step::Deliver),
        4 => Just(Step::Record),
        3 => signal.prop_map(Step::Signal),
        2 => (0..20_usize).prop_map(Step::Repeat),
        6 => Just(Step::Render),
        6 => (0..12_i64).prop_map(Step::Advance),
    ]
}

fn run(steps: Vec<Step>, has_equal_texts: bool) {
    let mut world = World::new(has_equal_texts);
    for step in steps {
        world.take(step);
    }
    world.settle();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_message_is_lost_shown_twice_or_sent_twice(steps in vec(step(), 0..90)) {
        run(steps, false);
    }

    #[test]
    fn equal_messages_are_neither_merged_nor_duplicated(steps in vec(step(), 0..60)) {
        run(steps, true);
    }
}
