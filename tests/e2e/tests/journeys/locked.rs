//! Secure messages (보안 메시지): shown with a badge, covered, or hidden.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Locator, Result, Stack,
    locator::{button, dialog, messages, transcript},
};
use serde_json::json;

fn locked_messages() -> Locator {
    transcript().matching("article[data-locked]")
}

#[tokio::test(flavor = "multi_thread")]
async fn covered_message_is_revealed_on_demand_with_an_event() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked=cover"))).await?;
    browser.ready().await?;
    let locked = locked_messages();
    assert_eq!(browser.count_of(&locked).await?, 3);
    let buttons = locked.matching("[data-button]");
    assert_eq!(browser.count_of(&buttons).await?, 0, "the contents of covered messages are not in the page");
    let sources = locked.button("원문 보기");
    assert_eq!(browser.count_of(&sources).await?, 0, "covered messages have no source");

    let first = locked.nth(0);
    browser.click(first.button("내용 보기")).await?;
    browser.until(&first.matching("[data-button]").exists()).await?;
    let id = browser.run(&format!("return {first}.dataset.messageId")).await?;
    let reveals = browser.events("reveal").await?;
    assert_eq!(reveals.len(), 1);
    assert_eq!(reveals[0]["detail"]["messageId"], id);
    assert_eq!(browser.count_of(&sources).await?, 1, "a revealed message has its source");
    browser.until(&first.contains_focus()).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_message_shows_only_its_badge() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked=hide"))).await?;
    browser.ready().await?;
    assert_eq!(browser.count_of(&locked_messages()).await?, 3);
    assert_eq!(browser.count_of(&locked_messages().matching("[data-button]")).await?, 0);
    assert_eq!(browser.count_of(&locked_messages().button("원문 보기")).await?, 0);
    assert!(browser.text().await?.contains("보안 메시지"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn unreadable_secure_message_and_its_source_are_withheld() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for locked in ["cover", "hide"] {
        browser.open(&stack.url(&format!("/?room=&locked={locked}"))).await?;
        browser.state("idle").await?;
        let row = |contents: &str| json!({ "type": "C", "user_type": "H", "contents_type": "template", "contents": contents });
        let rows =
            [r#"{"type":"VIDEO","isLocked":true,"message":"비밀"}"#, r#"{"isLocked":true,"message":"비밀"#].map(row);
        browser.show_rows(rows.to_vec()).await?;
        browser.ready().await?;
        assert_eq!(browser.attributes("article", "data-kind").await?, ["unknown", "unreadable"]);
        assert_eq!(browser.count_of(&locked_messages()).await?, 2);
        assert_eq!(browser.count_of(&messages().button("원문 보기")).await?, 0, "{locked}: no source");
        browser.click(button("상세 정보")).await?;
        browser.until(&dialog("상세 정보").exists()).await?;
        let text = browser.text().await?;
        assert!(!text.contains("비밀") && !text.contains("/contents"), "{locked}: {text}");
    }
    Ok(())
}
