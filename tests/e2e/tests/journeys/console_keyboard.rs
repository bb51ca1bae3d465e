//! From room to room by keys. A whole visit without a mouse is in `console_visit`.

use happytalk_e2e::{Result, keys::Keys, viewer::CONSOLE};
use thirtyfour::Key;

use super::console::{ALL, ids, opened, shown};

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
