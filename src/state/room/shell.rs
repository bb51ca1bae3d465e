//! The shell of the reducer: the event queue, the running effects, and the signals.
//!
//! No callback runs while the shell is borrowed, because a listener or an API call may dispatch further events. These are
//! queued until the current event is handled. Events after the end of the reactive owner are dropped.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use leptos::prelude::*;

use super::RoomState;
use crate::{
    api::{AbortHandle, Client, EarlyResponse, ProxyConfig, events::Subscription},
    browser::{
        clock::current_timestamp,
        page::{PageWatch, is_page_hidden},
        timers::Timer,
    },
    state::{
        events::EventSink,
        live::{EffectId, Generation, LiveEffect, LiveEvent, State, VisibleState, update},
        set_if_changed,
    },
};

/// The non-reactive part of a [`RoomState`].
pub(super) struct Shell {
    /// `None` during an update.
    state: Option<State>,
    queue: VecDeque<LiveEvent>,
    is_dispatching: bool,
    /// One client per proxy, the current one last. Queued messages are sent to the proxy of their room.
    clients: Vec<Client>,
    pub(super) events: EventSink,
    /// The early request of the loader, until a read uses it.
    pub(super) early: Option<EarlyResponse>,
    /// The latest read.
    pub(super) read: Option<(EffectId, AbortHandle)>,
    pub(super) subscription: Option<Subscription>,
    pub(super) timers: HashMap<EffectId, Timer>,
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

    /// Returns the current client.
    pub(super) fn client(&self) -> &Client {
        // Never empty.
        &self.clients[self.clients.len() - 1]
    }

    pub(super) fn generation(&self) -> Option<Generation> {
        self.state.as_ref().map(State::generation)
    }

    /// Handles the next event of the queue.
    fn step(&mut self) -> Option<(VisibleState, Vec<LiveEffect>)> {
        let event = self.queue.pop_front()?;
        let state = self.state.take()?;
        let (state, effects) = update(state, event, current_timestamp());
        let visible = state.visible();
        self.state = Some(state);
        Some((visible, effects))
    }
}

impl RoomState {
    /// Handles an event, or queues it while another one is handled.
    pub(super) fn dispatch(self, event: LiveEvent) {
        let is_first = self.shell.try_update_value(|shell| {
            shell.queue.push_back(event);
            !std::mem::replace(&mut shell.is_dispatching, true)
        });
        if is_first != Some(true) {
            return;
        }
        while let Some(Some((visible, effects))) = self.shell.try_update_value(Shell::step) {
            self.write_signals(visible);
            for effect in effects {
                self.run_effect(effect);
            }
        }
        self.shell.try_update_value(|shell| shell.is_dispatching = false);
    }

    /// Writes the signals that changed.
    fn write_signals(self, visible: VisibleState) {
        let VisibleState { phase, is_busy, shown, room, connection_problem, can_compose } = visible;
        let is_same = |one: &Option<Arc<_>>, other: &Option<Arc<_>>| match (one, other) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        // The phase is last, because components that it mounts read the other signals.
        set_if_changed(self.room, room);
        if !is_same(&self.shown.read_untracked(), &shown) {
            self.shown.set(shown);
        }
        set_if_changed(self.can_compose, can_compose);
        set_if_changed(self.connection_problem, connection_problem);
        set_if_changed(self.is_busy, is_busy);
        set_if_changed(self.phase, phase);
    }

    pub(super) fn watch_page(self) {
        let watch = PageWatch::start(move || self.dispatch(LiveEvent::PageChanged { is_visible: !is_page_hidden() }));
        drop(self.take(|shell| shell.page_watch.replace(watch)));
    }

    pub(super) fn set_early_response(self, early: Option<EarlyResponse>) {
        drop(self.take(|shell| std::mem::replace(&mut shell.early, early)));
    }

    /// Replaces the client, and returns the event for the reducer.
    pub(super) fn replace_client(self, client: Client) -> Option<LiveEvent> {
        self.take(|shell| {
            let (before, authorization) = (shell.client(), &client.authorization);
            let event = if before.proxy != client.proxy {
                Some(LiveEvent::ProxyChanged(client.proxy.clone()))
            } else if before.authorization != *authorization {
                Some(LiveEvent::AuthorizationChanged)
            } else if before.authorization.has_other_function(authorization) {
                if let Some(subscription) = &shell.subscription {
                    subscription.replace_authorization(authorization.clone());
                }
                Some(LiveEvent::TokenFunctionReplaced)
            } else {
                None
            };
            shell.clients.retain(|other| other.proxy != client.proxy);
            shell.clients.push(client);
            event
        })
    }

    pub(super) fn client_of(self, proxy: &ProxyConfig) -> Option<Client> {
        self.take(|shell| shell.clients.iter().find(|client| client.proxy == *proxy).cloned())
    }

    /// Takes a value out of the shell; `None` after the end of the reactive owner. The caller drops the value, because dropping
    /// it may run a callback.
    pub(super) fn take<T>(self, take: impl FnOnce(&mut Shell) -> Option<T>) -> Option<T> {
        self.shell.try_update_value(take).flatten()
    }
}
