//! Pictures that fail to load, and players that do not start by themselves.

use happytalk_e2e::{Browser, Result, Stack, fixture_page::LIGHT, locator::message, viewer::SHADOW};
use happytalk_model::fixtures;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn failed_picture_says_so_and_can_be_retried() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let picture = stack.url("/no-such-picture.png");
    let row = json!({ "id": "1", "user_type": "C", "contents_type": "image", "contents": picture });
    browser.show_rows(vec![row]).await?;
    let failed = message("1").contains_text("불러오지 못했습니다");
    browser.until(&failed).await?;
    assert_eq!(browser.attributes("article a", "href").await?, [picture.as_str()], "its address is a link");

    browser.run(&format!("{}.click()", message("1").button("다시 시도"))).await?;
    let requests =
        "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('no-such-picture.png')).length";
    browser.until(&format!("{requests} === 2")).await?;
    browser.until(&failed).await?;
    assert_eq!(browser.count("img").await?, 0);
    browser.no_complaint_but(&["status of 404"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn media_does_not_autoplay() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_with(&stack.origin(), &LIGHT).await?;
    let mut players = 0;
    for name in ["every-kind", "contents-of-media"] {
        browser.show_fixture(fixtures::by_name(name).expect("it is in the corpus")).await?;
        players += browser.count("audio, video").await?;
        let playing = format!(
            "await __queries.frames(8);
             return [...{SHADOW}.querySelectorAll('audio, video')].filter((player) => player.autoplay || !player.paused || player.currentTime).length"
        );
        assert_eq!(browser.run(&playing).await?, 0, "{name}");
    }
    assert!(players > 1, "the fixtures have players");
    Ok(())
}
