//! Secure messages (보안 메시지): shown with a badge, covered, or hidden.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_covered_secure_message_is_shown_on_demand_and_the_page_is_told() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked=cover"))).await?;
    browser.ready().await?;
    let locked = "article[data-locked]";
    assert_eq!(browser.count(locked).await?, 3);
    assert_eq!(
        browser.count("article[data-locked] [data-button]").await?,
        0,
        "nothing of a covered message is in the page"
    );
    let source = format!("{locked} button.switch");
    assert_eq!(browser.count(&source).await?, 0, "nor can it be read in its source");

    let reveal = format!(
        "[...{SHADOW}.querySelector('{locked}').querySelectorAll('button')].find((button) => button.textContent === '내용 보기')"
    );
    browser.click(&reveal).await?;
    browser.until(&format!("{SHADOW}.querySelector('{locked} [data-button]')")).await?;
    let ids = browser.attributes(locked, "data-message-id").await?;
    let told = browser.events("reveal").await?;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["detail"]["messageId"], *ids[0]);
    assert_eq!(browser.count(&source).await?, 1, "what is revealed has its source again");
    let kept = format!("!!{SHADOW}.activeElement?.closest('{locked}')");
    browser.until(&kept).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_secure_message_leaves_its_badge_and_nothing_else() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked=hide"))).await?;
    browser.ready().await?;
    assert_eq!(browser.count("article[data-locked]").await?, 3);
    assert_eq!(browser.count("article[data-locked] [data-button]").await?, 0);
    assert_eq!(browser.count("article[data-locked] button.switch").await?, 0);
    assert!(browser.text().await?.contains("보안 메시지"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_and_says_that_it_is_secure_is_withheld_with_its_source() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for locked in ["cover", "hide"] {
        browser.open(&stack.url(&format!("/?room=&locked={locked}"))).await?;
        browser.state("idle").await?;
        let row = |contents: &str| json!({ "type": "C", "user_type": "H", "contents_type": "template", "contents": contents });
        let rows =
            [r#"{"type":"VIDEO","isLocked":true,"message":"비밀"}"#, r#"{"isLocked":true,"message":"비밀"#].map(row);
        browser.show_rows(rows.to_vec()).await?;
        browser.ready().await?;
        assert_eq!(browser.attributes("article", "data-kind").await?, ["unreadable", "unreadable"]);
        assert_eq!(browser.count("article[data-locked]").await?, 2);
        assert_eq!(browser.count("article button[aria-expanded]").await?, 0, "{locked}: no source");
        browser.click(&format!("{SHADOW}.querySelector('[part~=header] button')")).await?;
        browser.until(&format!("{SHADOW}.querySelector('dialog[open]')")).await?;
        let text = browser.text().await?;
        assert!(!text.contains("비밀") && !text.contains("/contents"), "{locked}: {text}");
    }
    Ok(())
}
