//! Language, theme, memos and first position, set by the address and by attributes.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Locator, Result, Stack,
    locator::{message, messages, transcript},
    viewer::SHADOW,
};

#[tokio::test(flavor = "multi_thread")]
async fn language_follows_the_address_and_the_attribute() -> Result {
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
async fn theme_parameter_selects_dark_or_light() -> Result {
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
async fn memos_can_be_hidden() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.until_started().await?;
    browser.show("every-kind").await?;
    let memo = transcript().matching("article[data-kind=memo]");
    browser.until(&memo.exists()).await?;
    assert!(browser.text().await?.contains("내부 메모"));
    browser.run("document.querySelector('happytalk-transcript').setAttribute('memos', 'hide')").await?;
    browser.until(&format!("{} && {}", memo.is_gone(), messages().exists())).await?;
    assert!(!browser.text().await?.contains("내부 메모"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn start_at_and_message_set_the_first_position() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(800, 400).await?;
    let is_reading_at = |target: &Locator| {
        format!(
            "(() => {{
                 const [box, first] = [{target}, {}].map((message) => message.getBoundingClientRect());
                 return box.bottom > 0 && box.top < innerHeight && first.bottom < 0;
             }})()",
            messages()
        )
    };
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&start-at=bottom"))).await?;
    browser.ready().await?;
    browser.until(&is_reading_at(&messages().last())).await?;

    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let id = browser.attributes("article", "data-message-id").await?.swap_remove(4);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&message={id}"))).await?;
    browser.ready().await?;
    browser.until(&is_reading_at(&message(&id))).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn viewer_is_readable_in_browsers_without_light_dark_and_color_mix() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for theme in ["light", "dark"] {
        browser.open_without_room(&stack.origin()).await?;
        browser.show("every-kind").await?;
        browser.ready().await?;
        browser.run(&format!("document.querySelector('happytalk-transcript').theme = '{theme}'")).await?;
        let replace = format!(
            "const root = {SHADOW};
             const address = performance.getEntriesByType('resource').map(({{ name }}) => name)
                 .find((name) => /happytalk-[0-9a-f]+\\.css$/.test(name));
             const style = await (await fetch(address)).text();
             const old = new CSSStyleSheet();
             old.replaceSync(style.replaceAll('light-dark(', 'unknown-one(').replaceAll('color-mix(', 'unknown-two('));
             root.adoptedStyleSheets = [old];
             await __queries.frames(3);
             const canvas = new OffscreenCanvas(1, 1).getContext('2d', {{ willReadFrequently: true }});
             const rgb = (color) => {{
                 canvas.clearRect(0, 0, 1, 1);
                 canvas.fillStyle = color;
                 canvas.fillRect(0, 0, 1, 1);
                 return [...canvas.getImageData(0, 0, 1, 1).data];
             }};
             const luminance = ([r, g, b]) => [r, g, b].map((part) => part / 255)
                 .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                 .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
             const contrast = (one, other) => {{
                 const [low, high] = [luminance(rgb(one)), luminance(rgb(other))].sort((a, b) => a - b);
                 return (high + 0.05) / (low + 0.05);
             }};
             const styleOf = (selector) => getComputedStyle(root.querySelector(selector));
             const bubble = (sender) => styleOf(`[data-sender=${{sender}}][data-kind=text] [part=bubble]`);
             const [surface, customer, counselor, memo] = [styleOf('*').backgroundColor, bubble('customer').backgroundColor,
                 bubble('counselor').backgroundColor, styleOf('[data-kind=memo]').backgroundColor];
             return {{
                 colors: new Set([surface, customer, counselor, memo]).size,
                 opaque: [surface, customer, counselor, memo].every((color) => rgb(color)[3] === 255),
                 contrast: Math.min(...[surface, customer, counselor, memo].map((color) => contrast(color, styleOf('*').color))),
                 card: rgb(styleOf('[data-kind=template-image] [part=bubble]').borderTopColor)[3],
                 chip: rgb(styleOf('[data-quick-reply]').borderTopColor)[3],
             }}"
        );
        let found = browser.run(&replace).await?;
        assert_eq!((&found["colors"], &found["opaque"]), (&4.into(), &true.into()), "{theme}: {found}");
        assert!(found["contrast"].as_f64().is_some_and(|contrast| contrast >= 4.5), "{theme}: {found}");
        assert_eq!((&found["card"], &found["chip"]), (&255.into(), &255.into()), "{theme}: {found}");
    }
    Ok(())
}
