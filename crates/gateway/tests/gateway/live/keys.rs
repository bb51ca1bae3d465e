//! The keys of tokens and open streams: taking a key out ends what was opened with it, and nothing else.

use std::{sync::Arc, time::Duration};

use axum::{Router, body::Body};
use happytalk_gateway::{
    AppState,
    auth::{Auth, KeySet, Verifier},
    live::Live,
    router,
};
use serde_json::{Value, json};
use url::Url;

use super::{Stream, live_settings, post, text};
use crate::{
    browser::{request, send, settings},
    tokens::{NOW, Signer, base64url, claims, ed, hs, jwk},
};

/// A set of these keys.
fn keys(keys: &[Value]) -> KeySet {
    KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
}

/// A gateway that takes tokens of both signers, and what its keys are replaced by.
fn gateway() -> (Router, Verifier) {
    let verifier = Verifier::new(keys(&[jwk(&ed()), jwk(&hs())])).with_clock(Arc::new(|| NOW));
    let mut settings = settings(&Url::parse("http://127.0.0.1:9").unwrap(), Duration::from_secs(5));
    settings.auth = Auth::Jwt(verifier.clone());
    settings.live = Some(Live::start(live_settings()).unwrap());
    (router(AppState::new(settings)), verifier)
}

async fn open(router: &Router, signer: &Signer) -> Stream {
    let bearer = format!("Bearer {}", signer.sign(&claims(&json!(["a"]), "live")));
    Stream::open_with(router, "room=a", &[("authorization", &bearer)]).await
}

#[tokio::test]
async fn without_any_key_every_stream_ends_and_every_token_is_refused() {
    let (router, verifier) = gateway();
    let mut streams = [open(&router, &ed()).await, open(&router, &hs()).await];
    verifier.replace(keys(&[]));
    for stream in &mut streams {
        assert_eq!(stream.next().await, None);
    }
    let bearer = format!("Bearer {}", ed().sign(&claims(&json!(["a"]), "read")));
    let request = request("GET", "/api/rooms/a").header("authorization", bearer);
    assert_eq!(send(&router, request.body(Body::empty()).unwrap()).await.status, 401);
}

#[tokio::test]
async fn a_key_that_is_taken_out_or_changed_ends_its_streams_and_no_others() {
    let mut other = jwk(&hs());
    other["k"] = json!(base64url(b"another secret, and a long enough one"));
    for (name, left) in [("taken out", vec![jwk(&ed())]), ("changed", vec![other, jwk(&ed())])] {
        let (router, verifier) = gateway();
        let (mut stays, mut ends) = (open(&router, &ed()).await, open(&router, &hs()).await);
        // The same keys in another order, and one more, change nothing.
        let more = Signer::hs256("more", b"");
        verifier.replace(keys(&[jwk(&more), jwk(&hs()), jwk(&ed())]));
        post(&router, text("a", 1)).await;
        assert_eq!((stays.take(1).await.len(), ends.take(1).await.len()), (1, 1), "{name}");

        verifier.replace(keys(&left));
        // Not even what was there before it looked.
        post(&router, text("a", 2)).await;
        assert_eq!(ends.next().await, None, "{name}");
        assert_eq!(stays.take(1).await[0].json()["msgid"], "2", "{name}");
    }
}
