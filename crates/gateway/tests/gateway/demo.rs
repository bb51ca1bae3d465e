//! The demo as a whole, over real HTTP: the gateway in front of the simulated vendor, as the contract promises them.

use happytalk_gateway::{
    config::Front,
    demo_server::{self, Running},
};
use happytalk_model::Answer;
use reqwest::{Response, header::HeaderMap};

const ROOM: &str = "68dd2893cbfbfTSDc66M6MvVeYpG2a";

/// Far longer than anything here takes.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

async fn demo() -> Running {
    crate::logs::capture();
    demo_server::start(Front::default()).await.unwrap()
}

async fn get(demo: &Running, path: &str) -> Response {
    reqwest::get(demo.url(path)).await.unwrap()
}

/// Status, headers and body, searched for the secrets of this start.
async fn read(demo: &Running, path: &str) -> (u16, HeaderMap, Vec<u8>) {
    let response = get(demo, path).await;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.unwrap().to_vec();
    let everything = format!("{headers:?}{}", String::from_utf8_lossy(&body));
    for secret in demo.secrets.exposed() {
        assert!(!everything.contains(secret), "{path}");
    }
    (status, headers, body)
}

#[tokio::test]
async fn the_documents_room_is_there_with_all_its_messages() {
    let demo = demo().await;
    let (status, headers, body) = read(&demo, &format!("/api/rooms/{ROOM}")).await;
    assert_eq!((status, &headers["content-type"]), (200, &"application/json".parse().unwrap()));
    let Answer::Transcript(transcript) = happytalk_model::decode(&body).unwrap().value else { panic!("a failure") };
    assert_eq!(transcript.rooms.len(), 1);
    assert_eq!(transcript.rooms[0].rows.len(), 8);
    demo.stop().await;
}

#[tokio::test]
async fn every_room_that_fails_does_so_as_promised() {
    let demo = demo().await;
    let ask = async |room: &str, status: u16, slug: &str| {
        let (got, _, body) = read(&demo, &format!("/api/rooms/{room}")).await;
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        let kind =
            if slug.is_empty() { serde_json::Value::Null } else { format!("urn:happytalk:problem:{slug}").into() };
        assert_eq!((got, &body["type"]), (status, &kind), "{room}: {body}");
    };
    tokio::join!(
        ask("fail-501", 502, "vendor-credentials"),
        ask("fail-502", 502, "vendor-credentials"),
        ask("fail-503", 404, "no-such-room"),
        ask("slow-10s", 504, "vendor-timeout"),
        ask("garbage", 502, "vendor-unreadable"),
        ask("http-500", 502, "vendor-failed"),
        ask("truncated", 502, "vendor-failed"),
        ask("reset", 502, "vendor-failed"),
        ask("empty", 200, ""),
        ask("no-room", 200, ""),
        ask("never-heard-of", 404, "no-such-room"),
    );
    demo.stop().await;
}

#[tokio::test]
async fn pictures_come_from_the_gateway_itself_and_may_be_loaded_everywhere() {
    let demo = demo().await;
    let (_, _, room) = read(&demo, &format!("/api/rooms/{ROOM}")).await;
    let room = String::from_utf8(room).unwrap().replace("\\/", "/").replace('\\', "");
    let base = demo.url("/demo/media/");
    let (start, _) = room.match_indices(&base).next().unwrap_or_else(|| panic!("no picture at {base}"));
    let picture = room[start..].split('"').next().unwrap();
    let (status, headers, _) = read(&demo, picture.strip_prefix(&demo.url("")).unwrap()).await;
    assert_eq!(status, 200, "{picture}");
    assert!(headers["content-type"].to_str().unwrap().starts_with("image/"), "{headers:?}");
    let part = reqwest::Client::new().get(picture).header("range", "bytes=1-3").send().await.unwrap();
    assert_eq!((part.status().as_u16(), &part.bytes().await.unwrap()[..]), (206, &b"PNG"[..]), "{picture}");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    demo.stop().await;
}

#[tokio::test]
async fn the_demos_pages_keep_to_the_policy() {
    let demo = demo().await;
    let (status, headers, body) = read(&demo, "/demo/gallery").await;
    assert_eq!(status, 200);
    assert!(headers["content-security-policy"].to_str().unwrap().contains("trusted-types 'none'"));
    let page = String::from_utf8(body).unwrap();
    for inline in ["<style", " style=", " onclick=", "<script>", "javascript:"] {
        assert!(!page.contains(inline), "{inline}");
    }
    let redirects = reqwest::redirect::Policy::none();
    let short = reqwest::Client::builder().redirect(redirects).build().unwrap().get(demo.url("/demo"));
    let short = short.send().await.unwrap();
    assert_eq!((short.status().as_u16(), &short.headers()["location"]), (308, &"/demo/gallery".parse().unwrap()));
    for nowhere in ["/demo/", "/demo/nowhere", "/demo/media/nowhere"] {
        assert_eq!(get(&demo, nowhere).await.status(), 404, "{nowhere}");
    }
    let post = reqwest::Client::new().post(demo.url("/demo/gallery")).send().await.unwrap();
    assert_eq!(
        (post.status().as_u16(), &post.headers()["content-type"]),
        (405, &"application/problem+json".parse().unwrap())
    );
    demo.stop().await;
}

#[tokio::test]
async fn a_page_opened_at_localhost_moves_to_where_its_pictures_are() {
    let demo = demo().await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let open = async |host: String, mode: &str| {
        let request = client.get(demo.url("/?room=a&lang=en")).header("host", host).header("sec-fetch-mode", mode);
        let response = request.send().await.unwrap();
        let location = response.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
        (response.status().as_u16(), location)
    };
    let port = demo.addr.port();
    let moved = (307, Some(demo.url("/?room=a&lang=en")));
    assert_eq!(open(format!("localhost:{port}"), "navigate").await, moved);
    assert_eq!(open(format!("localhost:{port}"), "cors").await, (200, None));
    assert_eq!(open(demo.addr.to_string(), "navigate").await, (200, None));
    assert_eq!(open(format!("evil.example:{port}"), "navigate").await, (403, None));
    demo.stop().await;
}

#[tokio::test]
async fn a_message_is_sent_and_the_counselors_answer_comes_by_the_event_stream_and_in_the_room() {
    let demo = demo().await;
    let client = reqwest::Client::new();
    let mut events = get(&demo, &format!("/api/events?room={ROOM}")).await;
    assert_eq!(events.status(), 200);

    let message = r#"{"type":"text","msg":"안녕하세요"}"#;
    let sent = client.post(demo.url(&format!("/api/rooms/{ROOM}/messages"))).header("idempotency-key", "k");
    let sent = sent.header("content-type", "application/json").body(message).send().await.unwrap();
    assert_eq!(sent.status(), 200);
    let sent: serde_json::Value = sent.json().await.unwrap();
    assert_eq!(sent, serde_json::json!({ "code": 0, "room_id": ROOM, "message": "" }));

    let until_told = async {
        let mut told = String::new();
        while !told.contains("event: message") || !told.ends_with("\n\n") {
            told.push_str(std::str::from_utf8(&events.chunk().await.unwrap().expect("the stream goes on")).unwrap());
        }
        told
    };
    let told = tokio::time::timeout(PATIENCE, until_told).await.expect("the answer is told");
    let data = told.lines().find_map(|line| line.strip_prefix("data:")).unwrap_or_else(|| panic!("{told}"));
    let answer = happytalk_model::received::decode(data.trim().as_bytes()).unwrap().value;
    assert_eq!((answer.room_id.as_deref(), answer.auto_end), (Some(ROOM), false));
    let id = answer.msgid.unwrap();

    let until_shown = async {
        loop {
            let (_, _, body) = read(&demo, &format!("/api/rooms/{ROOM}")).await;
            let room: serde_json::Value = serde_json::from_slice(&body).unwrap();
            let rows = room["data"][0]["message"].as_array().unwrap();
            let customers =
                rows.iter().filter(|row| row["contents"] == "안녕하세요" && row["user_type"] == "C").count();
            assert_eq!(customers, 1, "{room}");
            if rows.iter().any(|row| row["id"] == id.as_str() && row["user_type"] == "H") {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, until_shown).await.expect("the answer stands in the room");
    drop(events);
    demo.stop().await;
}

#[tokio::test]
async fn the_list_is_there_with_every_room_of_the_shop() {
    let demo = demo().await;
    let (status, _, body) = read(&demo, "/api/rooms?from=2025-09-22&to=2025-10-01&limit=50").await;
    let happytalk_model::list::ListAnswer::Page(page) = happytalk_model::list::decode(&body).unwrap().value else {
        panic!("a failure")
    };
    assert_eq!((status, page.rooms.len(), page.total_count), (200, 50, Some(101)));
    let (status, _, body) = read(&demo, "/api/rooms?from=2025-01-01&to=2025-10-01").await;
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((status, &problem["parameter"], &problem["vendor_code"]), (400, &"from".into(), &(-504).into()));
    demo.stop().await;
}
