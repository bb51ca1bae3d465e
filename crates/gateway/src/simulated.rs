//! The simulated vendor: Happytalk's four calls over real HTTP, on a loopback port of its own.
//!
//! It is what `demo` reads from and what the tests talk to, so it is as strict as the vendor: credentials are checked,
//! failures come back as HTTP 200 with a code, and some rooms break the exchange on purpose (`failures`). Its
//! rooms were held until the evening of 2025-10-01, so that the documents' room is today's and every start gives the same
//! bytes; what is said while it runs is said now.

mod calls;
mod clock;
mod counselor;
mod documents;
mod failures;
mod generate;
mod list;
mod listener;
mod php;
mod random;
mod rooms;
mod script;
mod wire;
mod write;

use std::{fmt, io, net::SocketAddr, sync::Arc};

use secrecy::SecretString;
use tokio::{net::TcpListener, task::JoinHandle};

use self::{counselor::Ear, rooms::Rooms};

pub use self::documents::with_demo_media;
pub(crate) use self::random::Random;

/// What the simulated vendor has to know.
#[derive(Debug)]
pub struct Settings {
    /// 고객사 토큰: what `chat_data` and `chat_room_lists` accept (000, 004).
    pub token: SecretString,
    /// `HT-Client-Id`: what `chat/write` accepts (003).
    pub client_id: SecretString,
    /// `HT-Client-Secret` (003).
    pub client_secret: SecretString,
    /// Where the browser finds `/demo/media/`: the gateway's own address, such as `http://127.0.0.1:8787`.
    pub public_base: String,
    /// The "수신도메인" that a counselor's answers are posted to (001), such as `http://127.0.0.1:8787/hooks/{secret}`.
    pub webhook: Option<SecretString>,
}

/// A running simulated vendor; dropping it stops it.
pub struct Simulated {
    /// Where it listens; both the Customer API and the Biz API.
    pub addr: SocketAddr,
    /// Ids and titles of a few rooms worth looking at, the longest first.
    pub examples: Vec<(String, String)>,
    tasks: [JoinHandle<()>; 2],
}

/// What every call shares.
struct Shared {
    settings: Settings,
    rooms: Rooms,
    counselor: Ear,
}

/// Starts it on a free loopback port.
///
/// # Errors
/// When no port can be had.
pub async fn spawn(settings: Settings) -> io::Result<Simulated> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let addr = listener.local_addr()?;
    let rooms = Rooms::new(&settings.public_base);
    let examples = rooms.longest(5);
    let (counselor, messages) = Ear::new();
    let shared = Arc::new(Shared { settings, rooms, counselor });
    let router = calls::router(Arc::clone(&shared));
    let calls = tokio::spawn(listener::serve(listener, router));
    let answers = tokio::spawn(counselor::answer(shared, messages));
    Ok(Simulated { addr, examples, tasks: [calls, answers] })
}

impl Drop for Simulated {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl fmt::Debug for Simulated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulated").field("addr", &self.addr).finish_non_exhaustive()
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("settings", &self.settings).finish_non_exhaustive()
    }
}
