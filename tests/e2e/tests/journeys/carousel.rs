//! A carousel, by its buttons, by the keyboard, and with all of its cards in sight.

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

    // The button that was used last is disabled: the keyboard is on the track.
    browser.until(&format!("{SHADOW}.activeElement === {carousel}.querySelector('[tabindex=\"0\"]')")).await?;
    let track = browser.element(&format!("{carousel}.querySelector('[tabindex=\"0\"]')")).await?;
    for (key, index) in [(Key::Right, 1), (Key::Left, 0), (Key::End, 1), (Key::Home, 0)] {
        track.send_keys(key).await?;
        browser.until(&in_sight(index)).await?;
    }
    browser.no_complaint().await
}

/// A page with the fixture of carousels of 0, 1 and 12 cards, narrow.
async fn sizes() -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 844).await?;
    browser.open(&stack.url("/?room=&theme=light")).await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    super::settings::show(&browser, "v2-carousel-sizes").await?;
    browser.ready().await?;
    browser.run(&format!("{SHADOW}.querySelector('.steps').scrollIntoView({{ block: 'start' }})")).await?;
    Ok((stack, browser))
}

/// The carousel of twelve cards.
fn twelve() -> String {
    format!("[...{SHADOW}.querySelectorAll('[part~=carousel]')].at(-1)")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_carousel_says_what_it_is_and_moves_are_told_outside_the_rows() -> Result {
    let (_stack, browser) = sizes().await?;
    let carousel = twelve();
    let said = browser
        .run(&format!(
            "const carousel = {carousel}, track = carousel.querySelector('[tabindex=\"0\"]');
             const named = (of) => [of.role, of.ariaRoleDescription, of.ariaLabel];
             return {{
                 carousel: named(carousel),
                 third: named(carousel.querySelector('[data-carousel-block=\"2\"]')),
                 track: named(track),
                 links: new Set([...carousel.querySelectorAll('.button a')].map((of) => of.textContent)).size === carousel.querySelectorAll('.button a').length,
                 last: [...carousel.querySelectorAll('.button a')].at(-1).textContent.endsWith('슬라이드 12'),
                 controls: [...carousel.querySelectorAll('button')].every((of) => of.getAttribute('aria-controls') === track.id),
                 live: {SHADOW}.querySelectorAll('[part~=timeline] :is([aria-live], [role=status])').length,
                 ids: new Set([...{SHADOW}.querySelectorAll('[id]')].map((of) => of.id)).size === {SHADOW}.querySelectorAll('[id]').length,
             }}"
        ))
        .await?;
    let expected = serde_json::json!({
        "carousel": ["group", "캐러셀", "카드 12장"],
        "third": ["group", "슬라이드", "3 / 12"],
        "track": ["group", null, "카드 목록"],
        "links": true, "last": true, "controls": true, "live": 0, "ids": true,
    });
    assert_eq!(said, expected);

    let told = |what: &str| {
        format!("[...{SHADOW}.querySelectorAll('[role=status]')].some((voice) => voice.textContent === '{what}')")
    };
    let next = format!("{carousel}.querySelector('button[aria-label=\"다음 슬라이드\"]')");
    // Faster than it glides: each press counts.
    for _ in 0..3 {
        browser.click(&next).await?;
    }
    browser.until(&told("슬라이드 4 / 12")).await?;
    browser.until(&format!("{carousel}.querySelector('.step-now').textContent === '4 / 12'")).await?;
    let track = browser.element(&format!("{carousel}.querySelector('[tabindex=\"0\"]')")).await?;
    track.send_keys(Key::End).await?;
    browser.until(&told("슬라이드 12 / 12")).await?;
    browser.until(&format!("{next}.disabled")).await?;
    // Theirs: the way back, and whatever else.
    browser
        .run(&format!(
            "const track = {carousel}.querySelector('[tabindex=\"0\"]');
             for (const with_ of ['altKey', 'ctrlKey', 'metaKey', 'shiftKey']) {{
                 const key = new KeyboardEvent('keydown', {{ key: 'ArrowLeft', [with_]: true, bubbles: true, cancelable: true }});
                 if (!track.dispatchEvent(key)) throw new Error(`${{with_}} was taken`);
             }}"
        ))
        .await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_switch_shows_all_cards_and_gives_the_place_back() -> Result {
    let (_stack, browser) = sizes().await?;
    let carousel = twelve();
    let within = format!(
        "[...{carousel}.querySelectorAll('[data-carousel-block]')].filter((card) => {{
             const box = card.getBoundingClientRect();
             return box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1;
         }}).length"
    );
    let switch =
        format!("[...{carousel}.querySelectorAll('button')].find((button) => button.textContent === '펼쳐 보기')");
    let steps = format!(
        "[...{carousel}.querySelectorAll('.step')].filter((step) => step.checkVisibility({{ visibilityProperty: true }})).length"
    );
    browser.until(&format!("{within} === 1 && {steps} === 2 && {switch}.ariaPressed === 'false'")).await?;
    browser.click(&format!("{carousel}.querySelector('button[aria-label=\"다음 슬라이드\"]')")).await?;
    browser.until(&format!("{carousel}.querySelector('.step-now').textContent === '2 / 12'")).await?;

    let place = format!("return [{switch}.getBoundingClientRect().top, {switch}.getBoundingClientRect().right]");
    let before = browser.run(&place).await?;
    browser.click(&switch).await?;
    browser.until(&format!("{within} === 12 && {steps} === 0 && {switch}.ariaPressed === 'true'")).await?;
    browser.until("document.documentElement.scrollWidth <= innerWidth").await?;
    assert_eq!(browser.run(&place).await?, before, "it stays in its place");
    browser.accessible("a carousel with all cards in sight").await?;
    browser.screenshot("carousel-all-cards").await?;

    browser.click(&switch).await?;
    browser.until(&format!("{within} === 1 && {steps} === 2")).await?;
    let view = format!(
        "(() => {{ const view = {carousel}.getBoundingClientRect(), box = {carousel}.querySelector('[data-carousel-block=\"1\"]').getBoundingClientRect();
            return Math.abs(box.left - view.left) < 3; }})()"
    );
    browser.until(&view).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_reaches_the_links_of_cards_out_of_sight_and_brings_them_in() -> Result {
    let (_stack, browser) = sizes().await?;
    let carousel = twelve();
    browser.run(&format!("{carousel}.querySelector('[tabindex=\"0\"]').focus()")).await?;
    // Three links in each card.
    for (tabs, card) in [(4, 1), (3, 2)] {
        for _ in 0..tabs {
            browser.element(&format!("{SHADOW}.activeElement")).await?.send_keys(Key::Tab).await?;
        }
        let card_now = format!("{carousel}.querySelector('[data-carousel-block=\"{card}\"]')");
        browser.until(&format!("{card_now}.contains({SHADOW}.activeElement)")).await?;
        browser
            .until(&format!(
                "(() => {{ const view = {carousel}.getBoundingClientRect(), box = {card_now}.getBoundingClientRect();
                    return box.left >= view.left - 2 && box.right <= view.right + 2; }})()"
            ))
            .await?;
        browser.until(&format!("{carousel}.querySelector('.step-now').textContent === '{} / 12'", card + 1)).await?;
    }
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn one_card_by_itself_has_no_controls_and_stands_at_the_companys_edge() -> Result {
    let (_stack, browser) = sizes().await?;
    for width in [390, 1100] {
        browser.resize(width, 844).await?;
        let one = format!("{SHADOW}.querySelector('[part~=carousel]')");
        let found = browser
            .run(&format!(
                "const row = {one}.closest('article'), card = {one}.querySelector('[data-carousel-block]');
                 const bubble = row.querySelector('[part~=bubble]');
                 return [{one}.querySelectorAll('button, [tabindex]').length,
                     Math.round(card.getBoundingClientRect().right - bubble.getBoundingClientRect().right)]"
            ))
            .await?;
        assert_eq!(found, serde_json::json!([0, 0]), "at {width} px");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_that_is_disabled_under_the_keyboard_gives_it_to_the_track() -> Result {
    let (_stack, browser) = sizes().await?;
    let carousel = twelve();
    let track = format!("{carousel}.querySelector('[tabindex=\"0\"]')");
    let next = format!("{carousel}.querySelector('button[aria-label=\"다음 슬라이드\"]')");
    browser.run(&format!("{next}.focus()")).await?;
    // As a glide that ends after the keyboard has gone on.
    browser.run(&format!("{track}.scrollTo({{ left: 1e6, behavior: 'instant' }})")).await?;
    browser.until(&format!("{next}.disabled && {SHADOW}.activeElement === {track}")).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn arrows_in_a_card_leave_what_has_the_keyboard_in_sight() -> Result {
    let (_stack, browser) = sizes().await?;
    let carousel = twelve();
    let link = format!("{carousel}.querySelector('[data-carousel-block=\"0\"] .button a')");
    browser.run(&format!("{link}.focus()")).await?;
    for _ in 0..3 {
        browser.element(&link).await?.send_keys(Key::Right).await?;
    }
    // Long enough for a glide to begin.
    browser.run("await new Promise((done) => setTimeout(done, 400))").await?;
    let stays = format!(
        "const view = {carousel}.getBoundingClientRect(), box = {link}.getBoundingClientRect();
         return [{SHADOW}.activeElement === {link}, box.left >= view.left && box.right <= view.right]"
    );
    assert_eq!(browser.run(&stays).await?, serde_json::json!([true, true]));
    Ok(())
}
