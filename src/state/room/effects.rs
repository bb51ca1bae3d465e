//! Runs the effects of the reducer, and reports their results as events.

use std::time::Duration;

use happytalk_model::{Kind, RoomId};
use leptos::{prelude::*, task::spawn_local};

use super::RoomState;
use crate::{
    api::{AbortHandle, Client, EarlyResponse, events::subscribe, messages::send_message, rooms::load_room},
    browser::{idle::Slices, timers::call_after},
    state::{
        events::ElementEvent,
        live::{EffectId, Generation, LiveEffect, LiveEvent},
    },
};

impl RoomState {
    pub(super) fn run_effect(self, effect: LiveEffect) {
        match effect {
            LiveEffect::ReadRoom { read, room } => self.read_room(read, room),
            LiveEffect::AbortRead => drop(self.take(|shell| shell.read.take())),
            LiveEffect::AwaitRendering(generation) => self.await_rendering(generation),
            LiveEffect::CountUndecoded(generation) => self.count_undecoded(generation),
            LiveEffect::Subscribe { subscription, room } => self.subscribe(subscription, &room),
            LiveEffect::Unsubscribe => drop(self.take(|shell| shell.subscription.take())),
            LiveEffect::StartTimer { timer, after } => self.start_timer(timer, after),
            LiveEffect::StopTimer(timer) => drop(self.take(|shell| shell.timers.remove(&timer))),
            LiveEffect::SendMessage { sending, proxy, room, uuid, content, key } => {
                let Some(client) = self.client_of(&proxy) else { return };
                spawn_local(async move {
                    let outcome = send_message(&client, &room, &uuid, &content, &key).await;
                    self.dispatch(LiveEvent::MessageAnswered { sending, outcome });
                });
            }
            LiveEffect::Emit { event, only_for } => self.emit(event, only_for),
        }
    }

    fn read_room(self, read: EffectId, room: RoomId) {
        let abort = AbortHandle::new();
        let signal = abort.signal();
        drop(self.take(|shell| shell.read.replace((read, abort))));
        spawn_local(async move {
            if let Some((client, early)) = self.begin_read(read) {
                let result = load_room(&client, &room, early, &signal).await;
                self.dispatch(LiveEvent::RoomRead { read, result });
            }
        });
    }

    /// Returns the client and the early request of a read. `None` if the read was aborted in the same task, because the page may
    /// set several properties in a row.
    fn begin_read(self, read: EffectId) -> Option<(Client, Option<EarlyResponse>)> {
        self.take(|shell| {
            let is_current = shell.read.as_ref().is_some_and(|(current, _)| *current == read);
            is_current.then(|| (shell.client().clone(), shell.early.take()))
        })
    }

    fn await_rendering(self, generation: Generation) {
        spawn_local(async move {
            Slices::begin().await;
            self.dispatch(LiveEvent::Rendered(generation));
        });
    }

    fn count_undecoded(self, generation: Generation) {
        let Some(Some(shown)) = self.shown.try_get_untracked() else { return };
        spawn_local(async move {
            let mut slices = Slices::begin().await;
            let (mut messages, mut undecoded) = (0, 0);
            for row in shown.transcript.rooms.iter().flat_map(|room| &room.rows) {
                messages += 1;
                undecoded += usize::from(row.message().kind() == Kind::Unreadable);
                slices.pause().await;
                if !self.is_current(generation) {
                    return;
                }
            }
            self.dispatch(LiveEvent::UndecodedCounted { generation, messages, undecoded });
        });
    }

    fn subscribe(self, subscription: EffectId, room: &RoomId) {
        let Some(client) = self.take(|shell| Some(shell.client().clone())) else { return };
        let subscribed =
            subscribe(&client, room, move |signal| self.dispatch(LiveEvent::Stream { subscription, signal }));
        drop(self.take(|shell| shell.subscription.replace(subscribed)));
    }

    fn start_timer(self, timer: EffectId, after: Duration) {
        let started = call_after(after, move || {
            drop(self.take(|shell| shell.timers.remove(&timer)));
            self.dispatch(LiveEvent::TimerElapsed(timer));
        });
        drop(self.take(|shell| shell.timers.insert(timer, started)));
    }

    fn emit(self, event: ElementEvent, only_for: Option<Generation>) {
        spawn_local(async move {
            if only_for.is_none_or(|generation| self.is_current(generation))
                && let Some(events) = self.take(|shell| Some(shell.events))
            {
                events.emit(&event);
            }
        });
    }

    fn is_current(self, generation: Generation) -> bool {
        self.take(|shell| shell.generation()) == Some(generation)
    }
}
