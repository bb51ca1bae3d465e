//! Sending a message: `POST {proxy}rooms/{room_id}/messages`, or the vendor's `chat/write` (003) through a plain proxy.
//!
//! A request that may have been sent is never repeated. Without a response, the outcome is unknown.

use happytalk_model::{
    RoomId,
    write::{Content, WriteAnswer, WriteRequest},
};
use happytalk_present::{
    composer::{SendOutcome, SendRefusal},
    options::ProxyMode,
};

use super::{
    AbortHandle, Client,
    client::{Answer, Call, Failure},
    problem::Problem,
};
use crate::browser::page::is_online;

/// Sends a message as the customer `uuid`. Requests with the same `idempotency_key` send one message.
pub async fn send_message(
    client: &Client,
    room: &RoomId,
    uuid: &str,
    content: &Content,
    idempotency_key: &str,
) -> SendOutcome {
    let request = match WriteRequest::new(uuid, room.as_str(), content.clone()) {
        Ok(request) => request,
        Err(error) => return SendOutcome::Refused(SendRefusal::from_write_error(error)),
    };
    if !is_online() {
        return not_sent(0);
    }
    let (path, body) = match client.proxy.mode {
        ProxyMode::Gateway => (format!("rooms/{room}/messages"), content.json()),
        ProxyMode::Passthrough => ("v1/chat/write".to_owned(), request.json()),
    };
    let headers = [("accept", "application/json"), ("idempotency-key", idempotency_key)];
    let call = Call { path: &path, body: Some(&body), headers: &headers, ..Call::default() };
    let abort = AbortHandle::new();
    outcome(client.exchange(&call, None, &abort.signal()).await)
}

fn outcome(result: Result<Answer, Failure>) -> SendOutcome {
    match result {
        Ok(answer) if answer.is_success() => match WriteAnswer::decode(&answer.body) {
            Ok(decoded) => {
                let WriteAnswer { code, content, message, .. } = decoded.value;
                SendOutcome::from_response(
                    answer.status,
                    SendRefusal { code, notice: content, detail: message, ..SendRefusal::default() },
                )
            }
            Err(_) => SendOutcome::Unknown,
        },
        Ok(answer) => {
            let Problem { detail, vendor_code, content, .. } = Problem::parse(&answer.body);
            let code = vendor_code.map(i64::from);
            SendOutcome::from_response(
                answer.status,
                SendRefusal { code, notice: content, detail, ..SendRefusal::default() },
            )
        }
        Err(Failure::NoToken) => not_sent(401),
        Err(Failure::InvalidUrl) => not_sent(0),
        Err(Failure::Unreachable | Failure::Offline | Failure::Timeout) => SendOutcome::Unknown,
    }
}

fn not_sent(status: u16) -> SendOutcome {
    SendOutcome::Refused(SendRefusal { status, ..SendRefusal::default() })
}
