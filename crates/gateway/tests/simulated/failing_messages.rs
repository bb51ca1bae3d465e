//! Messages that fail on request, so that whoever sends sees every documented answer, and none.

use happytalk_model::failure::BizFailCode;

use super::*;

#[tokio::test]
async fn every_documented_code_of_sending_can_be_asked_for() {
    let vendor = vendor().await;
    let before = rows(&vendor).await.len();
    for &code in BizFailCode::CODES {
        let (status, answer) = say(&vendor, &format!("fail{code}")).await;
        let answer = value(&answer);
        assert_eq!((status, &answer["code"]), (StatusCode::OK, &json!(code)));
        assert_eq!(answer["content"].is_string(), (-904..=-900).contains(&code), "{answer}");
        assert_eq!(answer["field"].is_string(), (-802..=-800).contains(&code), "{answer}");
        assert!(answer["message"].as_str().is_some_and(|message| !message.is_empty()), "{answer}");
    }
    assert_eq!(rows(&vendor).await.len(), before, "none of them stands in the room");
    assert_eq!(value(&say(&vendor, "fail-1").await.1)["code"], 0, "no code, no failure");
}

#[tokio::test]
async fn a_message_whose_answer_is_no_answer_may_stand_in_the_room_or_not() {
    for (text, stands) in [("garbage", true), ("http-500", false), ("slow-10s", true), ("reset", false)] {
        let vendor = vendor().await;
        let message = json!({ "uuid": "lc251001-1", "room_id": ROOM, "msg": text });
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(2)).build().expect("a client");
        let mut request = client.post(format!("http://{}/{WRITE}", vendor.addr)).json(&message);
        for (name, secret) in RIGHT {
            request = request.header(name, secret);
        }
        let understood = match request.send().await {
            Ok(answer) => answer.json::<Value>().await.is_ok(),
            Err(_) => false,
        };
        assert!(!understood, "{text}");
        let found = rows(&vendor).await.iter().any(|row| row["contents"] == text);
        assert_eq!(found, stands, "{text}");
    }
}
