//! Sending: one message at a time in each room, in the order of writing.

use std::{num::NonZeroU32, time::Duration};

use happytalk_model::{failure::BizFailCode, timestamp::Timestamp, write::Content};
use happytalk_present::{
    composer::{SendOutcome, SendRefusal, sender_uuid},
    live::DeliveryStatus,
};

use super::{
    EffectId, LiveEffect, Update,
    thread::{Outgoing, Progress, Thread, ThreadKey},
    timers::Timer,
};
use crate::state::outbox::OutboxCommand;

/// Delay from sending a message to the final refresh, if the room still lacks the message.
pub(super) const FINAL_REFRESH_DELAY: Duration = Duration::from_secs(10);

impl Update {
    pub(super) fn run(&mut self, command: OutboxCommand, fresh_key: String) {
        if self.state.request.room().is_none() || !self.state.is_loaded() {
            return;
        }
        match command {
            OutboxCommand::Send(content) => self.send(content, fresh_key),
            OutboxCommand::Resend(number) => self.resend(number, fresh_key),
            OutboxCommand::Discard(number) => self.discard(number),
            OutboxCommand::Check => self.check(),
        }
    }

    fn send(&mut self, content: Content, key: String) {
        let thread = &mut self.state.threads.current;
        let Some(room) = thread.reading.as_ref().and_then(|reading| reading.rooms.first()) else { return };
        let number = thread.pending.add_outgoing(&content, &room.rows, self.now);
        let (uuid, before) = (String::new(), DeliveryStatus::Sending);
        thread.outgoing.push(Outgoing { number, content, key, uuid, before, progress: Progress::Done });
        self.enqueue(number);
    }

    /// Sends a message again. A message that the vendor refused needs another key. Any other may have arrived and keeps its key.
    fn resend(&mut self, number: NonZeroU32, fresh_key: String) {
        let thread = &mut self.state.threads.current;
        let Some(status) = thread.unsent_status(number) else { return };
        let Some(message) = thread.outgoing(number) else { return };
        if status.is_rejected_by_vendor() {
            message.key = fresh_key;
        }
        message.before = status;
        self.enqueue(number);
    }

    fn discard(&mut self, number: NonZeroU32) {
        let thread = &mut self.state.threads.current;
        if thread.unsent_status(number).is_some() {
            thread.pending.discard(number);
            self.render();
        }
    }

    /// Queues a message after the earlier messages of its room.
    fn enqueue(&mut self, number: NonZeroU32) {
        let sending = self.next_id();
        let uuid = self.customer_uuid();
        let thread = &mut self.state.threads.current;
        thread.pending.set_status(number, DeliveryStatus::Sending);
        let Some(message) = thread.outgoing(number) else { return };
        if let Some(uuid) = uuid {
            message.uuid = uuid;
            message.progress = Progress::Queued;
            self.effects.extend(thread.send_next(sending, self.now));
        } else {
            // The room was still open when the message was written.
            let refused = SendRefusal { code: Some(BizFailCode::RoomEnded.code()), ..SendRefusal::default() };
            let status = DeliveryStatus::after_outcome(Some(&message.before), SendOutcome::Refused(refused));
            thread.pending.set_status(number, status);
            self.refresh_later();
        }
        self.render();
    }

    /// Returns the customer id of the room on screen; `None` if sending is blocked.
    fn customer_uuid(&self) -> Option<String> {
        let room = self.state.shown.as_ref()?.transcript.rooms.first()?;
        sender_uuid(room, self.state.request.room()?.as_str()).ok().map(str::to_owned)
    }

    /// Sets the delivery status of a message. Its room may not be on screen.
    pub(super) fn finish_sending(&mut self, sending: EffectId, outcome: SendOutcome) {
        let next = self.next_id();
        let Some((thread, number)) = self.state.threads.find_in_flight(sending) else { return };
        let Some(message) = thread.outgoing(number) else { return };
        message.progress = Progress::Done;
        let status = DeliveryStatus::after_outcome(Some(&message.before), outcome);
        let is_sent = status == DeliveryStatus::Sent;
        thread.pending.set_status(number, status);
        self.effects.extend(thread.send_next(next, self.now));
        let Some(key) = thread.key().filter(|key| self.state.threads.current.key().as_ref() == Some(key)) else {
            return;
        };
        self.render();
        self.refresh_later();
        if is_sent {
            self.start_timer(Timer::FinalRefresh(key, number), FINAL_REFRESH_DELAY);
        }
    }

    /// Refreshes the room if it still lacks a sent message.
    pub(super) fn run_final_refresh(&mut self, key: &ThreadKey, number: NonZeroU32) {
        let thread = &self.state.threads.current;
        if thread.key().as_ref() == Some(key) && thread.pending.statuses().iter().any(|(of, _)| *of == number) {
            self.refresh();
        }
    }
}

impl Thread {
    /// Returns the delivery state of a message that can be sent again or discarded.
    fn unsent_status(&self, number: NonZeroU32) -> Option<DeliveryStatus> {
        let statuses = self.pending.statuses().into_iter();
        let is_unsent =
            |status: &DeliveryStatus| matches!(status, DeliveryStatus::Failed(_) | DeliveryStatus::Unknown(_));
        statuses.filter(|(of, _)| *of == number).map(|(_, status)| status).find(is_unsent)
    }

    /// Sends the earliest queued message, unless one is in flight.
    fn send_next(&mut self, sending: EffectId, now: Timestamp) -> Option<LiveEffect> {
        if self.outgoing.iter().any(|message| matches!(message.progress, Progress::InFlight(_))) {
            return None;
        }
        let (proxy, room) = self.address.clone()?;
        let queued = self.outgoing.iter_mut().filter(|message| message.progress == Progress::Queued);
        let message = queued.min_by_key(|message| message.number)?;
        message.progress = Progress::InFlight(sending);
        let Outgoing { number, uuid, content, key, .. } = message;
        self.pending.depart(*number, now);
        let (uuid, content, key) = (uuid.clone(), content.clone(), key.clone());
        Some(LiveEffect::SendMessage { sending, proxy, room, uuid, content, key })
    }
}
