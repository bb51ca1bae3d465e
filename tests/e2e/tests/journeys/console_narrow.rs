//! The console in narrow windows: list and transcript are two views.

use happytalk_e2e::{Locator, Result, keys::Keys, locator::console};
use serde_json::json;
use thirtyfour::Key;

use super::console::{ALL_DAYS, open_console, room_ids, room_row, shows_room};

/// Returns the condition that a pane is rendered.
fn is_shown(pane: &str) -> String {
    format!("({}.offsetWidth > 0)", console().pane(pane))
}

/// Returns the button that leads back to the list.
fn back_button() -> Locator {
    console().pane("transcript").button("목록")
}

#[tokio::test(flavor = "multi_thread")]
async fn below_720_px_browser_back_returns_from_the_room_to_the_list() -> Result {
    let (_stack, browser) = open_console(ALL_DAYS).await?;
    let keys = Keys::of(&browser);
    let only_list = format!("{} && !{}", is_shown("list"), is_shown("transcript"));
    browser.resize(720, 844).await?;
    browser.until(&format!("{} && {}", is_shown("list"), is_shown("transcript"))).await?;
    browser.resize(719, 844).await?;
    browser.until(&only_list).await?;
    browser.resize(390, 844).await?;
    let rooms = room_ids(&browser).await?;

    browser.click(room_row(2)).await?;
    browser.until(&shows_room(&rooms[2])).await?;
    browser.until(&format!("!{} && {}", is_shown("list"), is_shown("transcript"))).await?;
    keys.until_on(&back_button()).await?;
    browser.screenshot("console-390-room").await?;
    browser.run("history.back()").await?;
    browser.until(&only_list).await?;
    keys.until_on(&room_row(2)).await?;
    browser.screenshot("console-390-list").await?;

    // The back button does the same, and forward opens the room again.
    browser.click(room_row(1)).await?;
    browser.until(&shows_room(&rooms[1])).await?;
    let length = browser.run("return history.length").await?;
    keys.until_on(&back_button()).await?;
    keys.press(Key::Enter).await?;
    browser.until(&is_shown("list")).await?;
    keys.until_on(&room_row(1)).await?;
    browser.until("!new URLSearchParams(location.search).has('selected')").await?;
    assert_eq!(browser.run("return history.length").await?, length, "the button adds no history entry");
    browser.run("history.forward()").await?;
    browser.until(&format!("{} && {}", shows_room(&rooms[1]), is_shown("transcript"))).await?;
    // Escape on a message does the same.
    keys.press_until(Key::Tab, &format!("{}.includes(__queries.focused())", console().messages().all())).await?;
    keys.press(Key::Escape).await?;
    browser.until(&is_shown("list")).await?;
    keys.until_on(&room_row(1)).await?;
    assert_eq!(browser.run("return history.length").await?, length);
    browser.run("history.forward()").await?;
    browser.until(&format!("{} && {}", shows_room(&rooms[1]), is_shown("transcript"))).await?;
    // The next room opens without the list between.
    browser.click(console().button("다음 상담방")).await?;
    browser.until(&shows_room(&rooms[2])).await?;
    browser.run("history.back()").await?;
    browser.until(&is_shown("list")).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn console_has_no_overflow_at_320_px() -> Result {
    let (_stack, browser) = open_console(ALL_DAYS).await?;
    browser.resize(320, 640).await?;
    assert_eq!(browser.overflow().await?, Vec::<String>::new());
    browser.screenshot("console-320").await?;
    browser.click(room_row(0)).await?;
    browser.pane("transcript", "ready").await?;
    browser.until(&is_shown("transcript")).await?;
    assert_eq!(browser.overflow().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn draft_is_kept_while_another_room_is_open() -> Result {
    let (_stack, browser) = open_console(&format!("{ALL_DAYS}&status=1&compose")).await?;
    browser.resize(390, 844).await?;
    let rooms = room_ids(&browser).await?;
    let field = console().named("textbox", "메시지 내용");
    let holds = |room: &str, text: &str| format!("{} && {field}?.value === {}", shows_room(room), json!(text));
    browser.click(room_row(0)).await?;
    browser.until(&holds(&rooms[0], "")).await?;
    let write = format!(
        "const field = {field};
         field.value = '초안';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    );
    browser.run(&write).await?;
    // Back to the list and into the room again.
    browser.click(back_button()).await?;
    browser.until(&format!("{} && {}", is_shown("list"), field.is_gone())).await?;
    browser.click(room_row(0)).await?;
    browser.until(&holds(&rooms[0], "초안")).await?;
    // Into the next room, which has no draft, and back.
    browser.click(console().button("다음 상담방")).await?;
    browser.until(&holds(&rooms[1], "")).await?;
    browser.click(console().button("이전 상담방")).await?;
    browser.until(&holds(&rooms[0], "초안")).await?;
    browser.no_complaint().await
}
