//! Internal memos, taken out of a room for callers without the right to them.
//!
//! The model decides what a memo is; every other byte stays the vendor's. A document in which it can't tell for certain is
//! not passed on at all. What is left of a large room is written out of the one copy that there is, so it takes no memory
//! of its own, and the copy counts until the last reader has it.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
    vec,
};

use axum::body::{Body, Bytes, HttpBody};
use happytalk_model::transcript::{Cut, Unclear, memo_cuts, without_memos};
use hyper::body::{Frame, SizeHint};
use tokio::sync::Semaphore;

use crate::{
    metrics,
    problem::Problem,
    vendor::{TURN, VendorError},
};

/// Beyond this many bytes reading takes longer than other requests should wait.
const SMALL: usize = 64 * 1024;
/// Large rooms that are read at the same time: reading one takes a few times its size. Waiting for it takes as long as for the
/// vendor's turn at most.
static TURNS: Semaphore = Semaphore::const_new(2);

/// The room without its memos.
///
/// # Errors
/// [`VendorError::Unreadable`] when it can't be told where they are, [`Problem::Unavailable`] when it is not its turn in time.
pub(crate) async fn removed(body: Bytes) -> Result<Body, Problem> {
    if body.len() <= SMALL {
        let kept = without_memos(&body).map_err(unclear)?;
        return Ok(match kept {
            std::borrow::Cow::Borrowed(_) => Body::from(body),
            std::borrow::Cow::Owned(kept) => Body::from(kept),
        });
    }
    let Ok(turn) = tokio::time::timeout(TURN, TURNS.acquire()).await else {
        metrics::shed("memos");
        return Err(Problem::Unavailable("Too many large rooms are looked through."));
    };
    let turn = turn.expect("nobody closes it");
    let look = move || {
        // It goes on when whoever asked has left, and so does its turn.
        let _turn = turn;
        memo_cuts(&body).map(|cuts| Pieces::of(&body, cuts))
    };
    match tokio::task::spawn_blocking(look).await {
        Ok(pieces) => pieces.map(Body::new).map_err(unclear),
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn unclear(unclear: Unclear) -> Problem {
    VendorError::Unreadable(unclear.to_string()).into()
}

/// A body of parts of another.
struct Pieces {
    pieces: vec::IntoIter<Bytes>,
    left: usize,
}

impl Pieces {
    fn of(whole: &Bytes, cuts: Vec<Cut>) -> Self {
        let mut pieces = Vec::with_capacity(cuts.len() + 1);
        let mut at = 0;
        for (cut, instead) in cuts {
            pieces.extend([whole.slice(at..cut.start), Bytes::from_static(instead)]);
            at = cut.end;
        }
        pieces.push(whole.slice(at..));
        pieces.retain(|piece| !piece.is_empty());
        pieces.shrink_to_fit();
        let left = pieces.iter().map(Bytes::len).sum();
        Self { pieces: pieces.into_iter(), left }
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let piece = self.pieces.next();
        self.left -= piece.as_ref().map_or(0, Bytes::len);
        Poll::Ready(piece.map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    const MEMO: &str = r#"{"type":"M","contents":"memo"}"#;

    /// A room of so many messages, with a memo after each.
    fn room(messages: usize, memo: &str) -> String {
        let rows = vec![format!(r#"{{"type":"C","contents":"{}"}}{memo}"#, "a".repeat(1000)); messages];
        format!(r#"{{"result":"success","data":[{{"message":[{}]}}]}}"#, rows.join(","))
    }

    #[tokio::test]
    async fn what_is_left_is_the_vendors_bytes_small_or_large() {
        for messages in [3, 300] {
            let body = removed(room(messages, &format!(",{MEMO}")).into()).await.unwrap();
            let expected = room(messages, "");
            assert_eq!(body.size_hint().exact(), Some(expected.len() as u64));
            assert_eq!(body.collect().await.unwrap().to_bytes(), expected);
        }
        let alone = room(200, "").replacen("]}", &format!(r#"]}},{{"message":{MEMO}}}"#), 1);
        let body = removed(alone.clone().into()).await.unwrap().collect().await.unwrap().to_bytes();
        assert_eq!(body, alone.replace(MEMO, "[]"), "what stands instead is there too");
    }

    #[tokio::test(start_paused = true)]
    async fn a_large_room_waits_for_its_turn_only_so_long() {
        use axum::{http::header, response::IntoResponse as _};

        let turns = TURNS.acquire_many(2).await.unwrap();
        let start = tokio::time::Instant::now();
        let refused = removed(room(300, "").into()).await.unwrap_err().into_response();
        assert_eq!((refused.status().as_u16(), &refused.headers()[header::RETRY_AFTER]), (503, &5.into()));
        assert!(start.elapsed() < TURN * 2, "{:?}", start.elapsed());
        assert!(removed(room(3, "").into()).await.is_ok(), "a small one needs no turn");
        drop(turns);
        assert!(removed(room(300, "").into()).await.is_ok());
    }

    #[tokio::test]
    async fn what_is_left_of_a_large_room_is_no_second_copy_and_keeps_the_first() {
        let whole = Bytes::from(room(300, &format!(",{MEMO}")));
        let place = whole.as_ptr_range();
        // Many who never read: the one copy serves them all, and counts (`vendor/http/memory.rs`) while one is left.
        let mut bodies = Vec::new();
        for _ in 0..20 {
            bodies.push(removed(whole.clone()).await.unwrap());
        }
        for body in &mut bodies {
            while let Some(frame) = body.frame().await {
                let piece = frame.unwrap().into_data().unwrap();
                assert!(place.contains(&piece.as_ptr()), "copied");
            }
        }
        let unread = removed(whole.clone()).await.unwrap();
        drop(bodies);
        assert!(!whole.is_unique(), "given back though somebody has not read it");
        drop(unread);
        assert!(whole.is_unique());
    }
}
