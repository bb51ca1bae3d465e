//! Live: what the webhook receives is stored, then told to everyone who listens for its room.
//!
//! One way through: `routes/hooks` → `writer` (one thread, group commit) → [`store`] → `hub` → one `stream` per
//! client. The catch: a message is told only after it is durable, and a client that falls behind reads it from the store.

pub mod clock;
mod event;
mod hub;
mod places;
pub mod store;
mod stream;
mod writer;

use happytalk_model::RoomId;
use std::{fmt, sync::Arc, time::Duration};

use axum::body::Bytes;
use secrecy::{ExposeSecret as _, SecretString};
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;

use clock::Clock;
use hub::Hub;
use places::Places;
use store::{Kind, Message, Page, Store, StoreError};
use writer::Writer;

pub(crate) use places::Full;
pub(crate) use stream::{Asked, Listener};

/// Store reads at the same time: more would only take the processor from each other.
const READS: usize = 4;

/// What live needs to know.
pub struct Settings {
    /// Where messages are kept.
    pub store: Arc<dyn Store>,
    /// The secret part of the webhook's address.
    pub webhook_secret: SecretString,
    /// How long messages are kept.
    pub retain: Duration,
    /// What time it is.
    pub clock: Clock,
    /// How often, and how many.
    pub limits: Limits,
}

impl Settings {
    /// The system's clock and the usual limits.
    pub fn new(store: Arc<dyn Store>, webhook_secret: SecretString, retain_days: u32) -> Self {
        let retain = Duration::from_hours(24 * u64::from(retain_days));
        Self { store, webhook_secret, retain, clock: Clock::system(), limits: Limits::default() }
    }
}

/// How often, and how many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Between two comments on a stream: they keep it open, and tell each side that the other is there.
    pub comment: Duration,
    /// Streams at the same time, in all.
    pub streams: usize,
    /// Streams at the same time of one caller who is known by a token.
    pub streams_each: usize,
    /// Webhooks at the same time, and so the bodies in memory.
    pub webhooks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { comment: Duration::from_secs(15), streams: 10_000, streams_each: 20, webhooks: 256 }
    }
}

/// The running part; cheap to clone.
#[derive(Clone)]
pub struct Live(Arc<Shared>);

struct Shared {
    store: Arc<dyn Store>,
    writer: Writer,
    hub: Arc<Hub>,
    places: Arc<Places>,
    secret: SecretString,
    clock: Clock,
    limits: Limits,
    reads: Semaphore,
    webhooks: Semaphore,
}

/// Why a webhook could not be taken; the vendor has to send it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// As many as can be are under way.
    Busy,
    /// The store did not write it.
    NotStored,
}

impl Live {
    /// Starts the writer's thread; it ends with the last clone.
    ///
    /// # Errors
    /// When the store can't be read, or no thread can be had.
    pub fn start(settings: Settings) -> Result<Self, StoreError> {
        let Settings { store, webhook_secret, retain, clock, limits } = settings;
        let hub = Arc::new(Hub::new(store.newest()?));
        let writer = Writer::start(Arc::clone(&store), Arc::clone(&hub), retain, clock.clone())?;
        Ok(Self(Arc::new(Shared {
            store,
            writer,
            hub,
            places: Arc::new(Places::new(limits)),
            secret: webhook_secret,
            clock,
            limits,
            reads: Semaphore::new(READS),
            webhooks: Semaphore::new(limits.webhooks),
        })))
    }

    /// Whether this is the webhook's secret, in a time that depends on its length alone.
    pub(crate) fn is_secret(&self, said: &str) -> bool {
        self.0.secret.expose_secret().as_bytes().ct_eq(said.as_bytes()).into()
    }

    /// A place for one more webhook under way.
    pub(crate) fn webhook(&self) -> Result<tokio::sync::SemaphorePermit<'_>, NotTaken> {
        self.0.webhooks.try_acquire().map_err(|_| NotTaken::Busy)
    }

    /// Stores a message received now. It is durable when this returns, or was so before.
    pub(crate) async fn receive(
        &self,
        room: RoomId,
        msgid: Option<String>,
        kind: Kind,
        ended: bool,
        payload: Bytes,
    ) -> Result<(), NotTaken> {
        let message = Message { room, msgid, kind, ended, received_at: self.0.clock.now(), payload };
        self.0.writer.append(message).await
    }

    /// Whether the last write succeeded, or one since that was made to find out.
    pub fn can_write(&self) -> bool {
        self.0.writer.is_healthy()
    }

    /// Streams that are open.
    pub fn streams(&self) -> usize {
        self.0.places.taken()
    }

    /// Rows of these rooms after an id, off the async threads.
    async fn after(&self, id: u64, rooms: Arc<[RoomId]>) -> Result<Page, StoreError> {
        let _permit = self.0.reads.acquire().await.expect("nobody closes it");
        let store = Arc::clone(&self.0.store);
        match tokio::task::spawn_blocking(move || store.after(id, &rooms)).await {
            Ok(page) => page,
            Err(_) => Err(StoreError::Stopped),
        }
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").field("limits", &self.0.limits).finish_non_exhaustive()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("retain", &self.retain).field("limits", &self.limits).finish_non_exhaustive()
    }
}
