//! So many requests at the same time, and no more: beyond that a 503 at once is kinder than an answer too late.
//!
//! A request counts until its answer has been written to the end, since that is how long its body is held. The catches:
//! hyper takes a body's last bytes and lets go of the body before it has written them, so the place goes along with each of
//! them; an event stream has no end, so it counts only until it begins (streams have a limit of their own); and so does a file
//! of the viewer, which is in memory anyway. Some places are the webhook's alone, so that readers can't shut it out.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderValue, Method, header},
    response::{IntoResponse as _, Response},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    metrics::{self, Counted},
    problem::Problem,
};

/// Requests under way in all, the webhook's own places apart.
const MOST: usize = 1024;
/// Places that only the webhook may take, once the others are taken.
const WEBHOOKS: usize = 64;

/// Lets so many in.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    webhooks: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self::of(MOST, WEBHOOKS)
    }

    fn of(most: usize, webhooks: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(most)), webhooks: Arc::new(Semaphore::new(webhooks)) }
    }

    fn place(self, request: &Request) -> Option<OwnedSemaphorePermit> {
        let place = self.places.try_acquire_owned().ok();
        place.or_else(|| is_webhook(request).then(|| self.webhooks.try_acquire_owned().ok())?)
    }
}

/// On an answer: its bytes are held for ever, not for whoever reads them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InMemory;

/// On a response: it was refused for want of a place, before anything was known of who asks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shed;

/// Lets the request in, or says 503 ([`Problem::Unavailable`]) when all places are taken.
pub(crate) async fn limit<F: Future<Output = Response>>(
    gate: Gate,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    // Whoever asks whether the gateway lives must hear it above all when there is much to do; and a browser that asks whether it
    // may ask, or its page could not be told that it is to wait.
    if matches!(request.uri().path(), "/healthz" | "/readyz") || is_preflight(&request) {
        return next(request).await;
    }
    let Some(place) = gate.place(&request) else {
        metrics::shed("requests");
        let mut response = Problem::Unavailable("Too many requests are under way.").into_response();
        response.extensions_mut().insert(Shed);
        return response;
    };
    let place = Place { _counted: metrics::request_under_way(), _permit: place };
    let response = next(request).await;
    let events = HeaderValue::from_static("text/event-stream");
    if response.headers().get(header::CONTENT_TYPE) == Some(&events)
        || response.extensions().get::<InMemory>().is_some()
    {
        return response;
    }
    response.map(|body| Body::new(Held { body, place: Arc::new(place) }))
}

fn is_webhook(request: &Request) -> bool {
    request.uri().path().starts_with("/hooks/")
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// Taken as long as it lives.
struct Place {
    _counted: Counted,
    _permit: OwnedSemaphorePermit,
}

/// A body that keeps its request's place until the last of its bytes was written or given up.
struct Held {
    body: Body,
    place: Arc<Place>,
}

/// Bytes of it.
struct Part {
    bytes: Bytes,
    _place: Arc<Place>,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        let held = |bytes| Bytes::from_owner(Part { bytes, _place: Arc::clone(&self.place) });
        frame.map_ok(|frame| frame.map_data(held))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{
        Router,
        body::to_bytes,
        middleware::{Next, from_fn},
        routing::get,
    };
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::{TcpListener, TcpStream},
        time::timeout,
    };
    use tower::ServiceExt as _;

    use super::*;
    use crate::serve::Limits;

    async fn ask(router: &Router, path: &str) -> Response {
        router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_place_is_taken_until_the_answer_was_read_and_a_stream_or_a_file_takes_none() {
        let stream = || async { ([(header::CONTENT_TYPE, "text/event-stream")], Body::from(": x\n\n")) };
        let gate = Gate::of(1, 0);
        let limited = move |request, next: Next| limit(gate.clone(), request, |request| next.run(request));
        let router = Router::new()
            .route("/", get(|| async { "hello" }))
            .route("/events", get(stream))
            .route("/file", get(|| async { (axum::Extension(InMemory), "file") }))
            .route("/healthz", get(|| async { "ok" }))
            .layer(from_fn(limited));
        let _unread = (ask(&router, "/events").await, ask(&router, "/file").await);
        let held = ask(&router, "/").await;
        assert_eq!(held.status(), 200);
        let refused = ask(&router, "/").await;
        assert_eq!((refused.status().as_u16(), &refused.headers()[header::RETRY_AFTER]), (503, &HeaderValue::from(5)));
        assert_eq!(ask(&router, "/healthz").await.status(), 200);
        assert_eq!(to_bytes(held.into_body(), 100).await.unwrap(), "hello");
        assert_eq!(ask(&router, "/").await.status(), 200);
    }

    #[tokio::test]
    async fn readers_take_no_place_of_the_webhooks() {
        let gate = Gate::of(2, 1);
        let limited = move |request, next: Next| limit(gate.clone(), request, |request| next.run(request));
        let router = Router::new()
            .route("/", get(|| async { "hello" }))
            .route("/hooks/{secret}", get(|| async { "ok" }))
            .layer(from_fn(limited));
        let unread = (ask(&router, "/").await, ask(&router, "/").await);
        assert_eq!(ask(&router, "/").await.status(), 503);
        let hook = ask(&router, "/hooks/x").await;
        assert_eq!(hook.status(), 200);
        assert_eq!(ask(&router, "/hooks/x").await.status(), 503);
        drop(hook);
        assert_eq!(ask(&router, "/").await.status(), 503, "that place is the webhook's alone");
        assert_eq!(ask(&router, "/hooks/x").await.status(), 200);
        drop(unread);
        assert_eq!(ask(&router, "/").await.status(), 200);
    }

    #[tokio::test]
    async fn a_place_is_taken_until_a_client_on_a_socket_has_the_answer() {
        const LARGE: usize = 64 * 1024 * 1024;
        let gate = Gate::of(1, 0);
        let places = Arc::clone(&gate.places);
        let limited = move |request, next: Next| limit(gate.clone(), request, |request| next.run(request));
        // One frame, as rooms are: hyper lets go of the body as soon as it has that.
        let large = Bytes::from(vec![b'x'; LARGE]);
        let router = Router::new().route("/", get(|| async { large })).layer(from_fn(limited));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let drain = crate::drain::Drain::new();
        tokio::spawn(crate::serve::serve(listener, router, Limits::default(), drain, std::future::pending()));

        let mut client = TcpStream::connect(addr).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.unwrap();
        client.readable().await.unwrap();
        // All that the socket takes has been written long since.
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(places.available_permits(), 0, "it was not read");
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200") && answer.len() > LARGE);
        let given_back = timeout(Duration::from_secs(20), places.acquire()).await;
        assert!(given_back.is_ok(), "it was read");
    }
}
