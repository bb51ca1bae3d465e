//! The shell of the live room: its requests, and their end with the reactive owner.

#![cfg(target_arch = "wasm32")]

use std::{cell::Cell, rc::Rc};

use any_spawner::Executor;
use happytalk_model::{RoomId, write::Content};
use happytalk_present::options::{Credentials, ProxyMode};
use happytalk_viewer::{
    api::{Authorization, Client, ProxyConfig},
    state::{
        events::{ElementEvent, EventSink},
        outbox::OutboxCommand,
        room::{Phase, RoomRequest, RoomState},
    },
};
use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Records requests, and responds with a room.
const REPLACE_FETCH: &str = r#"
    const fetched = (window.fetched = []);
    window.fetch = async (request) => {
        fetched.push(`${request.method} ${new URL(request.url).pathname}`);
        if (request.method === 'POST') return new Response('{"result":"success","code":0}');
        const chat = { id: 'a', users_id: 'customer', status: '1' };
        const headers = { 'happytalk-can': 'send' };
        return new Response(JSON.stringify({ result: 'success', data: [{ chat, message: [] }] }), { headers });
    };
"#;

fn run(script: &str) -> JsValue {
    Function::new_no_args(script).call0(&JsValue::NULL).expect("the script is valid")
}

fn fetched() -> Vec<String> {
    Array::from(&run("return window.fetched")).iter().filter_map(|request| request.as_string()).collect()
}

async fn wait(milliseconds: u32) {
    let promise = run(&format!("return new Promise((resolve) => setTimeout(resolve, {milliseconds}))"));
    JsFuture::from(promise.unchecked_into::<Promise>()).await.expect("a timer is never rejected");
}

/// Waits until a condition holds, for at most five seconds.
async fn until(condition: impl Fn() -> bool) {
    for _ in 0..500 {
        if condition() {
            return;
        }
        wait(10).await;
    }
    panic!("the condition never held");
}

fn client(base: &str, token: &JsValue) -> Client {
    let proxy = ProxyConfig { base: base.to_owned(), mode: ProxyMode::Gateway, credentials: Credentials::SameOrigin };
    Client::new(proxy, Authorization::new(token.clone(), Vec::new()))
}

fn request(room: &str) -> RoomRequest {
    RoomRequest::Room(RoomId::parse(room).expect("a room id"))
}

/// Returns a state that calls `on_event` with each event.
fn start(on_event: impl Fn(RoomState, &ElementEvent) + 'static) -> (Owner, RoomState) {
    run(REPLACE_FETCH);
    // Fails if an earlier test has initialised the executor.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let room = owner.with(|| {
        let itself = StoredValue::new(None::<RoomState>);
        let events = EventSink::new(move |event| {
            if let Some(room) = itself.get_value() {
                on_event(room, event);
            }
            true
        });
        let room = RoomState::new(client("/api/", &JsValue::UNDEFINED), events);
        itself.set_value(Some(room));
        room
    });
    (owner, room)
}

fn is_loaded(room: RoomState) -> bool {
    matches!(*room.phase.read_untracked(), Phase::Loaded(_))
}

#[wasm_bindgen_test]
async fn properties_set_in_one_task_cause_one_request() {
    let (owner, room) = start(|_, _| {});
    room.show(request("a"), None);
    room.set_client(client("/other/", &JsValue::UNDEFINED));
    room.set_client(client("/other/", &"token".into()));
    room.show(request("b"), None);
    until(|| is_loaded(room)).await;
    assert_eq!(fetched(), ["GET /other/rooms/b"]);
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn equal_client_and_new_token_function_cause_no_request() {
    let (owner, room) = start(|_, _| {});
    let function = || run("return () => 'token'");
    room.set_client(client("/api/", &function()));
    room.show(request("a"), None);
    until(|| is_loaded(room)).await;
    for _ in 0..3 {
        room.set_client(client("/api/", &function()));
        wait(20).await;
    }
    assert_eq!(fetched(), ["GET /api/rooms/a"]);
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn listener_may_call_the_element() {
    let loads = Rc::new(Cell::new(0));
    let (owner, room) = start({
        let loads = Rc::clone(&loads);
        move |room, event| {
            if matches!(event, ElementEvent::Load { .. }) {
                loads.set(loads.get() + 1);
                if loads.get() == 1 {
                    room.show(request("b"), None);
                    room.reload();
                }
            }
        }
    });
    room.show(request("a"), None);
    until(|| loads.get() == 2).await;
    assert_eq!(fetched(), ["GET /api/rooms/a", "GET /api/rooms/b"]);
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn message_is_sent_and_the_room_is_read_again() {
    let (owner, room) = start(|_, _| {});
    room.set_follow(false, true);
    room.show(request("a"), None);
    until(|| room.can_compose.get_untracked()).await;
    room.run(OutboxCommand::Send(Content::Text("text".into())));
    assert!(room.shown.read_untracked().as_ref().is_some_and(|shown| shown.statuses.len() == 1));
    until(|| fetched().len() == 3).await;
    assert_eq!(fetched(), ["GET /api/rooms/a", "POST /api/rooms/a/messages", "GET /api/rooms/a"]);
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn all_effects_end_with_the_owner() {
    let events = Rc::new(Cell::new(0));
    let (owner, room) = start({
        let events = Rc::clone(&events);
        move |_, _| events.set(events.get() + 1)
    });
    room.set_follow(true, true);
    room.show(request("a"), None);
    until(|| is_loaded(room)).await;
    room.run(OutboxCommand::Send(Content::Text("text".into())));
    room.reload();
    let count = fetched().len();
    owner.cleanup();
    drop(owner);
    room.reload();
    room.run(OutboxCommand::Check);
    room.set_follow(false, false);
    run("document.dispatchEvent(new Event('visibilitychange'))");
    // Longer than any running timer. The message was already sent.
    wait(2_500).await;
    let requests = fetched().split_off(count);
    assert!(requests.iter().all(|request| request.starts_with("POST")), "{requests:?}");
    assert_eq!(events.get(), 0);
}
