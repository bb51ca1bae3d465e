//! axe-core on every state of the page. What it can't see is in the journeys by keyboard.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};

#[tokio::test(flavor = "multi_thread")]
async fn the_documents_room_has_no_violation_light_dark_covered_and_on_a_phone() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for query in ["", "&theme=dark", "&lang=en", "&locked=cover", "&locked=hide"] {
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}{query}"))).await?;
        browser.ready().await?;
        assert_eq!(browser.count("article").await?, 8, "the rows are in the page");
        browser.accessible(&format!("the documents' room {query}")).await?;
    }
    browser.resize(390, 844).await?;
    browser.accessible("the documents' room at 390 px").await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_message_has_no_violation_its_source_open_or_not() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let kinds = happytalk_model::fixtures::by_name("every-kind").expect("it is in the corpus").kinds();
    for theme in ["light", "dark"] {
        browser.open(&stack.url(&format!("/?theme={theme}"))).await?;
        browser.until("window.__events.some((event) => event.name === 'ready')").await?;
        super::settings::show(&browser, "every-kind").await?;
        browser.until(&format!("{SHADOW}.querySelectorAll('article').length === {}", kinds.len())).await?;
        assert_eq!(browser.attributes("article", "data-kind").await?, kinds, "the rows are in the page");
        browser.accessible(&format!("every kind, {theme}")).await?;
        browser.screenshot(&format!("every-kind-{theme}")).await?;
        browser
            .run(&format!(
                "for (const button of {SHADOW}.querySelectorAll('article button[aria-expanded=false]')) button.click()"
            ))
            .await?;
        browser.until(&format!("{SHADOW}.querySelector('pre')")).await?;
        browser.accessible(&format!("every kind with its source, {theme}")).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_failure_and_no_other_state_has_a_violation() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (room, state) in [
        ("fail-501", "error"),
        ("fail-503", "error"),
        ("garbage", "error"),
        ("!", "error"),
        ("empty", "empty"),
        ("", "idle"),
        ("slow-10s", "loading"),
        ("slow-10s", "error"),
    ] {
        browser.open(&stack.url(&format!("/?room={room}"))).await?;
        browser.state(state).await?;
        browser.until(&format!("{SHADOW}.textContent.trim()")).await?;
        browser.accessible(&format!("room {room:?}, {state}")).await?;
    }
    Ok(())
}
