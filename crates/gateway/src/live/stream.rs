//! One client's event stream: what it missed from the store, then what happens, and a comment now and then.
//!
//! It listens before it reads the store, and sends nothing up to the id it sent last: so there is neither a gap nor an
//! event twice, on whichever side of the reading a message arrives.

use happytalk_model::RoomId;
use std::{collections::VecDeque, convert::Infallible, future::pending, sync::Arc, time::Duration};

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::{
    sync::watch,
    time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until},
};
use tracing::error;

use super::{
    Full, Live,
    event::{self, Event},
    hub::{Next, Subscription},
    places::Place,
    store::Kind,
};
use crate::{
    auth::KeyInUse,
    metrics::{self, Counted},
};

/// Milliseconds within which the clients of a gateway that stops come back, each at a moment of its own.
const COME_BACK: std::ops::Range<u32> = 1000..5000;

/// Who listens, and to what.
#[derive(Debug)]
pub(crate) struct Listener {
    /// The rooms, each allowed.
    pub(crate) rooms: Vec<RoomId>,
    /// From where on.
    pub(crate) asked: Asked,
    /// Under what their streams are counted, when a token says who it is.
    pub(crate) caller: Option<u64>,
    /// Whether memos are theirs to see.
    pub(crate) sees_memos: bool,
    /// How long the token counts.
    pub(crate) until: Option<Duration>,
    /// What the token was checked by.
    pub(crate) key: Option<KeyInUse>,
}

/// From where on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// From now on.
    Now,
    /// After the event of this id.
    After(u64),
}

impl Asked {
    /// What a `Last-Event-ID` says. One that was never given stands above all: then there is a `reset`.
    pub(crate) fn read(last_event_id: &str) -> Self {
        match last_event_id.trim() {
            "" => Self::Now,
            id => Self::After(id.parse().unwrap_or(u64::MAX)),
        }
    }
}

impl Live {
    /// The body of an event stream; it ends when `draining` becomes true, or with the token or its key.
    pub(crate) fn stream(&self, listener: Listener, draining: watch::Receiver<bool>) -> Result<Body, Full> {
        let place = self.0.places.take(listener.caller)?;
        let (subscription, newest) = self.0.hub.listen(&listener.rooms, listener.asked != Asked::Now);
        let (last, opening) = match listener.asked {
            Asked::Now => (newest, event::opening(Some(newest))),
            Asked::After(id) => (id, event::opening(None)),
        };
        let every = self.0.limits.comment;
        let mut comment = interval_at(Instant::now() + every, every);
        comment.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stream = Stream {
            live: self.clone(),
            rooms: listener.rooms.into(),
            sees_memos: listener.sees_memos,
            until: listener.until.map(|left| Instant::now() + left),
            key: listener.key,
            subscription,
            draining,
            comment,
            last,
            ready: VecDeque::from([opening]),
            is_over: false,
            _place: place,
            _counted: metrics::stream(),
        };
        // Boxed, so that it is not moved from step to step.
        Ok(Body::from_stream(stream::unfold(Box::new(stream), async |mut stream| {
            let frame = stream.next().await?;
            Some((Ok::<_, Infallible>(frame), stream))
        })))
    }
}

struct Stream {
    live: Live,
    rooms: Arc<[RoomId]>,
    sees_memos: bool,
    until: Option<Instant>,
    key: Option<KeyInUse>,
    subscription: Subscription,
    draining: watch::Receiver<bool>,
    comment: Interval,
    /// The id sent last, or made ready.
    last: u64,
    ready: VecDeque<Bytes>,
    is_over: bool,
    _place: Place,
    _counted: Counted,
}

impl Stream {
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            let is_gone = self.key.as_ref().is_some_and(KeyInUse::is_gone);
            if self.is_over || is_gone || self.until.is_some_and(|until| Instant::now() >= until) {
                return None;
            }
            if let Some(frame) = self.ready.pop_front() {
                return Some(frame);
            }
            self.ready.shrink_to_fit();
            let until = self.until;
            let expired = async {
                match until {
                    Some(until) => sleep_until(until).await,
                    None => pending().await,
                }
            };
            let gone = async {
                match &mut self.key {
                    Some(key) => key.gone().await,
                    None => pending().await,
                }
            };
            let next = tokio::select! {
                // In this order, so that a busy room can't keep a stream open.
                biased;
                () = wait_until_true(&mut self.draining) => {
                    self.is_over = true;
                    return Some(event::closing(come_back()));
                }
                () = expired => return None,
                () = gone => return None,
                _ = self.comment.tick() => return Some(event::COMMENT),
                next = self.subscription.next() => next,
            };
            match next {
                Next::Event(event) => self.make_ready(&event),
                Next::Behind => self.catch_up().await,
            }
        }
    }

    /// One page of what was missed.
    async fn catch_up(&mut self) {
        let page = match self.live.after(self.last, Arc::clone(&self.rooms)).await {
            Ok(page) => page,
            Err(error) => {
                error!(%error, "reading received messages");
                // The client comes again, and asks from where it is.
                self.is_over = true;
                return;
            }
        };
        if self.last < page.forgotten || self.last > page.newest {
            self.last = page.newest;
            self.ready.push_back(event::reset(page.newest));
            return;
        }
        if !page.is_last {
            self.subscription.fall_behind();
        }
        for row in page.rows {
            self.make_ready(&Event::new(row));
        }
    }

    fn make_ready(&mut self, event: &Event) {
        if event.id <= self.last {
            return;
        }
        self.last = event.id;
        if event.kind != Kind::Memo || self.sees_memos {
            metrics::events_sent(1);
            self.ready.push_back(event.frame.clone());
        }
    }
}

/// Who sets it may be gone, and then so is the gateway.
async fn wait_until_true(flag: &mut watch::Receiver<bool>) {
    let _ = flag.wait_for(|is_set| *is_set).await;
}

/// Spread out, so that they do not all come at once.
fn come_back() -> u32 {
    let span = COME_BACK.end - COME_BACK.start;
    // Without randomness they come together, which is no reason to stay.
    COME_BACK.start + getrandom::u32().unwrap_or_default() % span
}

#[cfg(test)]
mod tests;
