//! One attempt to open a stream and read it to its end.

use std::time::Duration;

use futures_util::{
    Stream, StreamExt,
    future::{Either, select},
    stream,
};
use gloo_net::http::Response;
use happytalk_model::RoomId;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_streams::ReadableStream;

use crate::{
    api::{
        Client, RequestSignal,
        client::{Call, TIMEOUT},
    },
    browser::timers::sleep,
};

/// Idle timeout of a connection. The gateway sends a comment every 15 s.
const MAX_SILENCE: Duration = Duration::from_secs(45);

/// The result of an attempt.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ended {
    /// HTTP status of a response that is not a stream; `None` if there was a stream or no response.
    pub status: Option<u16>,
    /// `Retry-After` of that response.
    pub retry_after: Duration,
}

impl Ended {
    /// Returns the result of an attempt that sent no request, as if the proxy had responded with `status`.
    pub fn with_status(status: u16) -> Self {
        Self { status: Some(status), retry_after: Duration::ZERO }
    }
}

/// Requests the events of rooms. Returns the response if it is a stream.
pub async fn open_stream(
    client: &Client,
    rooms: &[RoomId],
    token: Option<&str>,
    last_event_id: &str,
    signal: &RequestSignal,
) -> Result<Response, Ended> {
    let Some(url) = client.url("events") else { return Err(Ended::with_status(400)) };
    let query: Vec<_> = rooms.iter().map(|room| ("room", room.as_str())).collect();
    let mut headers = vec![("accept", "text/event-stream")];
    if !last_event_id.is_empty() {
        headers.push(("last-event-id", last_event_id));
    }
    let call = Call { path: "events", query: &query, body: None, headers: &headers };
    let signal = signal.web_signal();
    let opening = Box::pin(client.send(&url, &call, token, &signal));
    let Either::Left((Ok(response), _)) = select(opening, Box::pin(sleep(TIMEOUT))).await else {
        return Err(Ended::default());
    };
    let header = |name: &str| response.headers().get(name).unwrap_or_default();
    if header("content-type").starts_with("text/event-stream") {
        return Ok(response);
    }
    let retry_after = Duration::from_secs(header("retry-after").parse().unwrap_or_default());
    Err(Ended { status: Some(response.status()), retry_after })
}

/// Returns the chunks of a body. The stream ends at the end of the body, on an error, and after the idle timeout.
pub fn chunks(response: &Response) -> impl Stream<Item = Vec<u8>> + use<> {
    let body = response.body().map(|body| ReadableStream::from_raw(body).into_stream());
    stream::unfold(body, |body| async move {
        let mut body = body?;
        match select(body.next(), Box::pin(sleep(MAX_SILENCE))).await {
            Either::Left((Some(Ok(chunk)), _)) => Some((chunk.unchecked_into::<Uint8Array>().to_vec(), Some(body))),
            Either::Left(_) | Either::Right(_) => None,
        }
    })
}
