//! Rooms that the vendor does not return: each failure is explained and can be retried.

use happytalk_e2e::{Browser, Result, Stack, locator::button};

/// Checks the explanation of a failing room, and that `다시 시도` sends another request.
async fn assert_failure(room: &str, status: u16, kind: &str, words: &str) -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={room}"))).await?;
    browser.state("error").await?;
    let text = browser.text().await?;
    assert!(text.contains(words), "{room}: {text}");
    assert_eq!(browser.count("article").await?, 0);
    browser.until_event("error", 1).await?;
    let error = &browser.events("error").await?[0]["detail"];
    assert_eq!((&error["kind"], &error["status"]), (&kind.into(), &status.into()), "{room}");
    browser.screenshot(room).await?;

    let retry = button("다시 시도");
    browser.click(&retry).await?;
    browser.until_event("error", 2).await?;
    browser.state("error").await?;
    let requests = format!(
        "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/rooms/{room}')).length"
    );
    assert_eq!(browser.run(&requests).await?, 2, "{room}: the retry sends a request");
    // The retry button has the focus again.
    browser.until_focused(&retry).await?;
    browser.no_complaint_but(&[&format!("status of {status}")]).await
}

const VENDOR_FAILURE: &str = "해피톡 서버에서 상담 내용을 받지 못했습니다.";

#[tokio::test(flavor = "multi_thread")]
async fn unknown_room_is_reported_as_not_found() -> Result {
    assert_failure("fail-503", 404, "not-found", "상담방을 찾을 수 없습니다.").await
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_gateway_credentials_are_reported_to_the_administrator() -> Result {
    let refused = "해피톡이 서버의 인증 정보를 거부했습니다. 서버 담당자에게 확인을 요청해 주세요.";
    assert_failure("fail-501", 502, "vendor", refused).await?;
    assert_failure("fail-502", 502, "vendor", refused).await
}

#[tokio::test(flavor = "multi_thread")]
async fn html_pages_of_the_vendor_are_reported_as_vendor_failures() -> Result {
    assert_failure("garbage", 502, "vendor", VENDOR_FAILURE).await?;
    assert_failure("http-500", 502, "vendor", VENDOR_FAILURE).await
}

#[tokio::test(flavor = "multi_thread")]
async fn truncated_and_reset_responses_are_reported_as_vendor_failures() -> Result {
    assert_failure("truncated", 502, "vendor", VENDOR_FAILURE).await?;
    assert_failure("reset", 502, "vendor", VENDOR_FAILURE).await
}
