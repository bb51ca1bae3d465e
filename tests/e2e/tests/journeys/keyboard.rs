//! The whole transcript without a mouse. No step but a key.

use happytalk_e2e::{Browser, Result, Stack, keys::Keys, viewer::SHADOW};
use thirtyfour::Key;

/// Where `every-kind` has them.
const PICTURE: usize = 7;
const CAROUSEL: usize = 17;

fn last() -> usize {
    happytalk_model::fixtures::by_name("every-kind").expect("it is in the corpus").kinds().len() - 1
}

fn row(at: usize) -> String {
    format!("on.matches('article[data-index=\"{at}\"]')")
}

/// A fixture in a window of that size.
async fn opened(fixture: &str, width: u32, height: u32) -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(width, height).await?;
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    super::settings::show(&browser, fixture).await?;
    browser.ready().await?;
    Ok((stack, browser))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_walks_from_the_list_to_a_cards_button_and_into_a_picture_and_back() -> Result {
    let (_stack, browser) = opened("every-kind", 390, 844).await?;
    let keys = Keys::of(&browser, SHADOW);

    // Past the header's few buttons into the list: one stop.
    let stops = keys.until(Key::Tab, &row(0)).await?;
    assert!(stops <= 6, "{stops} stops before the first message");
    keys.press(Key::Up).await?;
    assert!(keys.is(&row(0)).await?, "there is none before the first");
    keys.press(Key::End).await?;
    keys.soon(&row(last())).await?;
    keys.press(Key::Home).await?;
    keys.soon(&row(0)).await?;

    // To the message with the carousel, and into it.
    keys.times(Key::Down, CAROUSEL).await?;
    keys.soon(&row(CAROUSEL)).await?;
    keys.press(Key::Enter).await?;
    assert!(!keys.is(&row(CAROUSEL)).await?, "something in it has the keyboard");
    keys.until(Key::Tab, "on.matches('.track')").await?;
    keys.press(Key::End).await?;
    let third = "root.querySelector('[data-carousel-block=\"2\"]')";
    let in_sight = format!("{third}.getBoundingClientRect().right <= innerWidth");
    keys.soon(&in_sight).await?;
    keys.until(Key::Tab, &format!("{third}.contains(on) && on.closest('[data-button]')")).await?;
    keys.soon(&in_sight).await?;
    keys.press(Key::Escape).await?;
    keys.soon(&row(CAROUSEL)).await?;

    // Into a picture and back.
    keys.press(Key::Home).await?;
    keys.times(Key::Down, PICTURE).await?;
    keys.soon(&row(PICTURE)).await?;
    keys.press(Key::Enter).await?;
    keys.soon("on.matches('a.picture-link')").await?;
    keys.press(Key::Enter).await?;
    keys.soon("root.querySelector('dialog[open]')?.contains(on)").await?;
    keys.press(Key::Right).await?;
    keys.soon("root.querySelector('dialog[open]').textContent.includes('3 / ')").await?;
    keys.press(Key::Escape).await?;
    keys.soon(&format!("!root.querySelector('dialog') && on.matches('a.picture-link') && on.closest('article').dataset.index === '{PICTURE}'"))
        .await?;
    keys.press(Key::Escape).await?;
    keys.soon(&row(PICTURE)).await?;

    // And Tab leads out of the list again.
    keys.press(Key::End).await?;
    keys.soon(&row(last())).await?;
    let in_the_list = "on.closest('article')";
    for stops in 0.. {
        if !keys.is(in_the_list).await? {
            break;
        }
        assert!(stops < 4, "still in the last message");
        keys.press(Key::Tab).await?;
    }
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_has_the_keyboard_is_in_sight_below_the_day() -> Result {
    let (_stack, browser) = opened("every-kind", 390, 600).await?;
    let keys = Keys::of(&browser, SHADOW);
    keys.until(Key::Tab, &row(0)).await?;
    let below_the_day = "(() => {
        const day = [...root.querySelectorAll('.day-pill')].map((day) => day.getBoundingClientRect()).filter((day) => day.top < 60);
        const box = on.getBoundingClientRect();
        return box.top >= innerHeight - 8 || box.bottom <= 0 ? false : box.height > innerHeight - 60 || day.every((day) => box.top >= day.bottom - 1 || box.top < day.top - 60);
    })()";
    for (key, steps) in [(Key::Down, last()), (Key::Up, last())] {
        for step in 0..steps {
            keys.press(key.clone()).await?;
            keys.soon(below_the_day).await.map_err(|error| format!("step {step} of {key:?}: {error}"))?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_rooms_the_message_that_has_the_keyboard_is_the_one_read_out() -> Result {
    let (_stack, browser) = opened("rooms-several", 1100, 900).await?;
    let keys = Keys::of(&browser, SHADOW);
    let rooms = browser.count("section[data-room-id], section.room").await?;
    assert!(rooms >= 2);
    for room in 0..rooms {
        let first = format!("root.querySelectorAll('section.room')[{room}].querySelector('article')");
        if browser.run(&format!("const root = {SHADOW}; return !{first}")).await? == serde_json::json!(true) {
            continue;
        }
        keys.until(Key::Tab, &format!("on === {first}")).await?;
        keys.soon("root.getElementById(on.getAttribute('aria-describedby')) === on").await?;
        assert_eq!(browser.count("[id=here]").await?, 1, "room {room}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_box_that_scrolls_a_high_message_is_read_to_its_end_first() -> Result {
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
        .map(|text| serde_json::json!({ "type": "C", "user_type": "C", "contents_type": "text", "contents": text }));
    browser.show_rows(rows.to_vec()).await?;
    browser.ready().await?;
    let keys = Keys::of(&browser, SHADOW);
    keys.until(Key::Tab, &row(0)).await?;
    keys.press(Key::Down).await?;
    assert!(keys.is(&row(0)).await?, "its end is still to come");
    keys.until(Key::Down, &row(1)).await?;
    keys.soon("on.getBoundingClientRect().bottom <= 301").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_higher_than_the_window_is_gone_to_by_its_beginning() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 500).await?;
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let row = |id: &str, text: &str| serde_json::json!({ "id": id, "type": "C", "user_type": "C", "contents_type": "text", "contents": text });
    let mut rows: Vec<_> = (0..30).map(|_| row("", "짧은 말")).collect();
    rows[15] = row("high", &vec!["줄"; 60].join("\n"));
    browser.show_rows(rows).await?;
    browser.ready().await?;
    browser.run("document.querySelector('happytalk-transcript').scrollToMessage('high')").await?;
    let top = format!("{SHADOW}.querySelector('[data-message-id=high]').getBoundingClientRect().top");
    browser.until(&format!("{top} >= 0 && {top} < 100")).await
}
