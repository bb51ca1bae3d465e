//! Crashes of the viewer: every element shows an error, none keeps an instance that is broken, and a retry loads a new one.
//!
//! Valid and invalid data can't crash the viewer, so the pages here break the rules of JavaScript or exhaust the browser.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack};
use serde_json::json;

/// Bytes that lie about their length: reserving memory for them panics in Rust.
const PANIC: &str = "
    const bytes = new Uint8Array(4);
    Object.defineProperty(bytes, 'length', { value: 0xffff_ffff });
    document.querySelector('happytalk-transcript').data = bytes";

/// Leaves the instance less memory than the bytes need: their allocation fails, which is a trap without a panic.
const OUT_OF_MEMORY: &str = "
    const name = /happytalk-viewer[^/]*\\.js/;
    const glue = performance.getEntriesByType('resource').findLast((entry) => name.test(entry.name)).name;
    const { memory } = await (await import(glue)).default();
    for (let pages = 0x8000; pages >= 0x100; ) {
        try { memory.grow(pages) } catch { pages >>= 1 }
    }
    document.querySelector('happytalk-transcript').data = new Uint8Array(0x200_0000)";

/// Updates the viewer from every depth of an exhausted stack, until one call overflows inside it or one returns.
const STACK_OVERFLOW: &str = "
    const element = document.querySelector('happytalk-transcript'), data = { result: 'success', data: [] };
    let done = false;
    function dive() {
        try { dive() } catch {}
        if (done) return;
        try {
            element.data = data;
            element.reload();
            done = true;
        } catch {}
    }
    dive()";

/// Errors of the page that are not a crash of the viewer: a trap of another module, and a stack overflow in a listener that the
/// viewer calls.
const ERRORS_OF_THE_PAGE: &str = "
    // Not `reportError`: the browser hides errors of a driver's script from listeners.
    const report = (error) => window.dispatchEvent(new ErrorEvent('error', { error, message: String(error) }));
    const module = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 97, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { instance } = await WebAssembly.instantiate(new Uint8Array(module));
    try { instance.exports.a() } catch (error) { report(error) }
    const recurse = () => recurse() + 1;
    const overflow = () => { try { recurse() } catch (error) { report(error) } };
    const element = document.querySelector('happytalk-transcript');
    element.addEventListener('happytalk-load', overflow, { once: true });
    element.reload();
    await new Promise((resolve) => element.addEventListener('happytalk-load', resolve, { once: true }))";

const STATES: &str = "[...document.querySelectorAll('happytalk-transcript')].map((element) => element.shadowRoot.firstElementChild?.dataset.state).join()";

/// Opens a page with two elements of the documents' room.
async fn page_of_two(stack: &Stack) -> Result<Browser> {
    let browser = Browser::start().await?;
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let second = "const element = document.createElement('happytalk-transcript');
        element.setAttribute('room', document.querySelector('happytalk-transcript').getAttribute('room'));
        document.querySelector('main').append(element)";
    browser.run(second).await?;
    browser.until(&format!("{STATES} === 'ready,ready'")).await?;
    Ok(browser)
}

/// Runs the script, which crashes the viewer; checks both elements, and that a retry in each loads a working viewer.
/// Returns the console's lines about the crash.
async fn crash(script: &str, expected: &[&str]) -> Result<String> {
    let stack = Stack::start().await?;
    let browser = page_of_two(&stack).await?;
    browser.run(script).await?;
    browser.until(&format!("{STATES} === 'error,error'")).await?;
    let text = browser.text().await?;
    assert!(text.contains("뷰어를 불러오지 못했습니다."), "{text}");
    // The broken instance may have reported an error of its own before.
    let mut failed = browser.events("error").await?;
    failed.retain(|event| event["detail"]["message"] == "the viewer crashed");
    assert_eq!((failed.len(), &failed[0]["detail"]["kind"]), (2, &json!("unreadable")));
    let console = browser.console().await?;

    browser.run("for (const element of document.querySelectorAll('happytalk-transcript')) element.data = null").await?;
    for number in 0..2 {
        let press = format!(
            "document.querySelectorAll('happytalk-transcript')[{number}].shadowRoot.querySelector('button').click()"
        );
        browser.run(&press).await?;
    }
    browser.until(&format!("{STATES} === 'ready,ready'")).await?;
    browser.no_complaint_but(expected).await?;
    Ok(console)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_reported_with_its_location_and_a_retry_recovers() -> Result {
    let console = crash(PANIC, &["RuntimeError", "unreachable"]).await?;
    assert!(console.contains("happytalk-viewer panicked at "), "{console}");
    assert!(console.contains(".rs:") && console.contains("capacity overflow"), "{console}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn exhausted_memory_is_a_crash_and_a_retry_recovers() -> Result {
    let console = crash(OUT_OF_MEMORY, &["RuntimeError", "unreachable"]).await?;
    assert!(!console.contains("panicked"), "{console}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stack_overflow_is_a_crash_and_a_retry_recovers() -> Result {
    let console = crash(STACK_OVERFLOW, &["call stack size", "RuntimeError"]).await?;
    assert!(!console.contains("panicked"), "{console}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_of_the_page_are_no_crash() -> Result {
    let stack = Stack::start().await?;
    let browser = page_of_two(&stack).await?;
    browser.run(ERRORS_OF_THE_PAGE).await?;
    assert_eq!(browser.run(&format!("return {STATES}")).await?, "ready,ready");
    browser.no_complaint_but(&["RuntimeError", "unreachable", "call stack size"]).await
}
