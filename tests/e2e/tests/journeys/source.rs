//! The source of a message: it opens, it closes, and every message has one button for it.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    locator::{messages, transcript},
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn source_opens_in_its_row_and_closes() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let second = messages().nth(1);
    let sources = transcript().matching("pre");
    let click = format!("{}.click()", second.button("원문 보기"));
    browser.run(&click).await?;
    browser.until(&sources.count_is(1)).await?;
    let source = browser.text_of(&second.matching("pre")).await?;
    assert!(source.contains("\"contents_type\": \"template\""), "{source}");
    let expanded = browser.attributes("article button[aria-expanded]", "aria-expanded").await?;
    assert_eq!(expanded.iter().filter(|expanded| *expanded == "true").count(), 1);
    assert_eq!(expanded[1], "true");

    browser.run(&click).await?;
    browser.until(&sources.is_gone()).await?;
    assert_eq!(browser.count("article button[aria-expanded=true]").await?, 0);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_has_one_source_button() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let row = |kind: &str, contents: &str| json!({ "contents_type": kind, "contents": contents });
    browser.show_rows(vec![row("hologram", "?"), row("template", "{"), row("text", "네")]).await?;
    browser.ready().await?;
    assert_eq!(browser.attributes("article", "data-kind").await?, ["unknown", "unreadable", "text"]);
    for index in 0..3 {
        assert_eq!(browser.count_of(&messages().nth(index).button("원문 보기")).await?, 1, "message {index}");
    }
    browser.no_complaint().await
}
