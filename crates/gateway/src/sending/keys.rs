//! What was sent by which key, for a day: the same key and message is answered as before, and not sent again.
//!
//! Kept is what the vendor answered, and that nobody knows; what certainly never reached it may be tried again by the
//! same key. The catch: this is memory. After a restart a key is new, so a message whose outcome was unknown then must
//! be looked for in the room, as its problem says.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{BuildHasher as _, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::body::Bytes;
use happytalk_model::{RoomId, write::Content};
use tokio::sync::watch;

use crate::{problem::Problem, vendor::VendorError};

/// How long a key counts.
const KEPT: Duration = Duration::from_hours(24);
/// How many keys are kept: the oldest go first.
const MOST: usize = 20_000;

/// What a request to send comes to.
pub(crate) type Outcome<T = Bytes> = Result<T, Problem>;

/// A key as it counts: for this room, and of this person where the token names one. Of a token that names nobody nothing
/// counts, for a renewed one is another: then whoever may send into the room shares its keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    /// Who asked, if that is known.
    pub(crate) person: Option<u64>,
    /// Where.
    pub(crate) room: RoomId,
    /// `Idempotency-Key`.
    pub(crate) key: String,
}

/// The keys. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Keys {
    kept: Arc<Mutex<Kept>>,
    hasher: RandomState,
    most: usize,
}

/// What is, or was, begun under a name.
#[derive(Clone)]
pub(crate) struct Ending(watch::Receiver<Option<Outcome>>);

impl Ending {
    /// How it ended, as soon as it has.
    pub(crate) async fn outcome(mut self) -> Outcome {
        match self.0.wait_for(Option::is_some).await {
            Ok(outcome) => (*outcome).clone().unwrap_or_else(|| Err(abandoned())),
            Err(_) => Err(abandoned()),
        }
    }

    fn has_ended(&self) -> bool {
        self.0.borrow().is_some() || self.0.has_changed().is_err()
    }
}

/// The work broke off: it may have got as far as the vendor.
fn abandoned() -> Problem {
    let error = VendorError::Unreadable("the work broke off".to_owned());
    VendorError::OutcomeUnknown(Box::new(error)).into()
}

#[derive(Default)]
struct Kept {
    entries: HashMap<Name, Entry>,
    /// By age.
    order: BTreeMap<u64, Name>,
    next: u64,
}

struct Entry {
    fingerprint: u64,
    since: Instant,
    ending: Ending,
}

impl Default for Keys {
    fn default() -> Self {
        Self::of(MOST)
    }
}

impl Keys {
    fn of(most: usize) -> Self {
        Self { kept: Arc::default(), hasher: RandomState::new(), most }
    }

    /// What tells one message from another; nobody outside can find two that have the same.
    pub(crate) fn fingerprint(&self, content: &Content) -> u64 {
        self.hasher.hash_one(content)
    }

    /// The ending of `begin`, or of what was begun under this name before; and whether it is the latter.
    ///
    /// # Errors
    /// [`Problem::KeyReused`] when that was another message.
    pub(crate) fn once<F>(
        &self,
        name: Name,
        fingerprint: u64,
        begin: impl FnOnce() -> F,
    ) -> Result<(Ending, bool), Problem>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let mut kept = self.lock();
        kept.forget(self.most);
        if let Some(entry) = kept.entries.get(&name) {
            let same = entry.fingerprint == fingerprint;
            return if same { Ok((entry.ending.clone(), true)) } else { Err(Problem::KeyReused) };
        }
        kept.forget(self.most.saturating_sub(1));
        let number = kept.next;
        kept.next += 1;
        let (ended, ending) = watch::channel(None);
        let ending = Ending(ending);
        let (keys, work) = (self.clone(), begin());
        tokio::spawn(async move {
            let outcome = work.await;
            if !is_final(&outcome) {
                keys.lock().remove(number);
            }
            ended.send_replace(Some(outcome));
        });
        kept.order.insert(number, name.clone());
        kept.entries.insert(name, Entry { fingerprint, since: Instant::now(), ending: ending.clone() });
        Ok((ending, false))
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Lets go what is old, and the oldest of what is more than `most`; never what has not ended.
    fn forget(&mut self, most: usize) {
        let excess = self.entries.len().saturating_sub(most);
        let by_age = self.order.iter().filter_map(|(number, name)| Some((*number, self.entries.get(name)?)));
        let gone: Vec<u64> = by_age
            .filter(|(_, entry)| entry.ending.has_ended())
            .enumerate()
            .take_while(|(index, (_, entry))| *index < excess || entry.since.elapsed() >= KEPT)
            .map(|(_, (number, _))| number)
            .collect();
        for number in gone {
            self.remove(number);
        }
    }

    fn remove(&mut self, number: u64) {
        if let Some(name) = self.order.remove(&number) {
            self.entries.remove(&name);
        }
    }
}

/// Whether the vendor has answered, or may have acted.
fn is_final(outcome: &Outcome) -> bool {
    matches!(outcome, Ok(_) | Err(Problem::Vendor(VendorError::NotSent(_) | VendorError::OutcomeUnknown(_))))
}

#[cfg(test)]
mod tests;
