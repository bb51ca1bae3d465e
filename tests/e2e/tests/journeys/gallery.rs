//! What every fixture looks like, compared with what it looked like when somebody last looked.

use std::collections::BTreeSet;

use happytalk_e2e::{
    Browser, Result, Stack,
    axe::say,
    corpus::NOWHERE_ELSE,
    gallery::{ACCEPT, Gallery, TOLERANCE},
    viewer::SHADOW,
};
use happytalk_model::fixtures;
use serde_json::json;
use thirtyfour::support::base64_decode;

/// No more of a fixture than this, in CSS pixels: what repeats itself tells nothing new.
const HIGHEST: f64 = 2000.0;

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

/// The gallery with one fixture, when nothing in it changes any more, as a PNG of that fixture's element.
async fn taken(stack: &Stack, browser: &Browser, shot: &Shot) -> Result<Vec<u8>> {
    // Higher than the picture: what is out of sight is not drawn, and is not loaded.
    browser.resize(shot.width, 2600).await?;
    browser.open(&stack.url(&format!("/demo/gallery?only={}&theme={}", shot.fixture, shot.theme))).await?;
    browser.until("document.documentElement.dataset.state === 'ready'").await?;
    browser.lay_out_whole().await?;
    browser
        .until(&format!(
            "[...{SHADOW}.querySelectorAll('img')].every((image) => ((image.loading = 'eager'), image.complete))
             && [...{SHADOW}.querySelectorAll('video')].every((film) => film.readyState > 1)
             && document.fonts.status === 'loaded'"
        ))
        .await?;
    // The port is another one each time; a film's controls, the browser's own, show how far it is loaded.
    let script = format!(
        "for (const film of {SHADOW}.querySelectorAll('video')) film.controls = false;
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
    clip["height"] = json!(height.min(HIGHEST).round());
    clip["scale"] = json!(1);
    let answer = browser.cdp("Page.captureScreenshot", json!({ "format": "png", "clip": clip })).await?;
    Ok(base64_decode(answer["data"].as_str().ok_or("a screenshot is data")?)?)
}

async fn judged(stack: &Stack, gallery: &Gallery, shots: &[&Shot]) -> Result<Vec<String>> {
    let browser = Browser::with_flags(&[NOWHERE_ELSE.to_owned()]).await?;
    browser.prefers("prefers-reduced-motion", "reduce").await?;
    let mut wrong = Vec::new();
    for shot in shots {
        let screenshot = taken(stack, &browser, shot).await.map_err(|error| format!("{}: {error}", shot.name))?;
        wrong.extend(gallery.judge(&shot.name, &screenshot)?);
    }
    Ok(wrong)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fixture_of_the_gallery_looks_as_it_did() -> Result {
    let (stack, gallery, shots) = (Stack::start().await?, Gallery::open(), shots());
    let [odd, even] = [0, 1].map(|half| shots.iter().skip(half).step_by(2).collect::<Vec<_>>());
    let (odd, even) = tokio::join!(judged(&stack, &gallery, &odd), judged(&stack, &gallery, &even));
    let names: BTreeSet<_> = shots.iter().map(|shot| shot.name.clone()).collect();
    let wrong = [odd?, even?, gallery.left_over(&names)?].concat();
    let done = if gallery.update { "accepted" } else { "compared" };
    say(&format!("gallery: {} pictures {done}, {} differ; {TOLERANCE:?}", shots.len(), wrong.len()));
    assert!(wrong.is_empty(), "{}\nLook at them; to accept them: {ACCEPT}", wrong.join("\n"));
    Ok(())
}
