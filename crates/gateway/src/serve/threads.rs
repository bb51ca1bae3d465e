//! Threads that serve connections, each for itself.
//!
//! A connection, its calls to the vendor and its timers stay on one processor, where their bytes are at hand; work that is
//! handed from thread to thread costs more of it. The catch: nobody takes work off a thread that has much, so a connection
//! goes to where the fewest are, and what takes long belongs on the threads for blocking work, as everywhere.

use std::{cell::Cell, io, sync::Arc, thread};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};
use tracing::warn;

/// More would each have connections to the vendor of its own, which is asked no more than 64 times at once anyway.
const MOST: usize = 8;

/// Threads for blocking work beside each of them: all together stay below `TasksMax` of the unit.
const BLOCKING: usize = 24;

thread_local! {
    static NUMBER: Cell<usize> = const { Cell::new(0) };
}

/// How many make use of this machine.
pub fn a_thread_per_processor() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST)
}

/// Which of the threads this is, from 1; 0 for all others.
pub(crate) fn number() -> usize {
    NUMBER.get()
}

/// The threads; they end with this, and what they serve with them.
#[derive(Debug)]
pub(super) struct Threads(Vec<Thread>);

#[derive(Debug)]
struct Thread {
    runtime: Handle,
    /// A clone for each connection there.
    connections: Arc<()>,
    /// Dropping it ends the thread.
    _end: oneshot::Sender<()>,
}

impl Threads {
    /// So many, or as many as the system has; with none, connections are served where [`Threads::spawn`] is called.
    pub(super) fn start(count: usize) -> Self {
        let started = (1..=count)
            .map(Thread::start)
            .take_while(|thread| thread.as_ref().inspect_err(|error| warn!(%error, "starting a thread")).is_ok());
        Self(started.flatten().collect())
    }

    /// Serves a connection.
    pub(super) fn spawn(&self, connection: impl Future<Output = ()> + Send + 'static) {
        let Some(thread) = self.0.iter().min_by_key(|thread| Arc::strong_count(&thread.connections)) else {
            tokio::spawn(connection);
            return;
        };
        let counted = Arc::clone(&thread.connections);
        thread.runtime.spawn(async move {
            connection.await;
            drop(counted);
        });
    }
}

impl Thread {
    fn start(number: usize) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().max_blocking_threads(BLOCKING).build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        thread::Builder::new().name(format!("serve-{number}")).spawn(move || {
            NUMBER.set(number);
            // The sender is dropped, never used.
            let _: Result<(), _> = runtime.block_on(ended);
            runtime.shutdown_background();
        })?;
        Ok(Self { runtime: handle, connections: Arc::default(), _end: end })
    }
}

#[cfg(test)]
mod tests {
    use std::{future::pending, time::Duration};

    use tokio::{sync::mpsc, time::timeout};

    use super::*;

    const SOON: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn connections_are_spread_and_end_with_their_threads() {
        let threads = Threads::start(2);
        let (tell, mut told) = mpsc::unbounded_channel();
        for _ in 0..4 {
            let tell = tell.clone();
            threads.spawn(async move {
                tell.send(number()).unwrap();
                pending::<()>().await;
            });
        }
        drop(tell);
        let mut numbers = Vec::new();
        for _ in 0..4 {
            numbers.push(timeout(SOON, told.recv()).await.expect("served").unwrap());
        }
        numbers.sort_unstable();
        assert_eq!((numbers, number()), (vec![1, 1, 2, 2], 0));
        drop(threads);
        assert!(timeout(SOON, told.recv()).await.expect("they end").is_none());
    }

    #[tokio::test]
    async fn a_place_that_was_left_is_taken_next() {
        let threads = Threads::start(2);
        let (leave, left) = oneshot::channel::<()>();
        threads.spawn(async { drop(left.await) });
        threads.spawn(pending());
        threads.spawn(pending());
        assert_eq!(threads.counts(), [2, 1], "the first of equals");
        leave.send(()).unwrap();
        let ended = async {
            while threads.counts() != [1, 1] {
                tokio::task::yield_now().await;
            }
        };
        timeout(SOON, ended).await.expect("it is not counted any more");
    }

    #[tokio::test]
    async fn without_threads_connections_are_served_here() {
        let (tell, told) = oneshot::channel();
        Threads::start(0).spawn(async move { tell.send(number()).unwrap() });
        assert_eq!(timeout(SOON, told).await.unwrap(), Ok(0));
    }

    impl Threads {
        fn counts(&self) -> Vec<usize> {
            self.0.iter().map(|thread| Arc::strong_count(&thread.connections) - 1).collect()
        }
    }
}
