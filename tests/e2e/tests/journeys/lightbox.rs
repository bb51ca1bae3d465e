//! The lightbox: a room's pictures, large, one after the other.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};
use serde_json::json;
use thirtyfour::Key;

/// A room of three pictures: one by itself, one beside text, one in a carousel.
async fn pictures() -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let picture = |number: u8| stack.url(&format!("/demo/media/bag-{number}.png"));
    let row = |id: &str, kind: &str, contents: serde_json::Value| json!({ "id": id, "user_type": "C", "contents_type": kind, "contents": contents });
    let block = json!({ "message": "m", "image": { "url": picture(3) } });
    let messages = [
        row("1", "image", json!(picture(1))),
        row("2", "text", json!("between")),
        row("3", "normal", json!({ "text": "beside", "image_url": picture(2) })),
        row("4", "template", json!({ "type": "CAROUSEL", "carouselBlocks": [block] })),
    ];
    let answer = json!({ "result": "success", "data": [{ "chat": { "id": "r" }, "message": messages }] });
    browser
        .run(&format!("document.querySelector('happytalk-transcript').data = {}", json!(answer.to_string())))
        .await?;
    browser.ready().await?;
    Ok((stack, browser))
}

const DIALOG: &str = "document.querySelector('happytalk-transcript').shadowRoot.querySelector('dialog[open]')";

fn link(index: u8) -> String {
    format!("{SHADOW}.querySelectorAll('.picture-link')[{index}]")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rooms_pictures_are_looked_through_by_keyboard_and_the_keyboard_comes_back() -> Result {
    let (_stack, browser) = pictures().await?;
    browser.element(&link(1)).await?.send_keys(Key::Enter).await?;
    browser.until(&format!("{DIALOG}?.textContent.includes('2 / 3')")).await?;
    let loaded = format!("{DIALOG}.querySelector('img').naturalWidth > 0");
    browser.until(&loaded).await?;
    browser.accessible("the lightbox").await?;
    let view = browser.element(&format!("{DIALOG}.querySelector('[data-zoom]')")).await?;
    let src = format!("return {DIALOG}.querySelector('img').src");
    let shown = async || browser.run(&src).await.map(|src| src.as_str().unwrap_or_default().to_owned());

    let told = format!("{DIALOG}.querySelector('[role=status]').textContent");
    browser.until(&format!("{told}.startsWith('2 / 3')")).await?;
    view.send_keys(Key::Right).await?;
    browser.until(&format!("{told}.startsWith('3 / 3')")).await?;
    assert!(shown().await?.ends_with("bag-3.png"));
    browser.until(&format!("{DIALOG}.querySelector('[aria-label=\"다음 사진\"]').disabled")).await?;
    view.send_keys(Key::Right).await?;
    assert!(shown().await?.ends_with("bag-3.png"), "the last one stays");
    view.send_keys(Key::Left + Key::Left).await?;
    browser.until(&format!("{told}.startsWith('1 / 3')")).await?;

    view.send_keys("++").await?;
    browser.until(&format!("{DIALOG}.querySelector('[data-zoom=\"200\"]')?.scrollLeft > 0")).await?;
    let left = format!("return {DIALOG}.querySelector('[data-zoom]').scrollLeft");
    let before = browser.run(&left).await?.as_f64();
    view.send_keys(Key::Right).await?;
    browser
        .until(&format!("{DIALOG}.querySelector('[data-zoom]').scrollLeft > {}", before.unwrap_or_default()))
        .await?;
    assert!(shown().await?.ends_with("bag-1.png"), "what is larger than the window is moved, not turned");
    view.send_keys("0").await?;
    browser.until(&format!("{DIALOG}.querySelector('[data-zoom=\"100\"]')")).await?;

    view.send_keys(Key::Escape).await?;
    browser.until(&format!("!{SHADOW}.querySelector('dialog') && {SHADOW}.activeElement === {}", link(1))).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_leads_to_its_message_and_to_itself() -> Result {
    let (stack, browser) = pictures().await?;
    browser.click(&link(0)).await?;
    browser.click(&format!("{DIALOG}.querySelector('[aria-label=\"다음 사진\"]')")).await?;
    let original = format!("return {DIALOG}.querySelector('a').href");
    assert_eq!(browser.run(&original).await?, json!(stack.url("/demo/media/bag-2.png")));
    browser.click(&format!("{DIALOG}.querySelector('[aria-label=\"메시지로 이동\"]')")).await?;
    browser.until(&format!("!{SHADOW}.querySelector('dialog')")).await?;
    assert_eq!(browser.attributes("[data-highlight]", "data-message-id").await?, ["3"]);
    browser.until(&format!("{SHADOW}.activeElement?.dataset.messageId === '3'")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_can_keep_the_lightbox_shut_and_a_key_opens_the_picture_by_itself() -> Result {
    let (stack, browser) = pictures().await?;
    browser.run("window.stop_it = (event) => event.preventDefault(); document.addEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(&link(0)).await?;
    let action = &browser.events("action").await?[0]["detail"];
    assert_eq!((&action["type"], &action["messageId"]), (&json!("MEDIA"), &json!("1")));
    assert_eq!(action["url"], json!(stack.url("/demo/media/bag-1.png")));
    assert_eq!(browser.count("dialog").await?, 0);
    assert_eq!(browser.web()?.windows().await?.len(), 1);

    browser.run("document.removeEventListener('happytalk-action', window.stop_it)").await?;
    let with_key = format!(
        "let prevented;
         document.addEventListener('click', (click) => {{ prevented = click.defaultPrevented; click.preventDefault(); }}, {{ once: true }});
         {}.dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, cancelable: true, ctrlKey: true }}));
         return prevented",
        link(0)
    );
    assert_eq!(browser.run(&with_key).await?, json!(false), "the browser opens it as any link");
    assert_eq!(browser.count("dialog").await?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_fails_there_says_so_and_can_be_asked_for_again() -> Result {
    let (_stack, browser) = pictures().await?;
    browser.click(&link(0)).await?;
    browser.until(&format!("{DIALOG}.querySelector('img').naturalWidth > 0")).await?;
    let broken = format!("{DIALOG}.querySelector('img').src = '/no-such-picture.png'");
    browser.run(&broken).await?;
    browser
        .until(&format!("{DIALOG}.querySelector('.media-off')?.textContent.includes('불러오지 못했습니다')"))
        .await?;
    browser.click(&format!("{DIALOG}.querySelector('.media-off button')")).await?;
    browser.until(&format!("{DIALOG}.querySelector('img')?.naturalWidth > 0")).await?;
    browser.until(&format!("{DIALOG}.contains({SHADOW}.activeElement)")).await?;
    browser.no_complaint_but(&["status of 404"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_covered_secure_messages_are_not_in_it() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let mut counts = Vec::new();
    for locked in ["show", "cover"] {
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked={locked}"))).await?;
        browser.ready().await?;
        let standing = browser.count(".picture-link").await?;
        browser.click(&link(0)).await?;
        browser.until(&format!("{DIALOG}.textContent.includes('1 / {standing}')")).await?;
        counts.push(standing);
    }
    assert!(counts[1] < counts[0], "{counts:?}");

    // But for the one that was revealed and clicked.
    browser.element(&format!("{DIALOG}.querySelector('[data-zoom]')")).await?.send_keys(Key::Escape).await?;
    browser.until(&format!("!{SHADOW}.querySelector('dialog')")).await?;
    let reveal = format!(
        "for (const button of {SHADOW}.querySelectorAll('[data-locked] button')) if (button.textContent === '내용 보기') button.click()"
    );
    browser.run(&reveal).await?;
    let revealed = format!("{SHADOW}.querySelector('[data-locked] .picture-link')");
    browser.until(&revealed).await?;
    let beside =
        browser.run(&format!("return {revealed}.closest('article').querySelectorAll('.picture-link').length")).await?;
    browser.run(&format!("{revealed}.click()")).await?;
    let count = counts[1] + beside.as_u64().unwrap_or_default();
    browser.until(&format!("{DIALOG}.querySelector('h2').textContent.includes(' / {count}')")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_low_window_is_left_to_the_picture_and_nothing_overlaps() -> Result {
    let (_stack, browser) = pictures().await?;
    browser.resize(320, 200).await?;
    browser.until("innerHeight === 200 && innerWidth === 320").await?;
    browser.run(&format!("{}.click()", link(1))).await?;
    let place = |of: &str| format!("{DIALOG}.querySelector('{of}').getBoundingClientRect()");
    let (head, view) = (place(".dialog-head"), place(".lightbox-view"));
    let (next, close) = (place(".turn-next"), place("[aria-label=닫기]"));
    browser.until(&format!("{DIALOG}?.textContent.includes('2 / 3')")).await?;
    let found = browser
        .run(&format!(
            "const [head, view, next, close] = [{head}, {view}, {next}, {close}];
             return [head.height <= 48, view.height >= 150, next.top >= view.top && next.bottom <= view.bottom,
                 close.right <= innerWidth && close.bottom <= head.bottom,
                 {DIALOG}.querySelectorAll('[title][aria-label]').length]"
        ))
        .await?;
    assert_eq!(found, json!([true, true, true, true, 0]));
    browser.accessible("the lightbox in a low window").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ring_of_what_lies_on_a_picture_has_two_colours_and_its_shape() -> Result {
    let (_stack, browser) = pictures().await?;
    let ring = |of: &str| {
        format!(
            "(() => {{ const {{ outlineColor, outlineStyle, boxShadow, borderRadius }} = getComputedStyle({of});
                return [outlineColor, outlineStyle, boxShadow.split(' 0px')[0], borderRadius]; }})()"
        )
    };
    browser.element(&link(0)).await?.send_keys(Key::Enter).await?;
    browser.until(&format!("{DIALOG}?.textContent.includes('1 / 3')")).await?;
    let next = format!("{DIALOG}.querySelector('.turn-next')");
    browser.run(&format!("{next}.focus()")).await?;
    browser.until(&format!("{next}.matches(':focus-visible')")).await?;
    let light_and_dark = json!(["rgb(238, 241, 244)", "solid", "rgb(13, 15, 18)", "50%"]);
    assert_eq!(browser.run(&format!("return {}", ring(&next))).await?, light_and_dark);

    browser.element(&next).await?.send_keys(Key::Escape).await?;
    browser.until(&format!("{}.matches(':focus-visible')", link(0))).await?;
    let both = format!("return [{}[1], {}[1]]", ring(&link(0)), ring(&format!("{}.firstElementChild", link(0))));
    assert_eq!(browser.run(&both).await?, json!(["solid", "solid"]));
    let colours = format!("return {}[0] === {}[0]", ring(&link(0)), ring(&format!("{}.firstElementChild", link(0))));
    assert_eq!(browser.run(&colours).await?, json!(false));
    Ok(())
}
