//! Stopping without losing anybody: who is told, and when.
//!
//! Told to stop, the gateway first says so (`Drain::begin`: `/readyz` is 503, answers close their connection) while it
//! goes on serving, so that a load balancer turns away in time; then it stops listening and tells its event streams
//! (`Drain::end_streams`), which would hold it up for ever. Last it waits for work that no connection waits for
//! (`Drain::released`).

use std::sync::Arc;

use tokio::sync::watch;

/// How far stopping has come; cheap to clone, all clones are one.
#[derive(Clone, Debug)]
pub struct Drain(Arc<Stages>);

#[derive(Debug)]
struct Stages {
    leaving: watch::Sender<bool>,
    streams_end: watch::Sender<bool>,
    held: watch::Sender<()>,
}

/// Keeps the gateway from leaving before its time to drain is over, for as long as this lives.
#[derive(Debug)]
#[must_use = "it holds only while it lives"]
pub(crate) struct Hold(#[expect(dead_code, reason = "it counts by being there")] watch::Receiver<()>);

impl Drain {
    /// Not stopping.
    pub fn new() -> Self {
        Self(Arc::new(Stages {
            leaving: watch::Sender::new(false),
            streams_end: watch::Sender::new(false),
            held: watch::Sender::new(()),
        }))
    }

    /// Whether the gateway was told to stop.
    pub fn has_begun(&self) -> bool {
        *self.0.leaving.borrow()
    }

    /// Becomes true when long answers have to come to their end.
    pub fn streams(&self) -> watch::Receiver<bool> {
        self.0.streams_end.subscribe()
    }

    /// For work that goes on though its client is gone.
    pub(crate) fn hold(&self) -> Hold {
        Hold(self.0.held.subscribe())
    }

    /// Until no such work is under way.
    pub(crate) async fn released(&self) {
        self.0.held.closed().await;
    }

    pub(crate) fn begin(&self) {
        self.0.leaving.send_replace(true);
    }

    pub(crate) fn end_streams(&self) {
        self.0.streams_end.send_replace(true);
    }
}

impl Default for Drain {
    fn default() -> Self {
        Self::new()
    }
}
