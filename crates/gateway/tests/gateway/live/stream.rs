//! A client of the event stream, reading as the standard for Server-Sent Events says.

use std::{collections::VecDeque, time::Duration};

use axum::{
    Router,
    body::{Body, BodyDataStream},
    http::{HeaderMap, StatusCode},
};
use futures_util::StreamExt as _;
use tower::ServiceExt as _;

use crate::browser::request;

/// Reached only when something that must come does not.
const NEVER: Duration = Duration::from_secs(20);

/// What a client dispatches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: u64,
    pub name: String,
    pub data: String,
}

impl Event {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.data).unwrap()
    }
}

/// An open stream.
pub struct Stream {
    pub headers: HeaderMap,
    body: BodyDataStream,
    bytes: Vec<u8>,
    ready: VecDeque<Event>,
    /// Milliseconds of the last `retry`.
    pub retry: Option<u32>,
    /// The last id, of an event or alone.
    pub last_id: Option<u64>,
    pub comments: usize,
}

impl Stream {
    pub async fn open(router: &Router, query: &str, last_event_id: Option<&str>) -> Self {
        let headers = last_event_id.map(|id| ("last-event-id", id));
        Self::open_with(router, query, headers.as_slice()).await
    }

    /// The same, with any headers.
    pub async fn open_with(router: &Router, query: &str, headers: &[(&str, &str)]) -> Self {
        let asked = request("GET", &format!("/api/events?{query}"));
        let asked = headers.iter().fold(asked, |asked, (name, value)| asked.header(*name, *value));
        let response = router.clone().oneshot(asked.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{response:?}");
        let (parts, body) = response.into_parts();
        let mut stream = Self {
            headers: parts.headers,
            body: body.into_data_stream(),
            bytes: Vec::new(),
            ready: VecDeque::new(),
            retry: None,
            last_id: None,
            comments: 0,
        };
        while stream.retry.is_none() {
            assert!(stream.read().await, "the stream ended at once");
        }
        stream
    }

    /// The next event; `None` when the stream ends.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if !self.read().await {
                return None;
            }
        }
    }

    /// So many events, and nothing about what comes after.
    pub async fn take(&mut self, count: usize) -> Vec<Event> {
        let mut events = Vec::new();
        while events.len() < count {
            events.push(self.next().await.expect("the stream ended"));
        }
        events
    }

    /// Waits for a comment.
    pub async fn comment(&mut self) {
        let before = self.comments;
        while self.comments == before {
            assert!(self.read().await, "the stream ended");
        }
    }

    async fn read(&mut self) -> bool {
        let frame = tokio::time::timeout(NEVER, self.body.next()).await.expect("nothing came");
        let Some(frame) = frame else { return false };
        self.bytes.extend_from_slice(&frame.unwrap());
        while let Some(end) = self.bytes.windows(2).position(|pair| pair == b"\n\n") {
            let block: Vec<u8> = self.bytes.drain(..end + 2).collect();
            self.block(str::from_utf8(&block[..end]).unwrap());
        }
        true
    }

    fn block(&mut self, block: &str) {
        let (mut name, mut data) = (String::new(), Vec::new());
        for line in block.lines() {
            let (field, value) = line.split_once(':').unwrap();
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "" => self.comments += 1,
                "id" => {
                    let id = value.parse().unwrap();
                    assert!(self.last_id.is_none_or(|last| last < id), "{id} after {:?}", self.last_id);
                    self.last_id = Some(id);
                }
                "event" => value.clone_into(&mut name),
                "data" => data.push(value),
                "retry" => self.retry = Some(value.parse().unwrap()),
                _ => panic!("{line:?}"),
            }
        }
        if !data.is_empty() {
            self.ready.push_back(Event { id: self.last_id.unwrap(), name, data: data.join("\n") });
        }
    }
}
