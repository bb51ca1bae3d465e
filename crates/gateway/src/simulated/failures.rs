//! Rooms that fail on request: the exchange goes wrong in the way their id names.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use hyper::body::Frame;

use super::{calls, listener::Reset, rooms::Room};

/// What `id` asks for; `None` for an ordinary id. `like` is a room whose answer the failures start from.
pub(super) async fn on_request(id: &str, like: impl Fn() -> Option<Room>, reset: &Reset) -> Option<Response> {
    let answer = || like().map(|room| room.answer()).unwrap_or_default();
    Some(match id {
        "fail-501" => calls::fail(-501, "token"),
        "fail-502" => calls::fail(-502, "unAuthorized"),
        "fail-503" => calls::fail(-503, "room"),
        "slow-10s" => {
            tokio::time::sleep(Duration::from_secs(10)).await;
            calls::success(answer())
        }
        "garbage" => html(StatusCode::OK, "<!doctype html><title>로그인</title><p>세션이 만료되었습니다."),
        "http-500" => html(StatusCode::INTERNAL_SERVER_ERROR, "<h1>Fatal error</h1> in /home/www/chat.php on line 42"),
        "truncated" => truncated(answer()),
        "reset" => {
            reset.now().await;
            return None;
        }
        "empty" => calls::success(like().map(without_messages)?.answer()),
        "no-room" => calls::success(r#"{"result":"success","data":[]}"#.to_owned()),
        _ => return None,
    })
}

fn html(status: StatusCode, page: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// Declares the whole answer, sends half of it, and closes.
fn truncated(answer: String) -> Response {
    let length = answer.len();
    let headers = [(header::CONTENT_TYPE, calls::JSON.to_owned()), (header::CONTENT_LENGTH, length.to_string())];
    let half = Bytes::from(answer).slice(..length / 2);
    (headers, Body::new(Half { piece: Some(half), left: false })).into_response()
}

fn without_messages(mut room: Room) -> Room {
    "empty".clone_into(&mut room.data.chat.id);
    room.data.message.clear();
    room
}

/// A body that breaks off after its only piece.
struct Half {
    piece: Option<Bytes>,
    /// Whether the piece had a turn to leave: an error at once would take it along.
    left: bool,
}

impl hyper::body::Body for Half {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
        if let Some(piece) = self.piece.take() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if !self.left {
            self.left = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err("broken off on request")))
    }
}
