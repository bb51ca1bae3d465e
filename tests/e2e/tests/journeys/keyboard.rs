//! The transcript with the keyboard alone.

use happytalk_e2e::{
    Browser, Locator, Result, Stack,
    keys::Keys,
    locator::{dialog, focused, messages, transcript},
    viewer::SHADOW,
};
use serde_json::json;
use thirtyfour::Key;

/// Index of the picture in the fixture `every-kind`.
const PICTURE: usize = 7;
/// Index of the carousel in the fixture `every-kind`.
const CAROUSEL: usize = 17;

/// Returns the index of the last message of the fixture `every-kind`.
fn last() -> usize {
    happytalk_model::fixtures::by_name("every-kind").expect("it is in the corpus").kinds().len() - 1
}

fn message_at(index: usize) -> Locator {
    messages().nth(index)
}

/// Opens a fixture in a window of this size.
async fn open_fixture(fixture: &str, width: u32, height: u32) -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(width, height).await?;
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    browser.show(fixture).await?;
    browser.ready().await?;
    Ok((stack, browser))
}

#[tokio::test(flavor = "multi_thread")]
async fn keyboard_reaches_card_buttons_and_pictures_and_returns() -> Result {
    let (_stack, browser) = open_fixture("every-kind", 390, 844).await?;
    let keys = Keys::of(&browser);

    // The messages are one tab stop after the buttons of the header.
    let stops = keys.press_until_on(Key::Tab, &message_at(0)).await?;
    assert!(stops <= 6, "{stops} stops before the first message");
    keys.press(Key::Up).await?;
    assert!(keys.are_on(&message_at(0)).await?, "the first message has no previous one");
    keys.press(Key::End).await?;
    keys.until_on(&message_at(last())).await?;
    keys.press(Key::Home).await?;
    keys.until_on(&message_at(0)).await?;

    // To the message with the carousel, and into it.
    let carousel = message_at(CAROUSEL);
    keys.times(Key::Down, CAROUSEL).await?;
    keys.until_on(&carousel).await?;
    keys.press(Key::Enter).await?;
    assert!(!keys.are_on(&carousel).await?, "an element inside it has the focus");
    keys.press_until_on(Key::Tab, &carousel.named("group", "카드 목록")).await?;
    // The browser snaps again when a picture is loaded.
    browser.until(&format!("{}.every((picture) => picture.complete)", carousel.matching("img").all())).await?;
    keys.press(Key::End).await?;
    let third_card = carousel.matching("[data-carousel-block='2']");
    let is_in_view = format!("{third_card}.getBoundingClientRect().right <= innerWidth");
    browser.until(&is_in_view).await?;
    let on_its_button = format!("{} && {}.closest('[data-button]')", third_card.contains_focus(), focused());
    keys.press_until(Key::Tab, &on_its_button).await?;
    browser.until(&is_in_view).await?;
    keys.press(Key::Escape).await?;
    keys.until_on(&carousel).await?;

    // Into a picture and back.
    let picture = message_at(PICTURE);
    keys.press(Key::Home).await?;
    keys.times(Key::Down, PICTURE).await?;
    keys.until_on(&picture).await?;
    keys.press(Key::Enter).await?;
    keys.until_on(&picture.link("이미지 크게 보기")).await?;
    keys.press(Key::Enter).await?;
    let lightbox = dialog("사진 보기");
    browser.until(&lightbox.contains_focus()).await?;
    keys.press(Key::Right).await?;
    browser.until(&lightbox.contains_text("3 / ")).await?;
    keys.press(Key::Escape).await?;
    browser.until(&lightbox.is_gone()).await?;
    keys.until_on(&picture.link("이미지 크게 보기")).await?;
    keys.press(Key::Escape).await?;
    keys.until_on(&picture).await?;

    // Tab leaves the messages.
    keys.press(Key::End).await?;
    keys.until_on(&message_at(last())).await?;
    let is_inside = focused().closest_message().exists();
    for stops in 0.. {
        if !browser.is(&is_inside).await? {
            break;
        }
        assert!(stops < 4, "the focus is still in the last message");
        keys.press(Key::Tab).await?;
    }
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn focused_message_is_in_view_below_the_day_separator() -> Result {
    let (_stack, browser) = open_fixture("every-kind", 390, 600).await?;
    let keys = Keys::of(&browser);
    keys.press_until_on(Key::Tab, &message_at(0)).await?;
    let is_below_the_day = format!(
        "(() => {{
             const days = {}.map((day) => day.firstElementChild.getBoundingClientRect()).filter((day) => day.top < 60);
             const box = {}.getBoundingClientRect();
             if (box.top >= innerHeight - 8 || box.bottom <= 0) return false;
             return box.height > innerHeight - 60 || days.every((day) => box.top >= day.bottom - 1 || box.top < day.top - 60);
         }})()",
        transcript().matching("[data-day]").all(),
        focused()
    );
    for (key, steps) in [(Key::Down, last()), (Key::Up, last())] {
        for step in 0..steps {
            keys.press(key.clone()).await?;
            browser.until(&is_below_the_day).await.map_err(|error| format!("step {step} of {key:?}: {error}"))?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn focused_message_of_several_rooms_is_described_by_its_own_content() -> Result {
    let (_stack, browser) = open_fixture("rooms-several", 1100, 900).await?;
    let keys = Keys::of(&browser);
    let rooms = transcript().matching("section:has(> [part~=header])");
    let count = browser.count_of(&rooms).await?;
    assert!(count >= 2, "{count} rooms");
    for index in 0..usize::try_from(count)? {
        let first = rooms.nth(index).messages().nth(0);
        if browser.is(&first.is_gone()).await? {
            continue;
        }
        keys.press_until_on(Key::Tab, &first).await?;
        let described = format!(
            "(() => {{
                 const ids = {SHADOW}.querySelectorAll(`[id=\"${{{first}.getAttribute('aria-describedby')}}\"]`);
                 return ids.length === 1 && ids[0] !== {first} && {first}.contains(ids[0]);
             }})()"
        );
        browser.until(&described).await.map_err(|error| format!("room {index}: {error}"))?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn arrow_key_scrolls_a_tall_message_to_its_end_first() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    browser
        .run(
            "const element = document.querySelector('happytalk-transcript'), box = document.createElement('div');
             box.style.cssText = 'height: 300px; overflow: auto';
             element.before(box);
             box.append(element);",
        )
        .await?;
    let long = vec!["줄"; 24].join("\n");
    let rows = [long.as_str(), "둘째"]
        .map(|text| json!({ "type": "C", "user_type": "C", "contents_type": "text", "contents": text }));
    browser.show_rows(rows.to_vec()).await?;
    browser.ready().await?;
    let keys = Keys::of(&browser);
    keys.press_until_on(Key::Tab, &message_at(0)).await?;
    keys.press(Key::Down).await?;
    assert!(keys.are_on(&message_at(0)).await?, "its end is not yet in view");
    keys.press_until_on(Key::Down, &message_at(1)).await?;
    browser.until(&format!("{}.getBoundingClientRect().bottom <= 301", focused())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn scroll_to_a_tall_message_shows_its_beginning() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 500).await?;
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let row = |id: &str, text: &str| json!({ "id": id, "type": "C", "user_type": "C", "contents_type": "text", "contents": text });
    let mut rows: Vec<_> = (0..30).map(|_| row("", "짧은 말")).collect();
    rows[15] = row("high", &vec!["줄"; 60].join("\n"));
    browser.show_rows(rows).await?;
    browser.ready().await?;
    browser.run("document.querySelector('happytalk-transcript').scrollToMessage('high')").await?;
    let top = format!("{}.getBoundingClientRect().top", transcript().message("high"));
    browser.until(&format!("{top} >= 0 && {top} < 100")).await
}
