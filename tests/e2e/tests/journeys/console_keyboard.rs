//! Moving from room to room by keys. `console_visit` is a whole visit without a mouse.

use happytalk_e2e::{Result, keys::Keys, locator::console};
use thirtyfour::Key;

use super::console::{ALL_DAYS, open_console, room_ids, room_row, room_rows, shows_room};

#[tokio::test(flavor = "multi_thread")]
async fn arrow_keys_move_through_the_rooms_and_keep_the_focus() -> Result {
    let (_stack, browser) = open_console(ALL_DAYS).await?;
    let keys = Keys::of(&browser);
    let rooms = room_ids(&browser).await?;
    keys.press_until_on(Key::Tab, &room_row(0)).await?;
    keys.press(Key::Up).await?;
    assert!(keys.are_on(&room_row(0)).await?, "the first row has no previous one");
    // Only the last room of several quick moves is opened.
    keys.times(Key::Down, 5).await?;
    browser.until(&shows_room(&rooms[5])).await?;
    keys.press(Key::End).await?;
    keys.until_on(&room_row(19)).await?;
    browser.until(&shows_room(&rooms[19])).await?;
    keys.press(Key::Home).await?;
    browser.until(&shows_room(&rooms[0])).await?;
    assert!(keys.are_on(&room_row(0)).await?);
    let tab_stops = format!("{}.filter((row) => row.tabIndex === 0).length === 1", room_rows().all());
    assert!(browser.is(&tab_stops).await?, "the list is one tab stop");

    // In the transcript, Alt and an arrow key open the adjacent room and focus its first message.
    let first_message = console().messages().nth(0);
    keys.press_until(Key::Tab, &format!("{}.includes(__queries.focused())", console().messages().all())).await?;
    keys.chord(Key::Alt, Key::Down).await?;
    browser.until(&shows_room(&rooms[1])).await?;
    keys.until_on(&first_message).await?;
    keys.chord(Key::Alt, Key::Up).await?;
    browser.until(&shows_room(&rooms[0])).await?;
    keys.until_on(&first_message).await?;
    // The first room has no previous one.
    keys.chord(Key::Alt, Key::Up).await?;
    browser.until(&shows_room(&rooms[0])).await?;

    // In the list, they focus the row of the adjacent room.
    browser.run(&format!("{}.find((row) => row.tabIndex === 0).focus()", room_rows().all())).await?;
    keys.chord(Key::Alt, Key::Down).await?;
    browser.until(&shows_room(&rooms[1])).await?;
    keys.until_on(&room_row(1)).await?;
    // Moves replace the history entry: back leads to the place before the first room was opened.
    browser.run("history.back()").await?;
    browser.until("!new URLSearchParams(location.search).has('selected')").await?;
    browser.pane("transcript", "idle").await?;
    browser.no_complaint().await
}
