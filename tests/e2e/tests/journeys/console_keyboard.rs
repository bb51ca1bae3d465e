//! The console without a mouse. No step but a key.

use happytalk_e2e::{Browser, Result, Stack, keys::Keys, viewer::CONSOLE};
use serde_json::json;
use thirtyfour::Key;

use super::console::{ALL, ids, opened, shown};

/// Types a day into the date field that has the keyboard, whichever order the browser's language gives its parts.
async fn type_day(browser: &Browser, keys: &Keys<'_>, name: &str, year: &str, month: &str, day: &str) -> Result {
    let value = format!("return {CONSOLE}.querySelector('[name={name}]').value");
    for text in [format!("{month}{day}{year}"), format!("{year}{month}{day}"), format!("{day}{month}{year}")] {
        keys.write(&text).await?;
        if browser.run(&value).await? == json!(format!("{year}-{month}-{day}")) {
            return Ok(());
        }
        // Back to the first part of the field.
        keys.chord(Key::Shift, Key::Tab).await?;
        keys.until(Key::Tab, &format!("on.name === '{name}'")).await?;
        keys.times(Key::Left, 3).await?;
    }
    Err(format!("{name} is {}", browser.run(&value).await?).into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_picks_a_period_opens_the_third_room_and_reads() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/")).await?;
    browser.pane("list", "ready").await?;
    let keys = Keys::of(&browser, CONSOLE);

    // The period: the third of three.
    keys.press(Key::Tab).await?;
    keys.soon("on.value === 'today'").await?;
    keys.times(Key::Right, 2).await?;
    assert!(keys.is("on.value === 'range' && on.checked").await?);
    keys.press(Key::Tab).await?;
    keys.soon("on.name === 'from'").await?;
    type_day(&browser, &keys, "from", "2025", "09", "22").await?;
    keys.until(Key::Tab, "on.name === 'to'").await?;
    type_day(&browser, &keys, "to", "2025", "10", "01").await?;
    keys.until(Key::Tab, "on.type === 'submit'").await?;
    keys.press(Key::Enter).await?;
    browser.until(&format!("location.search === '?{ALL}'")).await?;
    browser.pane("list", "ready").await?;

    // Filters, then the list: one stop.
    let stops = keys.until(Key::Tab, "on.dataset.index === '0'").await?;
    assert!(stops <= 5, "{stops} stops from the button to the list");
    let rooms = ids(&browser).await?;
    keys.times(Key::Down, 2).await?;
    keys.soon("on.dataset.index === '2'").await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[2])).await?;
    keys.soon("on.dataset.index === '2' && on.getAttribute('aria-current') === 'true'").await?;

    // Then the transcript.
    keys.until(Key::Tab, "on.matches('[data-pane=transcript] *')").await?;
    let stops = keys.until(Key::Tab, "on.matches('article')").await?;
    assert!(stops <= 8, "{stops} stops from the pane's first button to the first message");
    keys.press(Key::Down).await?;
    keys.soon("on.matches('article[data-index=\"1\"]')").await?;
    browser.screenshot("console-keyboard").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn arrows_lead_through_the_rooms_while_the_keyboard_stays_where_it_is() -> Result {
    let (_stack, browser) = opened(ALL).await?;
    let keys = Keys::of(&browser, CONSOLE);
    let rooms = ids(&browser).await?;
    keys.until(Key::Tab, "on.dataset.index === '0'").await?;
    keys.press(Key::Up).await?;
    assert!(keys.is("on.dataset.index === '0'").await?, "there is none before the first");
    // Of rooms that are passed by none is asked for but the last.
    keys.times(Key::Down, 5).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[5])).await?;
    keys.press(Key::End).await?;
    keys.soon("on.dataset.index === '19'").await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[19])).await?;
    keys.press(Key::Home).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[0])).await?;
    assert!(keys.is("on.dataset.index === '0'").await?);
    let stops = format!("return {CONSOLE}.querySelectorAll('.room-row[tabindex=\"0\"]').length");
    assert_eq!(browser.run(&stops).await?, 1, "the list is one stop");

    // From the transcript, by Alt and an arrow: the next room's first message has the keyboard.
    keys.until(Key::Tab, "on.matches('article')").await?;
    keys.chord(Key::Alt, Key::Down).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[1])).await?;
    keys.soon("on.matches('article[data-index=\"0\"]')").await?;
    keys.chord(Key::Alt, Key::Up).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[0])).await?;
    keys.soon("on.matches('article[data-index=\"0\"]')").await?;
    // Before the first there is none.
    keys.chord(Key::Alt, Key::Up).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[0])).await?;

    // In the list it is the list's row that has it.
    browser.run(&format!("{CONSOLE}.querySelector('.room-row[tabindex=\"0\"]').focus()")).await?;
    keys.chord(Key::Alt, Key::Down).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[1])).await?;
    keys.soon("on.dataset.index === '1'").await?;
    // Moves are steps on, not places of their own: back leads to where the first room was opened.
    browser.run("history.back()").await?;
    browser.until("!new URLSearchParams(location.search).has('selected')").await?;
    browser.pane("transcript", "idle").await?;
    browser.no_complaint().await
}
