//! Screenshots of every fixture, compared with the accepted reference pictures.

use std::collections::BTreeSet;

use happytalk_e2e::{
    Browser, Result, Stack,
    fixture_page::LOOPBACK_ONLY,
    gallery::{ACCEPT, Gallery, TOLERANCE},
    say,
    viewer::SHADOW,
};
use happytalk_model::fixtures;
use serde_json::json;
use thirtyfour::support::base64_decode;

/// Largest height of a picture in CSS pixels. The rest of a long fixture repeats itself.
const MAX_HEIGHT: f64 = 2000.0;

/// A picture of the gallery.
#[derive(Debug)]
struct Shot {
    name: String,
    fixture: &'static str,
    theme: &'static str,
    width: u32,
}

fn shots() -> Vec<Shot> {
    let shot = |fixture, what: &str, theme, width| Shot { name: format!("{fixture}{what}"), fixture, theme, width };
    let mut shots: Vec<_> = fixtures::chat_data().map(|fixture| shot(fixture.name, "", "light", 390)).collect();
    for fixture in ["every-kind", "chat-data-v2"] {
        shots.push(shot(fixture, ".dark", "dark", 390));
        shots.push(shot(fixture, ".wide", "light", 1100));
    }
    shots
}

/// Takes a PNG of a fixture's element in the gallery, once all its media and fonts are loaded.
async fn take(stack: &Stack, browser: &Browser, shot: &Shot) -> Result<Vec<u8>> {
    // Higher than the picture, since the browser neither renders nor loads content out of view.
    browser.resize(shot.width, 2600).await?;
    browser.open(&stack.url(&format!("/demo/gallery?only={}&theme={}", shot.fixture, shot.theme))).await?;
    browser.until("document.documentElement.dataset.state === 'ready'").await?;
    browser.lay_out_whole().await?;
    browser
        .until(&format!(
            "[...{SHADOW}.querySelectorAll('img')].every((image) => ((image.loading = 'eager'), image.complete))
             && [...{SHADOW}.querySelectorAll('video')].every((video) => video.readyState > 1)
             && document.fonts.status === 'loaded'"
        ))
        .await?;
    // The port differs in each run, and the browser's video controls show the loaded part.
    let script = format!(
        "for (const video of {SHADOW}.querySelectorAll('video')) video.controls = false;
         await Promise.all([...{SHADOW}.querySelectorAll('img')].map((image) => image.decode()));
         const texts = document.createTreeWalker({SHADOW}, NodeFilter.SHOW_TEXT);
         while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll({}, '127.0.0.1:8787');
         for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
         const box = document.querySelector('happytalk-transcript').getBoundingClientRect();
         return {{ x: box.x, y: box.y, width: box.width, height: box.height }}",
        json!(stack.authority())
    );
    let mut clip = browser.run(&script).await?;
    let height = clip["height"].as_f64().ok_or("a box has a height")?;
    clip["height"] = json!(height.min(MAX_HEIGHT).round());
    clip["scale"] = json!(1);
    let answer = browser.cdp("Page.captureScreenshot", json!({ "format": "png", "clip": clip })).await?;
    Ok(base64_decode(answer["data"].as_str().ok_or("a screenshot is data")?)?)
}

async fn compare(stack: &Stack, gallery: &Gallery, shots: &[&Shot]) -> Result<Vec<String>> {
    let browser = Browser::with_flags(&[LOOPBACK_ONLY.to_owned()]).await?;
    browser.prefers("prefers-reduced-motion", "reduce").await?;
    let mut wrong = Vec::new();
    for shot in shots {
        let screenshot = take(stack, &browser, shot).await.map_err(|error| format!("{}: {error}", shot.name))?;
        wrong.extend(gallery.compare(&shot.name, &screenshot)?);
    }
    Ok(wrong)
}

#[tokio::test(flavor = "multi_thread")]
async fn gallery_matches_its_reference_pictures() -> Result {
    let (stack, gallery, shots) = (Stack::start().await?, Gallery::open(), shots());
    let [odd, even] = [0, 1].map(|half| shots.iter().skip(half).step_by(2).collect::<Vec<_>>());
    let (odd, even) = tokio::join!(compare(&stack, &gallery, &odd), compare(&stack, &gallery, &even));
    let names: BTreeSet<_> = shots.iter().map(|shot| shot.name.clone()).collect();
    let wrong = [odd?, even?, gallery.stale(&names)?].concat();
    let done = if gallery.update { "accepted" } else { "compared" };
    say(&format!("gallery: {} pictures {done}, {} differ; {TOLERANCE:?}", shots.len(), wrong.len()));
    assert!(wrong.is_empty(), "{}\nReview them. To accept them: {ACCEPT}", wrong.join("\n"));
    Ok(())
}
