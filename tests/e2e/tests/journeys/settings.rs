//! Language, colour scheme, memos, where to start: from the address and from attributes.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};

/// Shows a fixture of the corpus through the `data` property.
pub async fn show(browser: &Browser, name: &str) -> Result {
    let script = format!(
        "const answer = await fetch('/demo/fixtures/{name}');
         if (!answer.ok) throw new Error(answer.status);
         document.querySelector('happytalk-transcript').data = await answer.arrayBuffer();"
    );
    browser.run(&script).await?;
    browser.state("ready").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_follows_the_address_and_then_the_attribute() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&lang=en"))).await?;
    browser.ready().await?;
    let lang = format!("{SHADOW}.firstElementChild.lang");
    assert_eq!(browser.run(&format!("return {lang}")).await?, "en");
    assert!(!browser.text().await?.contains("읽음"), "{}", browser.text().await?);
    browser.run("document.querySelector('happytalk-transcript').lang = 'ko-KR'").await?;
    browser.until(&format!("{lang} === 'ko' && {SHADOW}.textContent.includes('읽음')")).await?;
    browser.run("const element = document.querySelector('happytalk-transcript'); element.removeAttribute('lang'); element.parentElement.lang = 'en'; element.remove(); document.body.append(element)").await?;
    browser.until(&format!("{lang} === 'en'")).await?;
    browser.ready().await?;
    assert_eq!(browser.count("article").await?, 8);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn dark_is_dark_and_light_is_light() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let mut brightness = Vec::new();
    for theme in ["dark", "light"] {
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&theme={theme}"))).await?;
        browser.ready().await?;
        let sum = format!(
            "const root = {SHADOW}.firstElementChild;
             const canvas = new OffscreenCanvas(1, 1).getContext('2d');
             canvas.fillStyle = getComputedStyle(root).backgroundColor; canvas.fillRect(0, 0, 1, 1);
             return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((a, b) => a + b)"
        );
        brightness.push(browser.run(&sum).await?.as_f64().unwrap_or_default());
        browser.screenshot(&format!("documents-{theme}")).await?;
    }
    assert!(brightness[0] < 150.0 && brightness[1] > 600.0, "{brightness:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn memos_can_be_left_out() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    show(&browser, "every-kind").await?;
    let memo = format!("{SHADOW}.querySelector('article[data-kind=memo]')");
    browser.until(&memo).await?;
    assert!(browser.text().await?.contains("내부 메모"));
    browser.run("document.querySelector('happytalk-transcript').setAttribute('memos', 'hide')").await?;
    browser.until(&format!("!{memo} && {SHADOW}.querySelector('article')")).await?;
    assert!(!browser.text().await?.contains("내부 메모"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_starts_at_the_end_or_at_a_message_when_asked_to() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(800, 400).await?;
    let in_sight = |which: &str| {
        format!(
            "(() => {{ const box = {which}.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight && {SHADOW}.querySelector('article').getBoundingClientRect().bottom < 0; }})()"
        )
    };
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&start-at=bottom"))).await?;
    browser.ready().await?;
    browser.until(&in_sight(&format!("[...{SHADOW}.querySelectorAll('article')].at(-1)"))).await?;

    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let id = browser.attributes("article", "data-message-id").await?.swap_remove(4);
    let fifth = format!("{SHADOW}.querySelector('[data-message-id=\"{id}\"]')");
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&message={id}"))).await?;
    browser.ready().await?;
    browser.until(&in_sight(&fifth)).await?;
    browser.no_complaint().await
}
