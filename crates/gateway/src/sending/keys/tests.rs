use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::oneshot;

use super::*;

fn name(key: &str) -> Name {
    Name { person: Some(1), room: RoomId::parse("room").unwrap(), key: key.to_owned() }
}

const SENT: Outcome = Ok(Bytes::from_static(b"{\"code\":0}"));

/// Whether `outcome` is done again when the same key comes a second time.
async fn is_tried_again(outcome: fn() -> Outcome) -> bool {
    let keys = Keys::of(10);
    let count = Arc::new(AtomicUsize::new(0));
    for _ in 0..2 {
        let count = Arc::clone(&count);
        let begin = async move || {
            count.fetch_add(1, Ordering::Relaxed);
            outcome()
        };
        let Ok((ending, _)) = keys.once(name("k"), 1, begin) else { panic!("the same message") };
        assert_eq!(ending.outcome().await.is_ok(), outcome().is_ok());
    }
    count.load(Ordering::Relaxed) == 2
}

#[tokio::test]
async fn only_what_never_reached_the_vendor_is_tried_again() {
    let unknown = || Err(VendorError::OutcomeUnknown(Box::new(VendorError::Timeout)).into());
    assert!(!is_tried_again(|| SENT).await);
    assert!(!is_tried_again(unknown).await);
    assert!(is_tried_again(|| Err(VendorError::Overloaded.into())).await);
    assert!(is_tried_again(|| Err(VendorError::Timeout.into())).await, "the room could not be read");
    assert!(is_tried_again(|| Err(Problem::NoSuchRoom)).await);
}

#[tokio::test]
async fn it_goes_on_when_whoever_asked_is_gone_and_the_next_one_hears_of_it() {
    let keys = Keys::of(10);
    let (finish, finished) = oneshot::channel::<()>();
    let begin = async move || {
        finished.await.unwrap();
        SENT
    };
    let Ok((first, false)) = keys.once(name("k"), 1, begin) else { panic!("replayed") };
    drop(first);
    let Ok((second, true)) = keys.once(name("k"), 1, async || panic!("twice")) else { panic!("not replayed") };
    finish.send(()).unwrap();
    assert!(second.outcome().await.is_ok());
}

#[tokio::test]
async fn work_that_breaks_off_is_not_known_to_be_undone() {
    let keys = Keys::of(10);
    let Ok((ending, _)) = keys.once(name("k"), 1, async || panic!("on purpose")) else { panic!("replayed") };
    let outcome = ending.outcome().await;
    assert!(matches!(outcome, Err(Problem::Vendor(VendorError::OutcomeUnknown(_)))), "{outcome:?}");
}

#[tokio::test]
async fn a_key_is_the_callers_and_the_rooms_own() {
    let keys = Keys::of(10);
    let others = [
        name("k"),
        name("K"),
        Name { person: Some(2), ..name("k") },
        Name { person: None, ..name("k") },
        Name { room: RoomId::parse("other").unwrap(), ..name("k") },
    ];
    for other in others {
        let Ok((_, replayed)) = keys.once(other.clone(), 1, async || SENT) else { panic!("{other:?}") };
        assert!(!replayed, "{other:?}");
    }
    let again = keys.once(name("k"), 2, async || SENT);
    assert!(matches!(again, Err(Problem::KeyReused)), "another message by the same key");
}

#[tokio::test]
async fn the_oldest_go_first_but_none_that_has_not_ended() {
    let keys = Keys::of(3);
    let Ok((_, false)) = keys.once(name("under way"), 1, std::future::pending) else { panic!("replayed") };
    for key in ["a", "b", "c", "d"] {
        let Ok((ending, false)) = keys.once(name(key), 1, async || SENT) else { panic!("{key}") };
        ending.outcome().await.unwrap();
    }
    for (key, kept) in [("under way", true), ("d", true), ("c", true), ("a", false)] {
        let Ok((_, replayed)) = keys.once(name(key), 1, async || SENT) else { panic!("{key}") };
        assert_eq!(replayed, kept, "{key}");
    }
}
