//! What all answers together may take of the memory: a store of tickets, one for each 64 KB.
//!
//! An answer keeps its tickets until the last client has its bytes, so readers that are slow are counted too. Ordinary
//! rooms are smaller than a ticket and need none.

use std::{mem, sync::Arc, time::Duration};

use axum::body::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::vendor::VendorError;

/// Bytes of a ticket, and what is free of them.
const TICKET: usize = 64 * 1024;
/// How long a growing answer waits for others to end.
const WAIT: Duration = Duration::from_secs(2);

/// The tickets.
#[derive(Clone, Debug)]
pub(super) struct Memory(Arc<Semaphore>);

impl Memory {
    /// For so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes / TICKET)))
    }

    /// With room for what is announced, as far as that is free.
    pub(super) fn buffer(&self, announced: usize) -> Buffer {
        Buffer { bytes: Vec::with_capacity(announced.min(TICKET)), tickets: None, memory: self.clone() }
    }
}

/// An answer as it comes.
#[derive(Debug)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    tickets: Option<OwnedSemaphorePermit>,
    memory: Memory,
}

impl Buffer {
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Adds to it.
    ///
    /// # Errors
    /// [`VendorError::Overloaded`] when there is no memory for so much.
    pub(super) async fn push(&mut self, chunk: &[u8]) -> Result<(), VendorError> {
        let needed = self.bytes.len() + chunk.len();
        if needed > self.bytes.capacity() {
            let capacity = needed.max(self.bytes.capacity() * 2);
            self.take(capacity).await?;
            self.bytes.reserve_exact(capacity - self.bytes.len());
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Takes tickets until there are enough for so many bytes.
    async fn take(&mut self, capacity: usize) -> Result<(), VendorError> {
        let held = self.tickets.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = tickets(capacity).saturating_sub(held);
        if more == 0 {
            return Ok(());
        }
        let more = u32::try_from(more).map_err(|_| VendorError::TooLarge)?;
        let taken = tokio::time::timeout(WAIT, Arc::clone(&self.memory.0).acquire_many_owned(more)).await;
        let Ok(Ok(taken)) = taken else { return Err(VendorError::Overloaded) };
        match &mut self.tickets {
            Some(held) => held.merge(taken),
            none => *none = Some(taken),
        }
        Ok(())
    }

    /// The bytes, which give their tickets back when the last clone of them is gone.
    pub(super) fn into_bytes(mut self) -> Bytes {
        self.bytes.shrink_to_fit();
        let mut kept = mem::take(&mut self.tickets);
        let needed = tickets(self.bytes.len());
        if let Some(held) = &mut kept {
            drop(held.split(held.num_permits().saturating_sub(needed)));
        }
        Bytes::from_owner(Kept { bytes: self.bytes, _tickets: kept })
    }
}

/// How many cover so many bytes: none for what is free.
fn tickets(bytes: usize) -> usize {
    if bytes <= TICKET { 0 } else { bytes.div_ceil(TICKET) }
}

struct Kept {
    bytes: Vec<u8>,
    _tickets: Option<OwnedSemaphorePermit>,
}

impl AsRef<[u8]> for Kept {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: usize = 1024 * 1024;

    async fn filled(memory: &Memory, bytes: usize) -> Result<Bytes, VendorError> {
        let mut buffer = memory.buffer(0);
        for _ in 0..bytes / 1024 {
            buffer.push(&[b'x'; 1024]).await?;
        }
        Ok(buffer.into_bytes())
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_holds_what_it_needs_until_its_last_clone_is_gone() {
        let memory = Memory::of(4 * MB);
        let free = |memory: &Memory| memory.0.available_permits();
        let small = filled(&memory, TICKET).await.unwrap();
        assert_eq!((small.len(), free(&memory)), (TICKET, 64), "an ordinary room needs no ticket");

        let large = filled(&memory, 3 * MB / 2).await.unwrap();
        assert_eq!((large.len(), free(&memory)), (3 * MB / 2, 64 - 24), "what it took to grow is given back");
        assert!(matches!(filled(&memory, 3 * MB).await, Err(VendorError::Overloaded)));
        assert_eq!(free(&memory), 64 - 24, "a refused one keeps nothing");

        let part = large.slice(..10);
        drop(large);
        assert_eq!(free(&memory), 64 - 24);
        drop(part);
        assert_eq!(free(&memory), 64);
    }

    #[tokio::test]
    async fn what_is_announced_is_not_believed() {
        let memory = Memory::of(4 * MB);
        let mut buffer = memory.buffer(3 * MB);
        assert_eq!(buffer.bytes.capacity(), TICKET);
        buffer.push(b"short").await.unwrap();
        assert_eq!((buffer.into_bytes().as_ref(), memory.0.available_permits()), (&b"short"[..], 64));
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_finds_no_memory_waits_for_others_to_end() {
        let memory = Memory::of(4 * MB);
        let first = filled(&memory, 3 * MB).await.unwrap();
        let second = tokio::spawn({
            let memory = memory.clone();
            async move { filled(&memory, 2 * MB).await }
        });
        tokio::time::sleep(WAIT / 2).await;
        assert!(!second.is_finished());
        drop(first);
        assert_eq!(second.await.unwrap().unwrap().len(), 2 * MB);
    }
}
