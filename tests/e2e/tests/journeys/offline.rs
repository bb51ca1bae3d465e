//! A lost and restored network.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    locator::{button, messages},
};

#[tokio::test(flavor = "multi_thread")]
async fn offline_error_can_be_retried_when_online_again() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    browser.until_started().await?;
    browser.offline(true).await?;
    browser.run(&format!("document.querySelector('happytalk-transcript').room = '{DOCUMENTS_ROOM}'")).await?;
    browser.state("error").await?;
    let text = browser.text().await?;
    assert!(text.contains("네트워크를 확인해 주세요"), "{text}");
    browser.until_event("error", 1).await?;
    let error = &browser.events("error").await?[0]["detail"];
    assert_eq!((&error["kind"], &error["status"]), (&"offline".into(), &serde_json::Value::Null));
    browser.accessible("offline").await?;
    browser.screenshot("offline").await?;

    browser.offline(false).await?;
    browser.click(button("다시 시도")).await?;
    browser.ready().await?;
    assert_eq!(browser.count("article").await?, 8);
    // The retry button was removed, and the first message has the focus.
    browser.until_focused(&messages().nth(0)).await?;
    browser.no_complaint_but(&["ERR_INTERNET_DISCONNECTED"]).await
}
