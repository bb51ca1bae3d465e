//! Live, through the whole router: what is posted to the hook comes out of the event stream.

mod events;
mod hooks;
mod keys;
mod stream;

use std::{sync::Arc, time::Duration};

use axum::{Router, body::Body};
use happytalk_gateway::{
    AppState,
    live::{Live, Settings, clock::Clock, store::Sqlite},
    router,
};
use url::Url;

use crate::browser::{Answer, request, send, settings};
use stream::Stream;

/// The secret part of the webhook's address in every test: it must never be seen again.
pub const SECRET: &str = "webhook-secret-hunter2-hunter2";

/// Live with a store in memory and the usual limits.
fn live_settings() -> Settings {
    let store = Sqlite::in_memory(&Clock::system()).unwrap();
    Settings::new(Arc::new(store), SECRET.into(), 30)
}

/// The live part of a gateway of which other things are tested.
pub fn running() -> Live {
    Live::start(live_settings()).unwrap()
}

/// A gateway with this live part, and a vendor that is not there.
fn gateway(live: Settings) -> (Router, AppState) {
    let nowhere = Url::parse("http://127.0.0.1:9").unwrap();
    let mut settings = settings(&nowhere, Duration::from_secs(5));
    settings.live = Some(Live::start(live).unwrap());
    let state = AppState::new(settings);
    (router(state.clone()), state)
}

async fn post(router: &Router, payload: impl Into<Body>) -> Answer {
    let hook = request("POST", &format!("/hooks/{SECRET}/message/test-user"));
    send(router, hook.header("content-type", "application/json").body(payload.into()).unwrap()).await
}

/// A text message; `n` tells it from others.
fn text(room: &str, n: usize) -> String {
    format!(
        r#"{{"uuid":"test-user","room_id":"{room}","type":"text","content":"안내 {n}","image":{{}},"msgid":"{n}","auto_end":"N"}}"#
    )
}
