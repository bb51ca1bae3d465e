//! What both ways to run begin with: the viewer, the socket, and what can be wrong with them.

use std::{error::Error, fmt, io, net::SocketAddr, path::Path, sync::Arc};

use secrecy::SecretString;
use tokio::net::{TcpListener, TcpSocket};

use crate::{
    auth::{Auth, KeyFile, KeyFileError},
    config::{ConfigError, Front},
    live::{
        self, Live,
        clock::Clock,
        store::{Sqlite, StoreError},
    },
    metrics::NotMeasured,
    site::Site,
    vendor::NotAVendor,
};

/// The viewer of `--site`, or the one inside.
///
/// # Errors
/// [`ConfigError::Site`] when the directory holds none.
pub fn site(front: &Front) -> Result<Site, ConfigError> {
    match &front.site {
        None => Ok(Site::embedded()),
        Some(path) => Site::from_directory(path).map_err(|error| ConfigError::Site(path.clone(), error)),
    }
}

/// How callers are told apart: by the keys of this file, which is followed from now on, or not at all.
///
/// # Errors
/// [`StartError::Keys`] when the file can't be used.
pub fn auth(keys: Option<&Path>) -> Result<Auth, StartError> {
    let Some(path) = keys else { return Ok(Auth::None) };
    let (file, verifier) = KeyFile::open(path).map_err(StartError::Keys)?;
    tokio::spawn(file.follow(verifier.clone()));
    Ok(Auth::Jwt(verifier))
}

/// The webhook and the event stream, with the store at `path`.
///
/// # Errors
/// [`StartError::Store`] says what is wrong with the store.
pub fn live(path: &Path, webhook_secret: SecretString, retain_days: u32) -> Result<Live, StartError> {
    let store = Sqlite::open(path, &Clock::system())?;
    Ok(Live::start(live::Settings::new(Arc::new(store), webhook_secret, retain_days))?)
}

/// Connections that may stand in the system's queue until they are accepted, as far as the system allows
/// (`net.core.somaxconn`). The usual 128 overflow in a rush; a client whose connection is lost there takes it for one that
/// stands, and if it says nothing it waits for ever.
const BACKLOG: u32 = 4096;

/// The socket, and the address it really has.
///
/// # Errors
/// [`StartError::Listen`], most often because the port is taken.
pub fn listen(addr: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |error| StartError::Listen(addr, error);
    let bound = |addr: SocketAddr| {
        let socket = if addr.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // So that a restart need not wait for the last connections of the run before.
        socket.set_reuseaddr(true)?;
        socket.bind(addr)?;
        socket.listen(BACKLOG)
    };
    let listener = bound(addr).map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    Ok((listener, addr))
}

/// Lets the process have as many open files, and so connections, as it is allowed to have: the usual soft limit of 1,024
/// is below [`crate::serve::Limits`] and exists for programs that use `select`.
pub fn raise_file_limit() {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "raising the limit of open files");
    }
}

/// Lets glibc keep a megabyte of what was freed: by default it returns all but 128 KB of what is free at a heap's end, and every
/// request would have to ask the system for its memory again. It keeps twice as much as the largest block of its own that was
/// ever freed (`mallopt(3)`, `M_TRIM_THRESHOLD`), as happens with the first large answer anyway. Other allocators don't mind. The
/// catch: what is smaller than that block lies among the rest and is returned late, so it must not be large.
pub fn keep_freed_memory() {
    const BLOCK: usize = 512 * 1024;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(BLOCK)));
}

/// Why the gateway did not start.
#[derive(Debug)]
pub enum StartError {
    /// Something has to be said differently.
    Config(ConfigError),
    /// The keys that tokens are checked by.
    Keys(KeyFileError),
    /// The vendor's address, or TLS.
    NotAVendor(NotAVendor),
    /// The socket.
    Listen(SocketAddr, io::Error),
    /// `--metrics-listen`.
    Metrics(NotMeasured),
    /// The simulated vendor.
    Vendor(io::Error),
    /// The store of received messages.
    Store(StoreError),
    /// SIGTERM and Ctrl-C can't be listened for.
    Signals(io::Error),
}

impl StartError {
    /// Whether another command line would help: then the exit code is 2, as for one that can't be read.
    pub fn is_configuration(&self) -> bool {
        matches!(self, Self::Config(_) | Self::Keys(_) | Self::NotAVendor(NotAVendor::ClearText(_)))
    }
}

impl From<ConfigError> for StartError {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<NotMeasured> for StartError {
    fn from(error: NotMeasured) -> Self {
        Self::Metrics(error)
    }
}

impl From<NotAVendor> for StartError {
    fn from(error: NotAVendor) -> Self {
        Self::NotAVendor(error)
    }
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Keys(error) => error.fmt(f),
            Self::NotAVendor(error) => error.fmt(f),
            Self::Listen(addr, error) => write!(f, "cannot listen on {addr}: {error}"),
            Self::Metrics(error) => error.fmt(f),
            Self::Vendor(error) => write!(f, "cannot start the simulated vendor: {error}"),
            Self::Store(error) => error.fmt(f),
            Self::Signals(error) => write!(f, "cannot listen for SIGTERM and Ctrl-C: {error}"),
        }
    }
}

impl Error for StartError {}
