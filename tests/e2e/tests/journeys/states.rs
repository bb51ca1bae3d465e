//! States without a failure: idle, loading and empty.

use happytalk_e2e::{Browser, Result, Stack, locator::transcript};

#[tokio::test(flavor = "multi_thread")]
async fn slow_vendor_shows_loading_and_then_a_timeout() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=slow-10s")).await?;
    browser.state("loading").await?;
    browser.until(&transcript().role("status").contains_text("상담 내용을 불러오는 중입니다")).await?;
    browser.screenshot("loading").await?;
    browser.state("error").await?;
    let text = browser.text().await?;
    assert!(text.contains("응답이 늦어 상담 내용을 불러오지 못했습니다."), "{text}");
    assert!(text.contains("다시 시도"), "{text}");
    let error = browser.events("error").await?;
    assert_eq!((&error[0]["detail"]["kind"], &error[0]["detail"]["status"]), (&"timeout".into(), &504.into()));
    browser.no_complaint_but(&["status of 504"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_room_and_missing_room_are_empty_states() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (room, words) in [("empty", "이 상담방에는 메시지가 없습니다."), ("no-room", "조회된 상담방이 없습니다.")]
    {
        browser.open(&stack.url(&format!("/?room={room}"))).await?;
        browser.state("empty").await?;
        let text = browser.text().await?;
        assert!(text.contains(words), "{room}: {text}");
        assert_eq!(browser.count("article").await?, 0);
        browser.until_event("load", 1).await?;
        assert_eq!(browser.events("load").await?[0]["detail"]["messages"], 0, "{room}");
        browser.screenshot(room).await?;
        browser.no_complaint().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_state_asks_for_a_room() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    browser.until(&transcript().text("상담방을 선택").exists()).await?;
    browser.screenshot("idle").await?;
    // Rendering a sample in advance leaves no element and sends no request.
    browser.settle().await?;
    let left =
        "const requests = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('.example'));
        return [document.querySelector('happytalk-transcript').shadowRoot.children.length, requests.length]";
    assert_eq!(browser.run(left).await?, serde_json::json!([1, 0]));
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_room_id_is_rejected_without_a_request() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=..%2F..%2Fhealthz")).await?;
    browser.state("error").await?;
    assert!(browser.text().await?.contains("상담방 번호를 확인해 주세요"));
    browser.until_event("error", 1).await?;
    assert_eq!(browser.events("error").await?[0]["detail"]["kind"], "bad-request");
    let requests =
        "return performance.getEntriesByType('resource').filter((entry) => /api|healthz/.test(entry.name)).length";
    assert_eq!(browser.run(requests).await?, 0);
    browser.no_complaint().await
}
