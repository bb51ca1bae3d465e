//! The shell of the reducer: dispatches events, writes signals, runs effects.
//!
//! Nothing is called back while the shell is borrowed: a listener, or an API call, may dispatch further events at once. They wait
//! in a queue for the end of the current one. After the end of the reactive owner, events are dropped.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use happytalk_model::{Kind, RoomId};
use leptos::{prelude::*, task::spawn_local};

use super::RoomState;
use crate::{
    api::{
        AbortHandle, Client, EarlyResponse, ProxyConfig,
        events::{Subscription, subscribe},
        messages::send_message,
        rooms::load_room,
    },
    browser::{
        clock::current_timestamp,
        idle::Slices,
        page::{PageWatch, is_page_hidden},
        timers::{Timer, call_after},
    },
    state::{
        events::{ElementEvent, EventSink},
        live::{Effect, EffectId, Event, Generation, RoomView, State, update},
    },
};

/// What a [`RoomState`] owns besides its signals.
pub(super) struct Shell {
    /// `None` while it is updated.
    state: Option<State>,
    queue: VecDeque<Event>,
    is_dispatching: bool,
    /// One client for each proxy, the current one last. Queued messages of a room behind an earlier proxy are still sent there.
    clients: Vec<Client>,
    events: EventSink,
    early: Option<EarlyResponse>,
    read: Option<(EffectId, AbortHandle)>,
    subscription: Option<Subscription>,
    timers: HashMap<EffectId, Timer>,
    page_watch: Option<PageWatch>,
}

impl Shell {
    pub(super) fn new(client: Client, events: EventSink) -> Self {
        Self {
            state: Some(State::new(client.proxy.clone(), !is_page_hidden())),
            queue: VecDeque::new(),
            is_dispatching: false,
            clients: vec![client],
            events,
            early: None,
            read: None,
            subscription: None,
            timers: HashMap::new(),
            page_watch: None,
        }
    }

    /// The current client.
    pub(super) fn client(&self) -> &Client {
        // Never empty.
        &self.clients[self.clients.len() - 1]
    }

    fn generation(&self) -> Option<Generation> {
        self.state.as_ref().map(State::generation)
    }

    /// Handles the next event of the queue.
    fn step(&mut self) -> Option<(RoomView, Vec<Effect>)> {
        let event = self.queue.pop_front()?;
        let state = self.state.take()?;
        let (state, effects) = update(state, event, current_timestamp());
        let view = state.view();
        self.state = Some(state);
        Some((view, effects))
    }
}

impl RoomState {
    /// Updates the state, or queues the event if it comes while another one is handled.
    pub(super) fn dispatch(self, event: Event) {
        let is_first = self.shell.try_update_value(|shell| {
            shell.queue.push_back(event);
            !std::mem::replace(&mut shell.is_dispatching, true)
        });
        if is_first != Some(true) {
            return;
        }
        while let Some(Some((view, effects))) = self.shell.try_update_value(Shell::step) {
            self.show_view(view);
            for effect in effects {
                self.run_effect(effect);
            }
        }
        self.shell.try_update_value(|shell| shell.is_dispatching = false);
    }

    /// Writes the signals that changed.
    fn show_view(self, view: RoomView) {
        let RoomView { phase, is_busy, shown, room, connection_problem, can_compose } = view;
        let is_same = |one: &Option<Arc<_>>, other: &Option<Arc<_>>| match (one, other) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        // What is mounted anew by the phase finds the rest up to date.
        set_if_changed(self.room, room);
        if !is_same(&self.shown.read_untracked(), &shown) {
            self.shown.set(shown);
        }
        set_if_changed(self.can_compose, can_compose);
        set_if_changed(self.connection_problem, connection_problem);
        set_if_changed(self.is_busy, is_busy);
        set_if_changed(self.phase, phase);
    }

    fn run_effect(self, effect: Effect) {
        match effect {
            Effect::ReadRoom { read, room } => self.read_room(read, room),
            Effect::AbortRead => drop(self.take(|shell| shell.read.take())),
            Effect::AwaitRendering(generation) => self.await_rendering(generation),
            Effect::CountUndecoded(generation) => self.count_undecoded(generation),
            Effect::Subscribe { subscription, room } => self.subscribe(subscription, &room),
            Effect::Unsubscribe => drop(self.take(|shell| shell.subscription.take())),
            Effect::StartTimer { timer, after } => self.start_timer(timer, after),
            Effect::StopTimer(timer) => drop(self.take(|shell| shell.timers.remove(&timer))),
            Effect::SendMessage { sending, proxy, room, uuid, content, key } => {
                let Some(client) = self.client_of(&proxy) else { return };
                spawn_local(async move {
                    let outcome = send_message(&client, &room, &uuid, &content, &key).await;
                    self.dispatch(Event::MessageAnswered { sending, outcome });
                });
            }
            Effect::Emit { event, only_for } => self.emit(event, only_for),
        }
    }

    fn read_room(self, read: EffectId, room: RoomId) {
        let abort = AbortHandle::new();
        let signal = abort.signal();
        drop(self.take(|shell| shell.read.replace((read, abort))));
        spawn_local(async move {
            if let Some((client, early)) = self.begin_read(read) {
                let result = load_room(&client, &room, early, &signal).await;
                self.dispatch(Event::RoomRead { read, result });
            }
        });
    }

    /// A read that was aborted in the same task makes no request: an element may set several properties, one after the other.
    fn begin_read(self, read: EffectId) -> Option<(Client, Option<EarlyResponse>)> {
        self.take(|shell| {
            let is_current = shell.read.as_ref().is_some_and(|(current, _)| *current == read);
            is_current.then(|| (shell.client().clone(), shell.early.take()))
        })
    }

    fn await_rendering(self, generation: Generation) {
        spawn_local(async move {
            Slices::begin().await;
            self.dispatch(Event::Rendered(generation));
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
            self.dispatch(Event::UndecodedCounted { generation, messages, undecoded });
        });
    }

    fn subscribe(self, subscription: EffectId, room: &RoomId) {
        let Some(client) = self.take(|shell| Some(shell.client().clone())) else { return };
        let subscribed = subscribe(&client, room, move |signal| self.dispatch(Event::Stream { subscription, signal }));
        drop(self.take(|shell| shell.subscription.replace(subscribed)));
    }

    fn start_timer(self, timer: EffectId, after: Duration) {
        let started = call_after(after, move || {
            drop(self.take(|shell| shell.timers.remove(&timer)));
            self.dispatch(Event::TimerElapsed(timer));
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

    pub(super) fn watch_page(self) {
        let watch = PageWatch::start(move || self.dispatch(Event::PageChanged { is_visible: !is_page_hidden() }));
        drop(self.take(|shell| shell.page_watch.replace(watch)));
    }

    pub(super) fn set_early_response(self, early: Option<EarlyResponse>) {
        drop(self.take(|shell| std::mem::replace(&mut shell.early, early)));
    }

    /// Replaces the client, and returns what that means to the room.
    pub(super) fn replace_client(self, client: Client) -> Option<Event> {
        self.take(|shell| {
            let (before, authorization) = (shell.client(), &client.authorization);
            let event = if before.proxy != client.proxy {
                Some(Event::ProxyChanged(client.proxy.clone()))
            } else if before.authorization != *authorization {
                Some(Event::AuthorizationChanged)
            } else if before.authorization.has_other_function(authorization) {
                if let Some(subscription) = &shell.subscription {
                    subscription.replace_authorization(authorization.clone());
                }
                Some(Event::TokenFunctionReplaced)
            } else {
                None
            };
            shell.clients.retain(|other| other.proxy != client.proxy);
            shell.clients.push(client);
            event
        })
    }

    fn client_of(self, proxy: &ProxyConfig) -> Option<Client> {
        self.take(|shell| shell.clients.iter().find(|client| client.proxy == *proxy).cloned())
    }

    /// Takes something out of the shell; `None` after the end of the reactive owner. What it returns is dropped outside of the shell,
    /// since that may call back.
    fn take<T>(self, take: impl FnOnce(&mut Shell) -> Option<T>) -> Option<T> {
        self.shell.try_update_value(take).flatten()
    }
}

fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}
