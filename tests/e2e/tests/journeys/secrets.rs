//! The credentials between gateway and vendor do not reach a browser.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Recorder, Result, Stack, say};

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_reaches_the_browser() -> Result {
    let stack = Stack::start().await?;
    let recorder = Recorder::start(stack.authority()).await?;
    let browser = Browser::with_flags(&recorder.flags()).await?;
    let mut page = String::new();
    for room in
        [DOCUMENTS_ROOM, "fail-501", "fail-502", "fail-503", "garbage", "http-500", "truncated", "reset", "no-room"]
    {
        browser.open(&stack.url(&format!("/?room={room}"))).await?;
        let settled = "['ready', 'empty', 'error'].includes(document.querySelector('happytalk-transcript')?.shadowRoot?.firstElementChild?.dataset.state)";
        browser.until(settled).await?;
        let contents = "const root = document.querySelector('happytalk-transcript').shadowRoot;
            return document.documentElement.outerHTML + root.firstElementChild.outerHTML
                + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, window.__events])";
        page.push_str(browser.run(contents).await?.as_str().unwrap_or_default());
    }
    let received = recorder.received();
    let has = |needle: &[u8]| received.windows(needle.len()).any(|part| part == needle);
    assert!(has("봇키워드".as_bytes()), "the recorder received the room, uncompressed");
    assert!(has(b"\0asm"), "the recorder received the viewer");
    assert!(has(b"urn:happytalk:problem:"), "the recorder received the problems");
    let secrets = stack.secrets();
    assert_eq!(secrets.len(), 4);
    for secret in secrets {
        assert!(secret.len() >= 16, "too short to search for");
        assert!(!has(secret.as_bytes()), "a secret was sent to the browser");
        assert!(!page.contains(&secret), "a secret is in the page");
    }
    say(&format!("secrets: none of 4 in {} received bytes", received.len()));
    Ok(())
}
