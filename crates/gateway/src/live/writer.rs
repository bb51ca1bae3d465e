//! The one thread that writes: what waits while a commit reaches the disk goes into the next one together.
//!
//! A request is answered after its commit, and clients are told then, in the order of the ids. Between commits the thread
//! deletes what is too old, a little at a time, and finds out whether a store that failed works again.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tokio::sync::oneshot;
use tracing::{error, info};

use super::{
    NotTaken,
    clock::Clock,
    event::Event,
    hub::Hub,
    store::{Kind, Message, Store, StoreError},
};
use crate::metrics::{self, Counted};

/// Messages that wait for the thread.
const QUEUE: usize = 1024;
/// Messages in one commit, and the bytes after which it takes no more.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Between two looks for what is too old.
const PRUNE_EVERY: Duration = Duration::from_mins(1);
/// Rows deleted in one commit: new messages wait for no more than that.
const PRUNE_ROWS: usize = 200;
/// Between two looks whether a store that failed works again.
const PROBE_EVERY: Duration = Duration::from_secs(1);

struct Job {
    message: Message,
    waits: Counted,
    done: oneshot::Sender<Result<(), NotTaken>>,
}

/// The thread's front; dropping it waits until what is queued is written.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    is_healthy: Arc<AtomicBool>,
}

impl Writer {
    pub(super) fn start(
        store: Arc<dyn Store>,
        hub: Arc<Hub>,
        retain: Duration,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let (queue, jobs) = sync_channel(QUEUE);
        let is_healthy = Arc::new(AtomicBool::new(true));
        let retain = i64::try_from(retain.as_millis()).unwrap_or(i64::MAX);
        let thread = Thread { store, hub, retain, clock, is_healthy: Arc::clone(&is_healthy) };
        let started = std::thread::Builder::new().name("store".to_owned()).spawn(move || thread.run(&jobs));
        let thread = started.map_err(|error: io::Error| StoreError::File("thread".into(), error))?;
        Ok(Self { queue: Some(queue), thread: Some(thread), is_healthy })
    }

    /// Waits for the commit that has the message in it.
    pub(super) async fn append(&self, message: Message) -> Result<(), NotTaken> {
        let (done, answer) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or(NotTaken::NotStored)?;
        queue.try_send(Job { message, waits: metrics::store_queue(), done }).map_err(|_| NotTaken::Busy)?;
        answer.await.unwrap_or(Err(NotTaken::NotStored))
    }

    pub(super) fn is_healthy(&self) -> bool {
        let is_running = self.thread.as_ref().is_some_and(|thread| !thread.is_finished());
        is_running && self.is_healthy.load(Ordering::Relaxed)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            error!("the store's writer panicked");
        }
    }
}

struct Thread {
    store: Arc<dyn Store>,
    hub: Arc<Hub>,
    /// Milliseconds.
    retain: i64,
    clock: Clock,
    is_healthy: Arc<AtomicBool>,
}

impl Thread {
    fn run(&self, jobs: &Receiver<Job>) {
        let mut prune_at = Instant::now();
        loop {
            let mut wait = prune_at.saturating_duration_since(Instant::now());
            if !self.is_healthy.load(Ordering::Relaxed) {
                wait = wait.min(PROBE_EVERY);
            }
            match jobs.recv_timeout(wait) {
                Ok(first) => self.write(first, jobs),
                Err(RecvTimeoutError::Timeout) => self.probe(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if Instant::now() >= prune_at {
                let has_more = self.prune();
                prune_at = Instant::now() + if has_more { Duration::ZERO } else { PRUNE_EVERY };
            }
        }
    }

    /// One commit for the job and those that wait behind it.
    fn write(&self, first: Job, jobs: &Receiver<Job>) {
        let mut bytes = first.message.payload.len();
        let (mut batch, mut waiting) = (vec![first.message], vec![(first.done, first.waits)]);
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Ok(job) = jobs.try_recv() else { break };
            bytes += job.message.payload.len();
            batch.push(job.message);
            waiting.push((job.done, job.waits));
        }
        let outcome = match self.store.append(&batch) {
            Ok(rows) => {
                self.set_healthy(true);
                let stored = rows.iter().filter(|row| row.kind != Kind::Ended).count();
                metrics::events_stored(stored as u64);
                metrics::events_repeated((batch.len() - stored) as u64);
                self.hub.tell(rows.into_iter().map(Event::new));
                Ok(())
            }
            Err(error) => {
                error!(%error, messages = batch.len(), "storing received messages");
                self.set_healthy(false);
                Err(NotTaken::NotStored)
            }
        };
        for (done, _) in waiting {
            // Whoever does not wait any more will send it again, and finds it there.
            let _ = done.send(outcome);
        }
    }

    fn probe(&self) {
        if !self.is_healthy.load(Ordering::Relaxed) && self.store.probe().is_ok() {
            self.set_healthy(true);
        }
    }

    /// Deletes some of what is too old; gives whether there may be more.
    fn prune(&self) -> bool {
        match self.store.prune(self.clock.now().saturating_sub(self.retain), PRUNE_ROWS) {
            Ok(deleted) => deleted == PRUNE_ROWS,
            Err(error) => {
                error!(%error, "deleting old messages");
                false
            }
        }
    }

    fn set_healthy(&self, is_healthy: bool) {
        if self.is_healthy.swap(is_healthy, Ordering::Relaxed) != is_healthy && is_healthy {
            info!("the store can be written again");
        }
    }
}
