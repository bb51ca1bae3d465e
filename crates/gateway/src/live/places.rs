//! How many streams there are, in all and of each caller: what is bounded can't be used up by one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Limits;

/// Streams that are open.
#[derive(Debug)]
pub(super) struct Places {
    limits: Limits,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    each: HashMap<u64, usize>,
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    /// For anybody.
    All,
    /// For this caller.
    Caller,
}

impl Places {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, taken: Mutex::default() }
    }

    /// One more stream. `caller` is who asks, when that is known: all others share what there is.
    pub(super) fn take(self: &Arc<Self>, caller: Option<u64>) -> Result<Place, Full> {
        let mut taken = self.taken_now();
        if taken.all >= self.limits.streams {
            return Err(Full::All);
        }
        if let Some(caller) = caller {
            let each = taken.each.entry(caller).or_default();
            if *each >= self.limits.streams_each {
                return Err(Full::Caller);
            }
            *each += 1;
        }
        taken.all += 1;
        Ok(Place { places: Arc::clone(self), caller })
    }

    pub(super) fn taken(&self) -> usize {
        self.taken_now().all
    }

    fn taken_now(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One stream's place, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    caller: Option<u64>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken_now();
        taken.all -= 1;
        if let Some(caller) = self.caller
            && let Some(each) = taken.each.get_mut(&caller)
        {
            *each -= 1;
            if *each == 0 {
                taken.each.remove(&caller);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_for_everyone_and_for_each_and_come_back() {
        let places = Arc::new(Places::new(Limits { streams: 4, streams_each: 2, ..Limits::default() }));
        let mut held = vec![places.take(Some(1)).unwrap(), places.take(Some(1)).unwrap()];
        assert_eq!(places.take(Some(1)).unwrap_err(), Full::Caller);
        held.push(places.take(Some(2)).unwrap());
        held.push(places.take(None).unwrap());
        assert_eq!(places.take(None).unwrap_err(), Full::All);
        assert_eq!(places.take(Some(2)).unwrap_err(), Full::All);
        held.clear();
        assert_eq!(places.taken(), 0);
        assert!(places.taken_now().each.is_empty());
        assert!(places.take(Some(1)).is_ok());
    }

    #[test]
    fn callers_who_are_not_known_share_all_places() {
        let places = Arc::new(Places::new(Limits { streams: 3, streams_each: 1, ..Limits::default() }));
        let held: Vec<_> = (0..3).map(|_| places.take(None).unwrap()).collect();
        assert_eq!(held.len(), places.taken());
    }
}
