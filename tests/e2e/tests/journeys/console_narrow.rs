//! The console where there is room for one pane: list and transcript are two views with a way between them.

use happytalk_e2e::{Result, keys::Keys, viewer::CONSOLE};
use thirtyfour::Key;

use super::console::{ALL, ids, opened, row, shown};

/// Whether a pane takes any room.
fn seen(pane: &str) -> String {
    format!("{CONSOLE}.querySelector('[data-pane={pane}]').offsetWidth > 0")
}

#[tokio::test(flavor = "multi_thread")]
async fn below_720_pixels_the_browsers_back_leads_from_the_room_to_the_list() -> Result {
    let (_stack, browser) = opened(ALL).await?;
    let keys = Keys::of(&browser, CONSOLE);
    browser.resize(720, 844).await?;
    browser.until(&format!("{} && {}", seen("list"), seen("transcript"))).await?;
    browser.resize(719, 844).await?;
    browser.until(&format!("{} && !({})", seen("list"), seen("transcript"))).await?;
    browser.resize(390, 844).await?;
    let rooms = ids(&browser).await?;

    browser.click(&row(2)).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[2])).await?;
    browser.until(&format!("!({}) && {}", seen("list"), seen("transcript"))).await?;
    keys.soon("on.matches('.back')").await?;
    browser.screenshot("console-390-room").await?;
    browser.run("history.back()").await?;
    browser.until(&format!("{} && !({})", seen("list"), seen("transcript"))).await?;
    keys.soon("on.dataset.index === '2'").await?;
    browser.screenshot("console-390-list").await?;

    // The same by the button: and forward again leads into the room.
    browser.click(&row(1)).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[1])).await?;
    let length = browser.run("return history.length").await?;
    keys.soon("on.matches('.back')").await?;
    keys.press(Key::Enter).await?;
    browser.until(&seen("list")).await?;
    keys.soon("on.dataset.index === '1'").await?;
    browser.until("!new URLSearchParams(location.search).has('selected')").await?;
    assert_eq!(browser.run("return history.length").await?, length, "the button goes back, it does not go on");
    browser.run("history.forward()").await?;
    browser.until(&format!("{} === '{}' && {}", shown(), rooms[1], seen("transcript"))).await?;
    // By Escape on a message too.
    keys.until(Key::Tab, "on.matches('article')").await?;
    keys.press(Key::Escape).await?;
    browser.until(&seen("list")).await?;
    keys.soon("on.dataset.index === '1'").await?;
    assert_eq!(browser.run("return history.length").await?, length);
    browser.run("history.forward()").await?;
    browser.until(&format!("{} === '{}' && {}", shown(), rooms[1], seen("transcript"))).await?;
    // From room to room, without the list between.
    browser.click(&format!("{CONSOLE}.querySelector('[aria-keyshortcuts=\"Alt+ArrowDown\"]')")).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[2])).await?;
    browser.run("history.back()").await?;
    browser.until(&seen("list")).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_cut_off_or_scrolls_sideways_at_320_pixels() -> Result {
    let (_stack, browser) = opened(ALL).await?;
    browser.resize(320, 640).await?;
    assert_eq!(browser.overflow().await?, Vec::<String>::new());
    browser.screenshot("console-320").await?;
    browser.click(&row(0)).await?;
    browser.pane("transcript", "ready").await?;
    browser.until(&seen("transcript")).await?;
    assert_eq!(browser.overflow().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_waits_in_its_room_while_the_reader_is_elsewhere() -> Result {
    let (_stack, browser) = opened(&format!("{ALL}&status=1&compose")).await?;
    browser.resize(390, 844).await?;
    let rooms = ids(&browser).await?;
    let field = format!("{CONSOLE}.querySelector('.composer textarea')");
    let holds = |room: &str, text: &str| format!("{} === '{room}' && {field}?.value === '{text}'", shown());
    browser.click(&row(0)).await?;
    browser.until(&holds(&rooms[0], "")).await?;
    let write = format!(
        "const field = {field};
         field.value = '초안';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    );
    browser.run(&write).await?;
    // To the list, and into the room again.
    browser.click(&format!("{CONSOLE}.querySelector('.back')")).await?;
    browser.until(&format!("{} && !{field}", seen("list"))).await?;
    browser.click(&row(0)).await?;
    browser.until(&holds(&rooms[0], "초안")).await?;
    // To the room beside, where nothing was written, and back.
    let step = |key: &str| format!("{CONSOLE}.querySelector('[aria-keyshortcuts=\"Alt+{key}\"]')");
    browser.click(&step("ArrowDown")).await?;
    browser.until(&holds(&rooms[1], "")).await?;
    browser.click(&step("ArrowUp")).await?;
    browser.until(&holds(&rooms[0], "초안")).await?;
    browser.no_complaint().await
}
