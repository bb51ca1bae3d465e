//! Rooms and messages that fail on request: the exchange goes wrong in the way the id, or the text, names.
//!
//! `chat/write` fails with every documented code: the text `fail-901` is refused with -901, and so on. `slow-10s` and
//! `garbage` stand in the room all the same, `reset` and `http-500` don't: who sent them can't know.

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
use serde_json::json;

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

/// Code, message, and the `field` or the notice in `content` that comes with them.
type Refusal = (i32, &'static str, Option<(&'static str, &'static str)>);

/// The refusals of `chat/write`.
const REFUSALS: [Refusal; 18] = [
    (-400, "Forbidden", None),
    (-500, "Authorization", None),
    (-504, "Contract", None),
    (-600, "System", None),
    (-700, "EndRoom", None),
    (-701, "Room", None),
    (-702, "NotRoom", None),
    (-703, "UUID", None),
    (-704, "IngRoom", None),
    (-800, "Validation(msg)", Some(("field", "msg"))),
    (-801, "Required", Some(("field", "msg"))),
    (-802, "Length", Some(("field", "msg"))),
    (-900, "Consulting", Some(("content", "지금은 상담을 운영하지 않습니다."))),
    (-901, "Consulting", Some(("content", "상담 시간이 아닙니다. 평일 09:00~18:00에 다시 문의해 주세요."))),
    (-902, "Consulting", Some(("content", "상담 시간이 아닙니다. 남겨 주신 문의는 다음 영업일에 답변드리겠습니다."))),
    (-903, "Consulting", Some(("content", "모든 상담원이 상담 중입니다. 잠시 후 다시 시도해 주세요."))),
    (-904, "Consulting", Some(("content", "오늘 받을 수 있는 상담이 모두 찼습니다."))),
    (-1001, "Vote", None),
];

/// What a message asks for by its text; `None` for an ordinary one. `carry_out` puts it into the room.
pub(super) async fn on_message(text: &str, carry_out: impl Fn() -> Response, reset: &Reset) -> Option<Response> {
    Some(match text {
        "slow-10s" => {
            let answer = carry_out();
            tokio::time::sleep(Duration::from_secs(10)).await;
            answer
        }
        "garbage" => {
            carry_out();
            html(StatusCode::OK, "<!doctype html><title>로그인</title><p>세션이 만료되었습니다.")
        }
        "http-500" => html(StatusCode::INTERNAL_SERVER_ERROR, "<h1>Fatal error</h1> in /home/www/write.php on line 42"),
        "reset" => {
            reset.now().await;
            return None;
        }
        _ => {
            let number: i32 = text.strip_prefix("fail-")?.parse().ok()?;
            let (code, message, more) = REFUSALS.iter().find(|(code, ..)| *code == -number)?;
            let mut answer = json!({ "code": code, "message": message });
            if let Some((name, value)) = more {
                answer[*name] = json!(value);
            }
            calls::success(answer.to_string())
        }
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
