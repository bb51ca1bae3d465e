//! The page under its own Content Security Policy, including Trusted Types.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    locator::{messages, transcript},
    viewer::SHADOW,
};

#[tokio::test(flavor = "multi_thread")]
async fn policy_is_enforced_and_violations_are_detected() -> Result {
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
    assert!(browser.no_complaint().await.is_err(), "both violations are detected");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn all_kinds_are_rendered_without_a_policy_violation() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.until_started().await?;
    for name in ["every-kind", "markup", "schemes"] {
        browser.show(name).await?;
        browser.until(&messages().exists()).await?;
        // Clicks open every source, dialog and menu.
        browser
            .run(&format!("for (const button of {SHADOW}.querySelectorAll('button:not([disabled])')) button.click()"))
            .await?;
        browser.until(&transcript().matching("pre").exists()).await?;
        browser.screenshot(&format!("fixture-{name}")).await?;
        browser.no_complaint().await?;
    }
    Ok(())
}
