//! The keys in use, and the file they come from: read again when it changes, so that keys rotate without a restart.
//!
//! The file is compared by its contents, once a second and on SIGHUP: links that are swapped, as orchestrators do it,
//! count as a change. A set without keys counts: it is how everybody is shut out. A file that can't be used changes nothing;
//! that it can't is logged once per change, and a number says so for as long as it is so.

use std::{
    error::Error,
    fmt,
    hash::{BuildHasher as _, RandomState},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use tracing::{error, info, warn};

use super::{
    Caller, Invalid,
    keys::{Key, KeySet, KeysError},
    token,
};
use crate::metrics;

/// How often the file is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Bytes of a JWK set: thousands of keys.
const LARGEST_FILE: u64 = 1024 * 1024;

/// Seconds since 1970.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// Checks tokens by the keys in use. Cheap to clone; all clones share the keys.
#[derive(Clone)]
pub struct Verifier {
    keys: watch::Sender<Arc<KeySet>>,
    clock: Clock,
}

impl Verifier {
    /// By these keys, and the system's clock.
    pub fn new(keys: KeySet) -> Self {
        Self { keys: watch::Sender::new(Arc::new(keys)), clock: Arc::new(system_clock) }
    }

    /// By another clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// From now on by these keys.
    pub fn replace(&self, keys: KeySet) {
        self.keys.send_replace(Arc::new(keys));
    }

    /// Who the bearer of this token is.
    ///
    /// # Errors
    /// [`Invalid`], for the log alone.
    pub fn check(&self, token: &str) -> Result<Caller, Invalid> {
        let keys = Arc::clone(&self.keys.borrow());
        token::check(&keys, token, (self.clock)())
    }

    /// Watches whether a key is still one of those in use.
    pub(super) fn watch(&self, key: &Arc<Key>) -> KeyInUse {
        KeyInUse { keys: self.keys.subscribe(), key: Arc::clone(key) }
    }
}

/// The key of a token by which something was opened that goes on.
#[derive(Debug)]
pub(crate) struct KeyInUse {
    keys: watch::Receiver<Arc<KeySet>>,
    key: Arc<Key>,
}

impl KeyInUse {
    /// Whether it was taken out, or changed.
    pub(crate) fn is_gone(&self) -> bool {
        !self.keys.borrow().holds(&self.key)
    }

    /// Until it is. Who changes the keys may be gone, and then so is the gateway.
    pub(crate) async fn gone(&mut self) {
        let key = &self.key;
        let _ = self.keys.wait_for(|keys| !keys.holds(key)).await;
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier").field("keys", &self.keys.borrow()).finish_non_exhaustive()
    }
}

/// A clock before 1970 is none: it makes every token expire too late, and so refused.
fn system_clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A file of keys, and what it held when it was looked at last: a hash of it, since it may hold secrets.
#[derive(Debug)]
pub struct KeyFile {
    path: PathBuf,
    hasher: RandomState,
    seen: Option<u64>,
    /// Whether the keys in use are not those of the file.
    is_stale: bool,
}

impl KeyFile {
    /// Reads it for the first time.
    ///
    /// # Errors
    /// [`KeyFileError`] when it can't be read, or is no set of keys. A set without keys is one: see [`KeySet`].
    pub fn open(path: &Path) -> Result<(Self, Verifier), KeyFileError> {
        let failed = |reason| KeyFileError { path: path.to_owned(), reason };
        let bytes = read(path).map_err(|error| failed(Reason::Unreadable(error)))?;
        let keys = KeySet::read(&bytes).map_err(|error| failed(Reason::Keys(error)))?;
        if keys.is_empty() {
            warn!(path = %path.display(), "keys for tokens: there are none, so every token is refused");
        } else {
            info!(kids = keys.kids(), "keys for tokens");
        }
        let hasher = RandomState::new();
        let seen = Some(hasher.hash_one(&bytes));
        Ok((Self { path: path.to_owned(), hasher, seen, is_stale: false }, Verifier::new(keys)))
    }

    /// Looks whether it has changed, for as long as it is polled. Without SIGHUP, where it can't be had, it looks
    /// once a second all the same.
    pub async fn follow(mut self, verifier: Verifier) {
        let mut hangup = signal(SignalKind::hangup()).inspect_err(|error| warn!(%error, "listening for SIGHUP")).ok();
        loop {
            let told = async {
                match &mut hangup {
                    Some(hangup) => hangup.recv().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = told => {}
            }
            let look = verifier.clone();
            let looked = tokio::task::spawn_blocking(move || {
                self.look(&look);
                metrics::keys_stale(self.is_stale);
                self
            });
            self = match looked.await {
                Ok(file) => file,
                Err(error) => return error!(%error, "following the keys for tokens: it ended"),
            };
        }
    }

    /// Takes the keys over if the file has changed and can be used.
    fn look(&mut self, verifier: &Verifier) {
        let bytes = read(&self.path);
        let now = bytes.as_ref().ok().map(|bytes| self.hasher.hash_one(bytes));
        if now == self.seen {
            return;
        }
        self.seen = now;
        let path = self.path.display();
        let keys = match bytes.as_ref().map(|bytes| KeySet::read(bytes)) {
            Ok(Ok(keys)) => Some(keys),
            Ok(Err(error)) => {
                error!(%path, %error, "keeping the old keys, those that were taken out too: the new ones can't be used");
                None
            }
            Err(error) => {
                error!(%path, %error, "keeping the old keys, those that were taken out too: the file can't be read");
                None
            }
        };
        self.is_stale = keys.is_none();
        let Some(keys) = keys else { return };
        if keys.is_empty() {
            warn!(%path, "keys for tokens have changed: there are none, so every token is refused");
        } else {
            info!(kids = keys.kids(), "keys for tokens have changed");
        }
        verifier.replace(keys);
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    use io::Read as _;

    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 1 MB"));
    }
    Ok(bytes)
}

/// Why the gateway does not start with this file.
#[derive(Debug)]
pub struct KeyFileError {
    path: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    Unreadable(io::Error),
    Keys(KeysError),
}

impl fmt::Display for KeyFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.reason {
            Reason::Unreadable(error) => write!(f, "cannot read the keys for tokens in {path}: {error}"),
            Reason::Keys(error) => write!(f, "cannot use the keys for tokens in {path}: {error}"),
        }
    }
}

impl Error for KeyFileError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(kid: &str) -> String {
        let k = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
        format!(r#"{{"keys":[{{"kty":"oct","kid":"{kid}","k":"{k}"}}]}}"#)
    }

    fn kids(verifier: &Verifier) -> String {
        verifier.keys.borrow().kids()
    }

    #[test]
    fn a_file_that_changes_is_taken_over_and_one_that_breaks_changes_nothing() {
        let path = std::env::temp_dir().join(format!("happytalk-keys-{}", std::process::id()));
        std::fs::write(&path, set("a")).unwrap();
        let (mut file, verifier) = KeyFile::open(&path).unwrap();
        let mut after = |write: &dyn Fn()| {
            write();
            file.look(&verifier);
            // What is so stays so until the file changes.
            file.look(&verifier);
            (kids(&verifier), file.is_stale)
        };
        let (taken, kept) = (|kids: &str| (kids.to_owned(), false), |kids: &str| (kids.to_owned(), true));
        assert_eq!(after(&|| ()), taken("a"));
        assert_eq!(after(&|| std::fs::write(&path, set("b")).unwrap()), taken("b"));
        assert_eq!(after(&|| std::fs::write(&path, "{").unwrap()), kept("b"));
        assert_eq!(after(&|| std::fs::write(&path, r#"{"keys":[{}]}"#).unwrap()), kept("b"));
        assert_eq!(after(&|| std::fs::write(&path, set("b")).unwrap()), taken("b"));
        assert_eq!(after(&|| std::fs::remove_file(&path).unwrap()), kept("b"));
        assert_eq!(after(&|| std::fs::write(&path, vec![b' '; 2_000_000]).unwrap()), kept("b"));
        assert_eq!(after(&|| std::fs::write(&path, set("c")).unwrap()), taken("c"));
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_file_whose_last_key_is_taken_out_counts() {
        let path = std::env::temp_dir().join(format!("happytalk-keys-emptied-{}", std::process::id()));
        std::fs::write(&path, set("a")).unwrap();
        let (mut file, verifier) = KeyFile::open(&path).unwrap();
        std::fs::write(&path, r#"{"keys":[]}"#).unwrap();
        file.look(&verifier);
        assert_eq!((kids(&verifier).as_str(), file.is_stale), ("", false));
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn no_debug_output_shows_bytes_of_keys() {
        let path = std::env::temp_dir().join(format!("happytalk-keys-debug-{}", std::process::id()));
        std::fs::write(&path, set("a")).unwrap();
        let (file, verifier) = KeyFile::open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let auth = crate::auth::Auth::Jwt(verifier.clone());
        let in_use = verifier.watch(verifier.keys.borrow().get("a").unwrap());
        let shown = format!("{file:?} {file:#?} {verifier:?} {auth:?} {in_use:?}");
        assert!(shown.contains("happytalk-keys-debug"), "{shown}");
        // As text, as the bytes of that text, and as the bytes that it stands for.
        for secret in ["AAECAwQF", "65, 65, 69, 67", "65,\n", "0, 1, 2, 3", "123, 34", "[00, 01"] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }

    #[test]
    fn without_a_file_of_keys_it_does_not_start_and_says_why() {
        let path = std::env::temp_dir().join(format!("happytalk-no-keys-{}", std::process::id()));
        let why = KeyFile::open(&path).unwrap_err().to_string();
        assert!(why.contains("cannot read") && why.contains("happytalk-no-keys"), "{why}");
        // Who has shut everybody out wants the webhook to go on, after a restart too.
        std::fs::write(&path, r#"{"keys":[]}"#).unwrap();
        let (_, verifier) = KeyFile::open(&path).unwrap();
        assert_eq!(kids(&verifier), "");
        std::fs::remove_file(&path).unwrap();
    }
}
