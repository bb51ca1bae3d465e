//! Responses of the gateway for failing rooms: problem+json, never the vendor's own page.

use happytalk_e2e::{DOCUMENTS_ROOM, Result, Stack};
use serde_json::Value;

async fn read_problem(stack: &Stack, room: &str, status: u16, slugs: &[&str]) -> Result<Value> {
    let response = stack.get(&format!("/api/rooms/{room}")).await?;
    assert_eq!(response.status().as_u16(), status, "{room}");
    assert_eq!(response.headers()["content-type"], "application/problem+json", "{room}");
    assert_eq!(response.headers()["cache-control"], "no-store", "{room}");
    let body = response.text().await?;
    for leak in ["<h1>", "<!doctype", "/home/www", "line 42", "panicked", "src/"] {
        assert!(!body.contains(leak), "{room}: {body}");
    }
    let problem: Value = serde_json::from_str(&body)?;
    let known = slugs.iter().any(|slug| problem["type"] == *format!("urn:happytalk:problem:{slug}"));
    assert!(known && problem["status"] == status, "{room}: {problem}");
    assert!(problem["title"].is_string() && problem["detail"].is_string(), "{room}: {problem}");
    Ok(problem)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failing_room_returns_a_documented_problem() -> Result {
    let stack = Stack::start().await?;
    for (room, status, slug, code) in [
        ("fail-501", 502, "vendor-credentials", Some(-501)),
        ("fail-502", 502, "vendor-credentials", Some(-502)),
        ("fail-503", 404, "no-such-room", Some(-503)),
        ("garbage", 502, "vendor-unreadable", None),
        ("http-500", 502, "vendor-failed", None),
        ("slow-10s", 504, "vendor-timeout", None),
    ] {
        let problem = read_problem(&stack, room, status, &[slug]).await?;
        assert_eq!(problem.get("vendor_code").and_then(Value::as_i64), code, "{problem}");
    }
    for room in ["truncated", "reset"] {
        read_problem(&stack, room, 502, &["vendor-failed", "vendor-unreadable"]).await?;
    }
    let problem = read_problem(&stack, "not%20an%20id", 400, &["bad-parameter"]).await?;
    assert_eq!(problem["parameter"], "room_id", "{problem}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_room_and_no_room_are_successful_responses() -> Result {
    let stack = Stack::start().await?;
    for room in ["empty", "no-room", DOCUMENTS_ROOM] {
        let response = stack.get(&format!("/api/rooms/{room}")).await?;
        assert_eq!(response.status(), 200, "{room}");
        let answer: Value = serde_json::from_str(&response.text().await?)?;
        assert_eq!(answer["result"], "success", "{room}");
    }
    Ok(())
}
