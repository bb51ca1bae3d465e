//! axe-core on the console: its states and panes in the settings of different readers.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    fixture_page::{DARK, FORCED, LARGE, LIGHT, NARROW, Setting},
    locator::console,
};

use super::{
    console::{ALL_DAYS, room_rows},
    console_failures::turn_page_slowly,
};

/// A phone's window.
const PHONE: Setting = Setting { name: "390 px", window: (390, 844), ..LIGHT };

/// Opens a query in a setting, waits for the states of list and transcript, and audits the page.
async fn audit(browser: &Browser, stack: &Stack, setting: &Setting, query: &str, states: [&str; 2]) -> Result {
    browser.open_query_with(&stack.origin(), query, setting).await?;
    browser.pane("list", states[0]).await?;
    browser.pane("transcript", states[1]).await?;
    browser.accessible(&format!("the console, {}, {query}: {}, {}", setting.name, states[0], states[1])).await
}

#[tokio::test(flavor = "multi_thread")]
async fn console_passes_axe_in_all_states_and_settings() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let open = format!("{ALL_DAYS}&selected={DOCUMENTS_ROOM}");
    for setting in [LIGHT, DARK, FORCED, LARGE, NARROW, PHONE] {
        audit(&browser, &stack, &setting, "", ["ready", "idle"]).await?;
        browser.until(&room_rows().count_is(20)).await?;
        audit(&browser, &stack, &setting, &open, ["ready", "ready"]).await?;
        browser.screenshot(&format!("console-{}", setting.name.replace([' ', '%'], "-"))).await?;
        audit(&browser, &stack, &setting, "date=2001-01-01", ["empty", "idle"]).await?;
        audit(&browser, &stack, &setting, "from=2025-01-01&to=2025-10-01", ["error", "idle"]).await?;
        audit(&browser, &stack, &setting, "selected=fail-501", ["ready", "error"]).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn loading_list_passes_axe() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for setting in [LIGHT, NARROW] {
        browser.open_query_with(&stack.origin(), ALL_DAYS, &setting).await?;
        browser.pane("list", "ready").await?;
        turn_page_slowly(&browser).await?;
        browser.accessible(&format!("the console, {}, loading", setting.name)).await?;
        browser.offline(false).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn touch_targets_are_large_enough() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 844).await?;
    browser.cdp("Emulation.setTouchEmulationEnabled", serde_json::json!({ "enabled": true })).await?;
    browser.cdp("Emulation.setEmitTouchEventsForMouse", serde_json::json!({ "enabled": true })).await?;
    browser.open(&stack.url(&format!("/?{ALL_DAYS}"))).await?;
    browser.pane("list", "ready").await?;
    let small = |least: u32| {
        format!(
            "return {}
                .filter((control) => control.checkVisibility() && control.offsetHeight < {least})
                .map((control) => `${{__queries.name(control)}} ${{control.offsetHeight}}`)",
            console().matching("button, select, input, label").all()
        )
    };
    let coarse = browser.run("return matchMedia('(pointer: coarse)').matches").await?;
    let least = if coarse == true { 44 } else { 24 };
    assert_eq!(browser.run(&small(least)).await?, serde_json::json!([]), "{least} px");
    Ok(())
}
