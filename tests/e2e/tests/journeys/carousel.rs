//! A carousel, by its buttons and by the keyboard.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn a_carousel_moves_by_its_buttons_and_by_the_keyboard() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    // Narrow, so that the second card is out of sight at first.
    browser.resize(390, 844).await?;
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let carousel = format!("{SHADOW}.querySelector('[part~=carousel]')");
    let card = |index: u8| format!("{carousel}.querySelector('[data-carousel-block=\"{index}\"]')");
    let in_sight = |index: u8| {
        format!(
            "(() => {{ const view = {carousel}.getBoundingClientRect(), box = {}.getBoundingClientRect();
                return box.left >= view.left - 2 && box.right <= view.right + 2; }})()",
            card(index)
        )
    };
    let next = format!("{carousel}.querySelector('button[aria-label=\"다음 슬라이드\"]')");
    let previous = format!("{carousel}.querySelector('button[aria-label=\"이전 슬라이드\"]')");

    browser.until(&in_sight(0)).await?;
    browser.until(&format!("!({})", in_sight(1))).await?;
    browser.until(&format!("{previous}.disabled && !{next}.disabled")).await?;

    browser.click(&next).await?;
    browser.until(&in_sight(1)).await?;
    browser.until(&format!("{next}.disabled && !{previous}.disabled")).await?;
    browser.until(&format!("{carousel}.textContent.includes('2 / 2')")).await?;
    browser.click(&previous).await?;
    browser.until(&in_sight(0)).await?;

    let track = browser.element(&format!("{carousel}.querySelector('[tabindex=\"0\"]')")).await?;
    for (key, index) in [(Key::Right, 1), (Key::Left, 0), (Key::End, 1), (Key::Home, 0)] {
        track.send_keys(key).await?;
        browser.until(&in_sight(index)).await?;
    }
    browser.no_complaint().await
}
