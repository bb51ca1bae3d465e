//! The lightbox: the pictures of a room, enlarged, one after another.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Locator, Result, Stack,
    locator::{dialog, messages, transcript},
};
use serde_json::json;
use thirtyfour::Key;

/// Opens a room with three pictures: a picture message, one with text, and one in a carousel.
async fn open_pictures() -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let picture = |number: u8| stack.url(&format!("/demo/media/bag-{number}.png"));
    let row = |id: &str, kind: &str, contents: serde_json::Value| json!({ "id": id, "user_type": "C", "contents_type": kind, "contents": contents });
    let block = json!({ "message": "m", "image": { "url": picture(3) } });
    let rows = [
        row("1", "image", json!(picture(1))),
        row("2", "text", json!("between")),
        row("3", "normal", json!({ "text": "beside", "image_url": picture(2) })),
        row("4", "template", json!({ "type": "CAROUSEL", "carouselBlocks": [block] })),
    ];
    browser.show_rows(rows.to_vec()).await?;
    browser.ready().await?;
    Ok((stack, browser))
}

fn lightbox() -> Locator {
    dialog("사진 보기")
}

/// Returns the scrolling view of the enlarged picture.
fn view() -> Locator {
    lightbox().named("group", "이미지")
}

fn picture_links() -> Locator {
    transcript().link("이미지 크게 보기")
}

/// Returns the link that opens a picture of the room.
fn link(index: usize) -> Locator {
    picture_links().nth(index)
}

#[tokio::test(flavor = "multi_thread")]
async fn lightbox_is_operated_by_keyboard_and_returns_the_focus() -> Result {
    let (_stack, browser) = open_pictures().await?;
    browser.find(link(1)).await?.send_keys(Key::Enter).await?;
    browser.until(&lightbox().contains_text("2 / 3")).await?;
    browser.until(&format!("{}.naturalWidth > 0", lightbox().role("img"))).await?;
    browser.accessible("the lightbox").await?;
    let keyboard = browser.find(view()).await?;
    let src = format!("return {}.src", lightbox().role("img"));
    let shown = async || browser.run(&src).await.map(|src| src.as_str().unwrap_or_default().to_owned());
    let announces = |position: &str| format!("{}.textContent.startsWith('{position}')", lightbox().role("status"));

    browser.until(&announces("2 / 3")).await?;
    keyboard.send_keys(Key::Right).await?;
    browser.until(&announces("3 / 3")).await?;
    assert!(shown().await?.ends_with("bag-3.png"));
    let next = lightbox().button("다음 사진");
    browser.until(&format!("(!{next} || {next}.disabled)")).await?;
    keyboard.send_keys(Key::Right).await?;
    assert!(shown().await?.ends_with("bag-3.png"), "the last picture has no next one");
    keyboard.send_keys(Key::Left + Key::Left).await?;
    browser.until(&announces("1 / 3")).await?;

    keyboard.send_keys("++").await?;
    browser.until(&format!("{} && {}.scrollLeft > 0", lightbox().contains_text("200%"), view())).await?;
    let before = browser.run(&format!("return {}.scrollLeft", view())).await?.as_f64();
    keyboard.send_keys(Key::Right).await?;
    browser.until(&format!("{}.scrollLeft > {}", view(), before.unwrap_or_default())).await?;
    assert!(shown().await?.ends_with("bag-1.png"), "arrow keys scroll an enlarged picture");
    keyboard.send_keys("0").await?;
    browser.until(&lightbox().contains_text("100%")).await?;

    keyboard.send_keys(Key::Escape).await?;
    browser.until(&lightbox().is_gone()).await?;
    browser.until_focused(&link(1)).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn lightbox_links_to_the_message_and_the_original() -> Result {
    let (stack, browser) = open_pictures().await?;
    browser.click(link(0)).await?;
    browser.click(lightbox().button("다음 사진")).await?;
    let original = format!("return {}.href", lightbox().link("원본 열기"));
    assert_eq!(browser.run(&original).await?, json!(stack.url("/demo/media/bag-2.png")));
    browser.click(lightbox().button("메시지로 이동")).await?;
    browser.until(&lightbox().is_gone()).await?;
    let highlighted = format!(
        "return {}.filter(__queries.isHighlighted).map((message) => message.dataset.messageId)",
        messages().all()
    );
    assert_eq!(browser.run(&highlighted).await?, json!(["3"]));
    browser.until_focused(&transcript().message("3")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn lightbox_is_cancelable_and_modified_clicks_open_the_picture() -> Result {
    let (stack, browser) = open_pictures().await?;
    browser.run("window.stop_it = (event) => event.preventDefault(); document.addEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(link(0)).await?;
    let action = &browser.events("action").await?[0]["detail"];
    assert_eq!((&action["type"], &action["messageId"]), (&json!("MEDIA"), &json!("1")));
    assert_eq!(action["url"], json!(stack.url("/demo/media/bag-1.png")));
    assert_eq!(browser.count("dialog").await?, 0);
    assert_eq!(browser.web()?.windows().await?.len(), 1);

    browser.run("document.removeEventListener('happytalk-action', window.stop_it)").await?;
    let click_with_modifier = format!(
        "let prevented;
         document.addEventListener('click', (click) => {{ prevented = click.defaultPrevented; click.preventDefault(); }}, {{ once: true }});
         {}.dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, cancelable: true, ctrlKey: true }}));
         return prevented",
        link(0)
    );
    assert_eq!(browser.run(&click_with_modifier).await?, json!(false), "the browser opens it like any link");
    assert_eq!(browser.count("dialog").await?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_picture_in_the_lightbox_can_be_retried() -> Result {
    let (_stack, browser) = open_pictures().await?;
    browser.click(link(0)).await?;
    let picture = lightbox().role("img");
    browser.until(&format!("{picture}.naturalWidth > 0")).await?;
    browser.run(&format!("{picture}.src = '/no-such-picture.png'")).await?;
    browser.until(&lightbox().contains_text("불러오지 못했습니다")).await?;
    browser.click(lightbox().button("다시 시도")).await?;
    browser.until(&format!("{picture}?.naturalWidth > 0")).await?;
    browser.until(&lightbox().contains_focus()).await?;
    browser.no_complaint_but(&["status of 404"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn lightbox_omits_pictures_of_covered_messages() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let mut counts = Vec::new();
    for locked in ["show", "cover"] {
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked={locked}"))).await?;
        browser.ready().await?;
        let shown = browser.count_of(&picture_links()).await?;
        browser.click(link(0)).await?;
        browser.until(&lightbox().contains_text(&format!("1 / {shown}"))).await?;
        counts.push(shown);
    }
    assert!(counts[1] < counts[0], "{counts:?}");

    // Opened from a revealed message, it has the pictures of that message too.
    browser.find(view()).await?.send_keys(Key::Escape).await?;
    browser.until(&lightbox().is_gone()).await?;
    let covered = transcript().matching("[data-locked]").button("내용 보기");
    browser.run(&format!("for (const button of {}) button.click()", covered.all())).await?;
    let revealed = transcript().matching("[data-locked]").link("이미지 크게 보기");
    browser.until(&revealed.exists()).await?;
    let in_message = browser.count_of(&revealed.closest_message().link("이미지 크게 보기")).await?;
    browser.run(&format!("{revealed}.click()")).await?;
    browser.until(&lightbox().role("heading").contains_text(&format!(" / {}", counts[1] + in_message))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn lightbox_fits_a_low_window_without_overlap() -> Result {
    let (_stack, browser) = open_pictures().await?;
    browser.resize(320, 200).await?;
    browser.until("innerHeight === 200 && innerWidth === 320").await?;
    browser.run(&format!("{}.click()", link(1))).await?;
    browser.until(&lightbox().contains_text("2 / 3")).await?;
    let found = browser
        .run(&format!(
            "const elements = [{}, {}, {}, {}];
             const [frame, view, next, close] = elements.map((element) => element.getBoundingClientRect());
             return [view.top - frame.top <= 48, view.height >= 150, next.top >= view.top && next.bottom <= view.bottom,
                 close.right <= innerWidth && close.bottom <= view.top,
                 elements[0].querySelectorAll('[title][aria-label]').length]",
            lightbox(),
            view(),
            lightbox().button("다음 사진"),
            lightbox().button("닫기")
        ))
        .await?;
    assert_eq!(found, json!([true, true, true, true, 0]));
    browser.accessible("the lightbox in a low window").await
}

#[tokio::test(flavor = "multi_thread")]
async fn focus_ring_on_pictures_has_two_colors() -> Result {
    let (_stack, browser) = open_pictures().await?;
    let ring = |of: String| {
        format!(
            "(() => {{ const {{ outlineColor, outlineStyle, boxShadow, borderRadius }} = getComputedStyle({of});
                return [outlineColor, outlineStyle, boxShadow.split(' 0px')[0], borderRadius]; }})()"
        )
    };
    browser.find(link(0)).await?.send_keys(Key::Enter).await?;
    browser.until(&lightbox().contains_text("1 / 3")).await?;
    let next = lightbox().button("다음 사진");
    browser.run(&format!("{next}.focus()")).await?;
    browser.until(&format!("{next}.matches(':focus-visible')")).await?;
    let light_and_dark = json!(["rgb(238, 241, 244)", "solid", "rgb(13, 15, 18)", "50%"]);
    assert_eq!(browser.run(&format!("return {}", ring(next.to_string()))).await?, light_and_dark);

    browser.find(&next).await?.send_keys(Key::Escape).await?;
    browser.until(&format!("{}.matches(':focus-visible')", link(0))).await?;
    let (outer, inner) = (ring(link(0).to_string()), ring(format!("{}.firstElementChild", link(0))));
    assert_eq!(browser.run(&format!("return [{outer}[1], {inner}[1]]")).await?, json!(["solid", "solid"]));
    assert!(!browser.is(&format!("{outer}[0] === {inner}[0]")).await?, "the rings have different colors");
    Ok(())
}
