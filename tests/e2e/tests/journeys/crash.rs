//! The viewer crashes: no element stays behind that looks alive, and one press brings each back.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack};
use serde_json::json;

/// Calls into the viewer what nobody ever would, until it traps, and reports that as a browser does what nobody catches.
const TRAP: &str = "
    const name = /happytalk-viewer[^/]*\\.js/;
    const glue = performance.getEntriesByType('resource').findLast((entry) => name.test(entry.name)).name;
    const wasm = await (await import(glue)).default();
    for (const call of Object.values(wasm).filter((value) => typeof value === 'function')) {
        try { call(0, 0, 0) } catch (error) {
            if (!(error instanceof WebAssembly.RuntimeError)) continue;
            reportError(error);
            return true;
        }
    }
    return false";

/// Another module of the page, whose crash is not the viewer's.
const TRAP_OF_ANOTHER: &str = "
    const module = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 97, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { instance } = await WebAssembly.instantiate(new Uint8Array(module));
    try { instance.exports.a() } catch (error) { reportError(error) }";

const STATES: &str = "[...document.querySelectorAll('happytalk-transcript')].map((element) => element.shadowRoot.firstElementChild?.dataset.state).join()";

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_is_said_by_every_element_and_a_press_loads_the_viewer_anew() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let second = "const element = document.createElement('happytalk-transcript');
        element.setAttribute('room', document.querySelector('happytalk-transcript').getAttribute('room'));
        document.querySelector('main').append(element)";
    browser.run(second).await?;
    browser.until(&format!("{STATES} === 'ready,ready'")).await?;

    browser.run(TRAP_OF_ANOTHER).await?;
    assert_eq!(browser.run(&format!("return {STATES}")).await?, "ready,ready");

    assert_eq!(browser.run(TRAP).await?, true, "it trapped");
    browser.until(&format!("{STATES} === 'error,error'")).await?;
    let text = browser.text().await?;
    assert!(text.contains("뷰어를 불러오지 못했습니다."), "{text}");
    let failed = browser.events("error").await?;
    assert_eq!((failed.len(), &failed[0]["detail"]["kind"]), (2, &json!("unreadable")));

    for number in 0..2 {
        let press = format!(
            "document.querySelectorAll('happytalk-transcript')[{number}].shadowRoot.querySelector('button').click()"
        );
        browser.run(&press).await?;
    }
    browser.until(&format!("{STATES} === 'ready,ready'")).await?;
    browser.no_complaint_but(&["RuntimeError", "unreachable"]).await
}
