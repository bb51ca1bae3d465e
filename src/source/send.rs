//! Sending a message: `POST {proxy}rooms/{room_id}/messages`, or the vendor's `chat/write` (003) through a plain proxy.
//!
//! Once the request may have left, no answer means that nobody knows: it is never sent again by itself.

use happytalk_model::{
    RoomId,
    write::{Content, WriteAnswer, WriteRequest},
};

use super::gateway::Reach;
use crate::{
    options::ProxyMode,
    platform::{
        fetch::{Abort, Failure, Problem, Request},
        online,
    },
    present::composer::{Outcome, Refused},
};

/// Sends it as the customer `uuid`. Messages with the same `key` are one message.
pub async fn send(reach: &Reach, room: &RoomId, uuid: &str, content: &Content, key: &str) -> Outcome {
    let request = match WriteRequest::new(uuid, room.as_str(), content.clone()) {
        Ok(request) => request,
        Err(error) => return Outcome::Refused(Refused::by_limit(error)),
    };
    let (path, body) = match reach.mode {
        ProxyMode::Gateway => (["rooms/", room.as_str(), "/messages"].concat(), content.json()),
        ProxyMode::Passthrough => ("v1/chat/write".to_owned(), request.json()),
    };
    let nowhere = |status| Outcome::Refused(Refused { status, ..Refused::default() });
    let Some(abort) = Abort::new().filter(|_| online()) else { return nowhere(0) };
    let request = Request { path: &path, body: Some(&body), key: Some(key), started: None };
    match reach.send(request, &abort).await {
        Ok(answer) if answer.is_ok() => match WriteAnswer::decode(&answer.body) {
            Ok(read) => {
                let WriteAnswer { code, content, message, .. } = read.value;
                Outcome::of(answer.status, Refused { code, notice: content, detail: message, ..Refused::default() })
            }
            Err(_) => Outcome::Unknown,
        },
        Ok(answer) => {
            let Problem { detail, vendor_code, content } = answer.problem;
            let code = vendor_code.map(i64::from);
            Outcome::of(answer.status, Refused { code, notice: content, detail, ..Refused::default() })
        }
        Err(Failure::NoToken) => nowhere(401),
        Err(Failure::NoAddress) => nowhere(0),
        Err(_) => Outcome::Unknown,
    }
}
