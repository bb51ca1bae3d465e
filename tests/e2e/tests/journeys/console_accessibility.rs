//! axe-core on the console: its states, its two panes, as each reader sees them.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    corpus::{DARK, FORCED, LARGE, LIGHT, NARROW, Setting},
    viewer::CONSOLE,
};

use super::{console::ALL, console_failures::turn_slowly};

/// A phone.
const PHONE: Setting = Setting { name: "390 px", window: (390, 844), ..LIGHT };

/// Opens a place in a setting, and waits for the states of list and transcript.
async fn at(browser: &Browser, stack: &Stack, setting: &Setting, query: &str, states: [&str; 2]) -> Result {
    browser.open_set_at(&stack.origin(), query, setting).await?;
    browser.pane("list", states[0]).await?;
    browser.pane("transcript", states[1]).await?;
    browser.accessible(&format!("the console, {}, {query}: {}, {}", setting.name, states[0], states[1])).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_has_no_violation_in_any_state_for_any_reader() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let open = format!("{ALL}&selected={DOCUMENTS_ROOM}");
    for setting in [LIGHT, DARK, FORCED, LARGE, NARROW, PHONE] {
        at(&browser, &stack, &setting, "", ["ready", "idle"]).await?;
        browser.until(&format!("{CONSOLE}.querySelectorAll('.room-row').length === 20")).await?;
        at(&browser, &stack, &setting, &open, ["ready", "ready"]).await?;
        browser.screenshot(&format!("console-{}", setting.name.replace([' ', '%'], "-"))).await?;
        at(&browser, &stack, &setting, "date=2001-01-01", ["empty", "idle"]).await?;
        at(&browser, &stack, &setting, "from=2025-01-01&to=2025-10-01", ["error", "idle"]).await?;
        at(&browser, &stack, &setting, "selected=fail-501", ["ready", "error"]).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_waited_for_has_no_violation() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for setting in [LIGHT, NARROW] {
        browser.open_set_at(&stack.origin(), ALL, &setting).await?;
        browser.pane("list", "ready").await?;
        turn_slowly(&browser).await?;
        browser.accessible(&format!("the console, {}, loading", setting.name)).await?;
        browser.offline(false).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pressed_by_a_thumb_is_large_enough() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 844).await?;
    browser.cdp("Emulation.setTouchEmulationEnabled", serde_json::json!({ "enabled": true })).await?;
    browser.cdp("Emulation.setEmitTouchEventsForMouse", serde_json::json!({ "enabled": true })).await?;
    browser.open(&stack.url(&format!("/?{ALL}"))).await?;
    browser.pane("list", "ready").await?;
    let small = |least: u32| {
        format!(
            "return [...{CONSOLE}.querySelectorAll('button, select, input, .segment')]
                .filter((control) => control.checkVisibility() && control.offsetHeight < {least})
                .map((control) => `${{control.className || control.name}} ${{control.offsetHeight}}`)"
        )
    };
    let coarse = browser.run("return matchMedia('(pointer: coarse)').matches").await?;
    let least = if coarse == true { 44 } else { 24 };
    assert_eq!(browser.run(&small(least)).await?, serde_json::json!([]), "{least} px");
    Ok(())
}
