//! A row's source: opened, closed, and one switch in every row.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};

#[tokio::test(flavor = "multi_thread")]
async fn a_source_opens_in_its_own_row_and_closes_again() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let second = format!("{SHADOW}.querySelectorAll('article')[1]");
    let click = format!("{second}.querySelector('button[aria-expanded]').click()");
    browser.run(&click).await?;
    assert_eq!(browser.count(".source").await?, 1);
    let shown = browser.run(&format!("return {second}.querySelector('.source pre').textContent")).await?;
    assert!(shown.as_str().is_some_and(|shown| shown.contains("\"contents_type\": \"template\"")), "{shown}");
    let expanded = browser.attributes("article button[aria-expanded]", "aria-expanded").await?;
    assert_eq!(expanded.iter().filter(|expanded| *expanded == "true").count(), 1);
    assert_eq!(expanded[1], "true");

    browser.run(&click).await?;
    assert_eq!(browser.count(".source").await?, 0);
    assert_eq!(browser.count("article button[aria-expanded=true]").await?, 0);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_has_one_switch_also_one_that_shows_nothing_else() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let rows = r#"[{"contents_type":"hologram","contents":"?"},{"contents_type":"template","contents":"{"},
        {"contents_type":"text","contents":"네"}]"#;
    let answer = format!(r#"{{"result":"success","data":[{{"chat":{{"id":"r"}},"message":{rows}}}]}}"#);
    let set = format!("document.querySelector('happytalk-transcript').data = {}", serde_json::json!(answer));
    browser.run(&set).await?;
    browser.ready().await?;
    assert_eq!(browser.attributes("article", "data-kind").await?, ["unknown", "unreadable", "text"]);
    for row in 1..=3 {
        let switches = browser.count(&format!("article:nth-of-type({row}) button[aria-expanded]")).await?;
        assert_eq!(switches, 1, "row {row}");
    }
    browser.no_complaint().await
}
