//! A carousel: its buttons, the keyboard, and all cards at once.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Locator, Result, Stack,
    locator::{announced, focused, transcript},
    viewer::SHADOW,
};
use serde_json::json;
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn carousel_moves_with_its_buttons_and_arrow_keys() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    // In a narrow window the second card is out of view at first.
    browser.resize(390, 844).await?;
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let carousel = transcript().part("carousel").nth(0);
    let (next, previous) = (carousel.button("다음 슬라이드"), carousel.button("이전 슬라이드"));

    browser.until(&card_is_in_view(&carousel, 0)).await?;
    browser.until(&format!("!({})", card_is_in_view(&carousel, 1))).await?;
    browser.until(&format!("{previous}.disabled && !{next}.disabled")).await?;

    browser.click(&next).await?;
    browser.until(&card_is_in_view(&carousel, 1)).await?;
    browser.until(&format!("{next}.disabled && !{previous}.disabled")).await?;
    browser.until(&carousel.contains_text("2 / 2")).await?;
    browser.click(&previous).await?;
    browser.until(&card_is_in_view(&carousel, 0)).await?;

    // The last used button is disabled, so the focus has moved to the track.
    browser.until_focused(&track_of(&carousel)).await?;
    let track = browser.find(track_of(&carousel)).await?;
    for (key, index) in [(Key::Right, 1), (Key::Left, 0), (Key::End, 1), (Key::Home, 0)] {
        track.send_keys(key).await?;
        browser.until(&card_is_in_view(&carousel, index)).await?;
    }
    browser.no_complaint().await
}

/// Returns the condition that a card lies completely within its carousel.
fn card_is_in_view(carousel: &Locator, index: u8) -> String {
    let card = carousel.matching(&format!("[data-carousel-block='{index}']"));
    format!(
        "(() => {{ const view = {carousel}.getBoundingClientRect(), box = {card}.getBoundingClientRect();
            return box.left >= view.left - 2 && box.right <= view.right + 2; }})()"
    )
}

/// Returns the scrolling list of cards of a carousel.
fn track_of(carousel: &Locator) -> Locator {
    carousel.named("group", "카드 목록")
}

/// Returns the condition that a carousel of twelve cards shows this position.
fn shows_position(carousel: &Locator, position: u8) -> String {
    format!("__queries.byExactText({}, '{position} / 12').length > 0", carousel.all())
}

/// Opens the fixture with carousels of 0, 1 and 12 cards in a narrow window.
async fn open_carousel_sizes() -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 844).await?;
    browser.open_without_room(&stack.origin()).await?;
    browser.show("v2-carousel-sizes").await?;
    browser.ready().await?;
    let first_button = transcript().part("carousel").button("다음 슬라이드");
    browser.run(&format!("{first_button}.scrollIntoView({{ block: 'start' }})")).await?;
    Ok((stack, browser))
}

/// Returns the carousel of twelve cards, the last one.
fn twelve_cards() -> Locator {
    transcript().part("carousel").last()
}

#[tokio::test(flavor = "multi_thread")]
async fn carousel_has_accessible_names_and_announces_its_position() -> Result {
    let (_stack, browser) = open_carousel_sizes().await?;
    let carousel = twelve_cards();
    let exposed = browser
        .run(&format!(
            "const carousel = {carousel}, track = {track};
             const links = [...carousel.querySelectorAll('[data-button=WEB_LINK] a')].map((of) => of.textContent);
             const named = (of) => [of.role, of.ariaRoleDescription, of.ariaLabel];
             return {{
                 carousel: named(carousel),
                 third: named(carousel.querySelector('[data-carousel-block=\"2\"]')),
                 track: named(track),
                 links: new Set(links).size === links.length,
                 last: links.at(-1).endsWith('슬라이드 12'),
                 controls: [...carousel.querySelectorAll('button')].every((of) => of.getAttribute('aria-controls') === track.id),
                 live: {SHADOW}.querySelectorAll('[part~=timeline] :is([aria-live], [role=status])').length,
                 ids: new Set([...{SHADOW}.querySelectorAll('[id]')].map((of) => of.id)).size === {SHADOW}.querySelectorAll('[id]').length,
             }}",
            track = track_of(&carousel)
        ))
        .await?;
    let expected = json!({
        "carousel": ["group", "캐러셀", "카드 12장"],
        "third": ["group", "슬라이드", "3 / 12"],
        "track": ["group", null, "카드 목록"],
        "links": true, "last": true, "controls": true, "live": 0, "ids": true,
    });
    assert_eq!(exposed, expected);

    let next = carousel.button("다음 슬라이드");
    // Each click takes effect, even while the carousel scrolls.
    for _ in 0..3 {
        browser.click(&next).await?;
    }
    browser.until(&announced("슬라이드 4 / 12")).await?;
    browser.until(&shows_position(&carousel, 4)).await?;
    let track = browser.find(track_of(&carousel)).await?;
    track.send_keys(Key::End).await?;
    browser.until(&announced("슬라이드 12 / 12")).await?;
    browser.until(&format!("{next}.disabled")).await?;
    // Arrow keys with modifiers belong to the browser.
    browser
        .run(&format!(
            "for (const modifier of ['altKey', 'ctrlKey', 'metaKey', 'shiftKey']) {{
                 const key = new KeyboardEvent('keydown', {{ key: 'ArrowLeft', [modifier]: true, bubbles: true, cancelable: true }});
                 if (!{}.dispatchEvent(key)) throw new Error(`${{modifier}} was handled`);
             }}",
            track_of(&carousel)
        ))
        .await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn expand_button_shows_all_cards_and_restores_the_position() -> Result {
    let (_stack, browser) = open_carousel_sizes().await?;
    let carousel = twelve_cards();
    let visible_cards = format!(
        "{}.filter((card) => {{
             const box = card.getBoundingClientRect();
             return box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1;
         }}).length",
        carousel.matching("[data-carousel-block]").all()
    );
    let (expand, steps) = (carousel.button("펼쳐 보기"), format!("{}.length", carousel.button("슬라이드").all()));
    browser.until(&format!("{visible_cards} === 1 && {steps} === 2 && {expand}.ariaPressed === 'false'")).await?;
    browser.click(carousel.button("다음 슬라이드")).await?;
    browser.until(&shows_position(&carousel, 2)).await?;

    let place = format!("return [{expand}.getBoundingClientRect().top, {expand}.getBoundingClientRect().right]");
    let before = browser.run(&place).await?;
    browser.click(&expand).await?;
    browser.until(&format!("{visible_cards} === 12 && {steps} === 0 && {expand}.ariaPressed === 'true'")).await?;
    browser.until("document.documentElement.scrollWidth <= innerWidth").await?;
    assert_eq!(browser.run(&place).await?, before, "the button keeps its place");
    browser.accessible("a carousel with all cards shown").await?;
    browser.screenshot("carousel-all-cards").await?;

    browser.click(&expand).await?;
    browser.until(&format!("{visible_cards} === 1 && {steps} === 2")).await?;
    let second_card = carousel.matching("[data-carousel-block='1']");
    let is_at_start =
        format!("Math.abs({second_card}.getBoundingClientRect().left - {carousel}.getBoundingClientRect().left) < 3");
    browser.until(&is_at_start).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn focus_scrolls_hidden_cards_into_view() -> Result {
    let (_stack, browser) = open_carousel_sizes().await?;
    let carousel = twelve_cards();
    browser.run(&format!("{}.focus()", track_of(&carousel))).await?;
    // Each card has three links.
    for (tabs, card) in [(4, 1), (3, 2)] {
        for _ in 0..tabs {
            browser.find(focused()).await?.send_keys(Key::Tab).await?;
        }
        let focused_card = carousel.matching(&format!("[data-carousel-block='{card}']"));
        browser.until(&focused_card.contains_focus()).await?;
        browser.until(&card_is_in_view(&carousel, card)).await?;
        browser.until(&shows_position(&carousel, card + 1)).await?;
    }
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn single_card_has_no_controls_and_is_aligned_with_its_bubble() -> Result {
    let (_stack, browser) = open_carousel_sizes().await?;
    for width in [390, 1100] {
        browser.resize(width, 844).await?;
        let single = transcript().part("carousel");
        let found = browser
            .run(&format!(
                "const row = {single}.closest('article'), card = {single}.querySelector('[data-carousel-block]');
                 const bubble = row.querySelector('[part~=bubble]');
                 return [{single}.querySelectorAll('button, [tabindex]').length,
                     Math.round(card.getBoundingClientRect().right - bubble.getBoundingClientRect().right)]"
            ))
            .await?;
        assert_eq!(found, json!([0, 0]), "at {width} px");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn focus_moves_to_the_track_when_its_button_is_disabled() -> Result {
    let (_stack, browser) = open_carousel_sizes().await?;
    let carousel = twelve_cards();
    let (track, next) = (track_of(&carousel), carousel.button("다음 슬라이드"));
    browser.run(&format!("{next}.focus()")).await?;
    // The scroll position changes by itself, like at the end of smooth scrolling.
    browser.run(&format!("{track}.scrollTo({{ left: 1e6, behavior: 'instant' }})")).await?;
    browser.until(&format!("{next}.disabled && {}", track.has_focus())).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn arrow_keys_inside_a_card_do_not_scroll_the_focus_away() -> Result {
    let (_stack, browser) = open_carousel_sizes().await?;
    let carousel = twelve_cards();
    let link = carousel.matching("[data-carousel-block='0'] [data-button=WEB_LINK] a").nth(0);
    browser.run(&format!("{link}.focus()")).await?;
    for _ in 0..3 {
        browser.find(&link).await?.send_keys(Key::Right).await?;
    }
    browser.at_rest(&link).await?;
    let stays = format!(
        "const view = {carousel}.getBoundingClientRect(), box = {link}.getBoundingClientRect();
         return [{}, box.left >= view.left && box.right <= view.right]",
        link.has_focus()
    );
    assert_eq!(browser.run(&stays).await?, json!([true, true]));
    Ok(())
}
