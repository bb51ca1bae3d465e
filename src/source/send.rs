//! Sending a message: `POST {proxy}rooms/{room_id}/messages`, or the vendor's `chat/write` (003) through a plain proxy.
//!
//! Once the request may have left, no answer means that nobody knows: it is never sent again by itself.

use happytalk_model::write::{Content, WriteAnswer, WriteRequest};

use super::gateway::Reach;
use crate::{
    options::{ProxyMode, RoomId},
    platform::{
        fetch::{self, Abort, Problem, Request},
        online, url,
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
    let (Some(address), Some(abort), true) = (url::resolve(&[&*reach.proxy, &path].concat()), Abort::new(), online())
    else {
        return nowhere(0);
    };
    let Ok(token) = reach.authority.bearer().await else { return nowhere(401) };
    let request = Request {
        url: &address,
        credentials: reach.credentials,
        token: token.as_deref(),
        headers: reach.authority.headers.as_ref(),
        body: Some(&body),
        header: Some(("idempotency-key", key)),
    };
    match fetch::send(request, &abort).await {
        Ok(answer) if answer.ok => match WriteAnswer::decode(&answer.body) {
            Ok(read) => {
                let WriteAnswer { code, content, message, .. } = read.value;
                Outcome::of(answer.status, Refused { code, notice: content, detail: message, ..Refused::default() })
            }
            Err(_) => Outcome::Unknown,
        },
        Ok(answer) => {
            let Problem { detail, vendor_code, content } = Problem::read(&answer.body);
            let code = vendor_code.map(i64::from);
            Outcome::of(answer.status, Refused { code, notice: content, detail, ..Refused::default() })
        }
        Err(_) => Outcome::Unknown,
    }
}
