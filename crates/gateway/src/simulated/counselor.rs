//! The counselor: answers what was written as the customer (003), and has the answer sent to the webhook (001).
//!
//! As with the vendor, nobody can rely on which comes first: every other answer is told before `chat_data` shows it.

mod answers;
mod webhook;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
    time::sleep,
};

use super::{Shared, clock, wire::Message};
use answers::Answer;
use webhook::Webhook;

/// From a message to its answer.
const THINKS: Duration = Duration::from_secs(1);
/// Between an answer's two ways, whichever is first.
const BETWEEN: Duration = Duration::from_millis(700);

/// Whom the counselor hears through.
#[derive(Clone, Debug)]
pub(super) struct Ear(UnboundedSender<Heard>);

/// A message that was written.
#[derive(Debug)]
struct Heard {
    room: String,
    kind: String,
    contents: String,
}

impl Ear {
    /// The counselor's ear, and what reaches it.
    pub(super) fn new() -> (Self, Messages) {
        let (ear, heard) = unbounded_channel();
        (Self(ear), Messages(heard))
    }

    /// Tells of a message that now stands in the room.
    pub(super) fn tell(&self, room: &str, kind: &str, contents: &str) {
        let heard = Heard { room: room.to_owned(), kind: kind.to_owned(), contents: contents.to_owned() };
        // Without a counselor nobody answers: the vendor is being stopped.
        let _ = self.0.send(heard);
    }
}

/// What the counselor has heard and not answered yet.
pub(super) struct Messages(UnboundedReceiver<Heard>);

/// Answers until it is dropped; what is under way then stays unanswered.
pub(super) async fn answer(shared: Arc<Shared>, Messages(mut messages): Messages) {
    let webhook = shared.settings.webhook.as_ref().map(Webhook::new);
    let mut answered = BTreeMap::<String, usize>::new();
    let mut under_way = JoinSet::new();
    loop {
        tokio::select! {
            heard = messages.recv() => {
                let Some(heard) = heard else { return };
                let count = answered.entry(heard.room.clone()).or_default();
                under_way.spawn(answer_one(Arc::clone(&shared), webhook.clone(), heard, *count));
                *count += 1;
            }
            Some(_) = under_way.join_next() => {}
        }
    }
}

/// The answer to one message, which is the room's `nth` from 0.
async fn answer_one(shared: Arc<Shared>, webhook: Option<Webhook>, heard: Heard, nth: usize) {
    sleep(THINKS).await;
    let Heard { room, kind, contents } = heard;
    let (Some(id), Some(data)) = (shared.rooms.issue(&room), shared.rooms.get(&room)) else { return };
    let answer = Answer::to(&kind, &contents, nth, &shared.settings.public_base);
    let payload = answer.payload(data.customer(), &room, &id, nth);
    let told_first = nth.is_multiple_of(2);
    let show = async {
        sleep(if told_first { BETWEEN } else { Duration::ZERO }).await;
        show(&shared, &room, &id, &answer);
    };
    let tell = async {
        sleep(if told_first { Duration::ZERO } else { BETWEEN }).await;
        if let Some(webhook) = &webhook {
            webhook.post(data.customer(), &payload).await;
        }
    };
    tokio::join!(show, tell);
}

/// Puts the answer where `chat_data` and the list show it.
fn show(shared: &Shared, room: &str, id: &str, answer: &Answer) {
    let now = clock::written(clock::now());
    shared.rooms.add(room, |room| {
        let (contents_type, contents) = answer.contents(room.spelling);
        let chat = &mut room.data.chat;
        if chat.counselor_name.is_empty() {
            "ondam01".clone_into(&mut chat.counselor_name);
            "온담 상담원".clone_into(&mut chat.counselor_nickname);
        }
        if answer.ends { "2" } else { "1" }.clone_into(&mut chat.status);
        if answer.ends {
            chat.complate_date.clone_from(&now);
        }
        Message {
            id: id.to_owned(),
            from_id: chat.counselor_name.clone(),
            to_id: chat.customer_uuid.clone(),
            kind: "C".to_owned(),
            user_type: "H".to_owned(),
            contents_type: contents_type.to_owned(),
            contents,
            send_date: now,
            read_date: "0000-00-00 00:00:00".to_owned(),
        }
    });
}
