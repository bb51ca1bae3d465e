//! Pictures that do not load, and players that wait to be started.

use happytalk_e2e::{Browser, Result, Stack, corpus::LIGHT, viewer::SHADOW};
use happytalk_model::fixtures;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_does_not_load_says_so_and_is_asked_for_again_on_demand() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let picture = stack.url("/no-such-picture.png");
    let row = json!({ "id": "1", "user_type": "C", "contents_type": "image", "contents": picture });
    let answer = json!({ "result": "success", "data": [{ "chat": { "id": "r" }, "message": [row] }] });
    browser
        .run(&format!("document.querySelector('happytalk-transcript').data = {}", json!(answer.to_string())))
        .await?;
    let failed = format!("{SHADOW}.querySelector('.media-off')?.textContent.includes('불러오지 못했습니다')");
    browser.until(&failed).await?;
    assert_eq!(browser.attributes(".media-address", "href").await?, [picture.as_str()], "its address stays at hand");

    browser.run(&format!("{SHADOW}.querySelector('.media-off button').click()")).await?;
    let asked =
        "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('no-such-picture.png')).length";
    browser.until(&format!("{asked} === 2")).await?;
    browser.until(&failed).await?;
    assert_eq!(browser.count("img").await?, 0);
    browser.no_complaint_but(&["status of 404"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_plays_by_itself() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_set(&stack.origin(), &LIGHT).await?;
    let mut players = 0;
    for name in ["every-kind", "contents-of-media"] {
        browser.draw(fixtures::by_name(name).expect("it is in the corpus")).await?;
        players += browser.count("audio, video").await?;
        let playing = format!(
            "await new Promise((done) => setTimeout(done, 300));
             return [...{SHADOW}.querySelectorAll('audio, video')].filter((player) => player.autoplay || !player.paused || player.currentTime).length"
        );
        assert_eq!(browser.run(&playing).await?, 0, "{name}");
    }
    assert!(players > 1, "there are players");
    Ok(())
}
