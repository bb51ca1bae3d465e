//! The page under its own Content Security Policy, Trusted Types included.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_is_in_force_and_its_violations_would_be_seen() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    browser.no_complaint().await?;
    let refused = browser
        .run("try { document.createElement('div').innerHTML = '<b>'; return false } catch { return true }")
        .await?;
    assert_eq!(refused, true, "Trusted Types are required");
    browser.run("document.body.setAttribute('style', 'color: red')").await?;
    browser.until("window.__wrong.length >= 2").await?;
    assert!(browser.no_complaint().await.is_err(), "both are violations, and both are seen");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_the_viewer_can_draw_is_drawn_without_a_violation() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    for name in ["every-kind", "markup", "schemes"] {
        super::settings::show(&browser, name).await?;
        browser.until(&format!("{SHADOW}.querySelector('article')")).await?;
        // Opens every row's source, and whatever else is folded.
        browser
            .run(&format!("for (const button of {SHADOW}.querySelectorAll('button:not([disabled])')) button.click()"))
            .await?;
        browser.until(&format!("{SHADOW}.querySelector('pre')")).await?;
        browser.screenshot(&format!("fixture-{name}")).await?;
        browser.no_complaint().await?;
    }
    Ok(())
}
