//! The counselor's answers: to the webhook, and in the room.

use std::sync::{Arc, Mutex};

use axum::{Router, extract::State, http::Uri};
use happytalk_model::received;

use super::*;

type Posts = Arc<Mutex<Vec<(String, String)>>>;

/// Far longer than an answer takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// A webhook that takes no message before the `refusals`-th; its address, and what was posted.
async fn webhook(refusals: usize) -> (String, Posts) {
    let posts = Posts::default();
    let take = async move |State(posts): State<Posts>, uri: Uri, body: String| {
        let mut posts = posts.lock().expect("no test fails in here");
        posts.push((uri.path().to_owned(), body));
        if posts.len() > refusals { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
    };
    let router = Router::new().fallback(take).with_state(Arc::clone(&posts));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}/hooks/secret", listener.local_addr().expect("it has one"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (base, posts)
}

/// Waits until so much was posted.
async fn posted(posts: &Posts, count: usize) -> Vec<(String, String)> {
    let wait = async {
        loop {
            let now = posts.lock().expect("no test fails in here").clone();
            if now.len() >= count {
                return now;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("the webhook was called")
}

/// Waits for the row of this id.
async fn row(vendor: &Simulated, id: &str) -> Value {
    let wait = async {
        loop {
            if let Some(row) = rows(vendor).await.into_iter().find(|row| row["id"] == id) {
                return row;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("the answer stands in the room")
}

#[tokio::test]
async fn each_message_is_answered_to_the_webhook_and_in_the_room_under_one_id() {
    let (base, posts) = webhook(0).await;
    let vendor = vendor_with(Some(base)).await;
    for (count, text) in ["안녕하세요", "배송은 언제 되나요?", "반품할게요", "사진 보내 주세요"].iter().enumerate()
    {
        assert_eq!(value(&say(&vendor, text).await.1)["code"], 0);
        let (path, payload) = posted(&posts, count + 1).await[count].clone();
        assert_eq!(path, "/hooks/secret/message/lc251001-1");
        let answer = received::decode(payload.as_bytes()).expect("JSON").value;
        assert_eq!((answer.uuid.as_deref(), answer.room_id.as_deref()), (Some("lc251001-1"), Some(ROOM)));
        assert!(!answer.auto_end);
        let row = row(&vendor, &answer.msgid.expect("an id")).await;
        assert_eq!((&row["user_type"], &row["contents_type"]), (&json!("H"), &value(&payload)["type"]), "{text}");
    }
    let ids: Vec<u64> =
        rows(&vendor).await.iter().map(|row| row["id"].as_str().expect("text").parse().expect("a number")).collect();
    assert!(ids.is_sorted() && ids.len() == 8 + 8, "{ids:?}");
}

#[tokio::test]
async fn some_answers_are_told_before_the_room_shows_them() {
    let (base, posts) = webhook(0).await;
    let vendor = vendor_with(Some(base)).await;
    // Between the two there are 700 ms, in which a busy machine may not come round to look: so not only once.
    for count in 1..=10 {
        say(&vendor, "안녕하세요").await;
        let told = posted(&posts, count).await;
        let id = value(&told[count - 1].1)["msgid"].as_str().expect("an id").to_owned();
        let is_shown = rows(&vendor).await.iter().any(|row| row["id"] == id.as_str());
        row(&vendor, &id).await;
        if !is_shown {
            return;
        }
    }
    panic!("every answer stood in the room when it was told");
}

#[tokio::test]
async fn a_room_that_the_customer_ends_is_ended() {
    let (base, posts) = webhook(0).await;
    let vendor = vendor_with(Some(base)).await;
    say(&vendor, "상담 종료할게요").await;
    let told = value(&posted(&posts, 1).await[0].1);
    assert_eq!((&told["auto_end"], &told["type"]), (&json!("Y"), &json!("text")));
    row(&vendor, told["msgid"].as_str().expect("an id")).await;
    assert_eq!(value(&room(&vendor, ROOM).await.1)["data"][0]["chat"]["status"], "2");
    assert_eq!(value(&say(&vendor, "하나 더요").await.1)["code"], -700);
}

#[tokio::test]
async fn a_webhook_that_can_not_take_a_message_is_asked_again() {
    let (base, posts) = webhook(2).await;
    let vendor = vendor_with(Some(base)).await;
    say(&vendor, "감사합니다").await;
    let tries = posted(&posts, 3).await;
    assert!(tries.iter().all(|offer| *offer == tries[0]), "{tries:?}");
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(posted(&posts, 3).await.len(), 3, "once taken, it is not offered again");
}

#[tokio::test]
async fn without_a_webhook_the_answer_stands_in_the_room_alone() {
    let vendor = vendor().await;
    say(&vendor, "안녕하세요").await;
    let customer =
        rows(&vendor).await.last().expect("rows")["id"].as_str().expect("text").parse::<u64>().expect("a number");
    let answer = row(&vendor, &(customer + 1).to_string()).await;
    assert_eq!(answer["contents"], "안녕하세요, 고객님. 무엇을 도와드릴까요?");
}
