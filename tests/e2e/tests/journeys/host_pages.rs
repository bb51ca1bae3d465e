//! Situations of host pages: hidden containers, scrolling boxes, inherited styles, and what senders' systems do to contents.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    locator::{button, message, messages, transcript},
    viewer::{SHADOW, strings},
};
use serde_json::{Value, json};

fn text_row(index: usize) -> Value {
    json!({
        "id": index.to_string(), "type": "C", "user_type": if index.is_multiple_of(3) { "H" } else { "C" }, "contents_type": "text",
        "contents": format!("메시지 {index}"), "send_date": format!("2025-10-01 {:02}:{:02}:00", 9 + index / 60, index % 60),
    })
}

fn text_rows(count: usize) -> Vec<Value> {
    (0..count).map(text_row).collect()
}

/// Puts the transcript into a box in the middle of a high page whose text field has the focus.
const PUT_INTO_BOX: &str = "const element = document.querySelector('happytalk-transcript');
    const [before, frame, after] = ['div', 'div', 'div'].map((name) => document.createElement(name));
    before.style.height = after.style.height = '2000px';
    frame.style.height = '500px';
    frame.style.overflow = 'auto';
    frame.id = 'frame';
    before.append(document.createElement('textarea'));
    document.body.replaceChildren(before, frame, after);
    frame.append(element);
    document.querySelector('textarea').focus();";

#[tokio::test(flavor = "multi_thread")]
async fn only_the_box_scrolls_at_load_and_with_new_messages() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (setting, target) in [("element.startAt = 'bottom'", 199), ("element.message = '100'", 100)] {
        browser.open_without_room(&stack.origin()).await?;
        browser.run(&format!("{PUT_INTO_BOX} {setting}; scrollTo(0, 0)")).await?;
        browser.show_rows(text_rows(200)).await?;
        browser.ready().await?;
        let is_in_box = format!(
            "(() => {{ const row = {}?.getBoundingClientRect(), box = document.querySelector('#frame').getBoundingClientRect();
                return row && row.top >= box.top && row.bottom <= box.bottom }})()",
            message(&target.to_string())
        );
        browser.until(&is_in_box).await?;
        browser.settle().await?;
        assert_eq!(
            browser.run("return [scrollY, document.activeElement.localName]").await?,
            json!([0, "textarea"]),
            "{setting}"
        );
    }
    // The host asks for a message: the page scrolls too.
    browser.run("document.querySelector('happytalk-transcript').scrollToMessage('150')").await?;
    browser.until(&message("150").is_in_view()).await?;
    // The message is kept in view for a few frames.
    browser.frames(10).await?;

    // A message arrives while the end of the room is in the box, and the page is elsewhere.
    browser.run("document.querySelector('#frame').scrollTop = 1e6; scrollTo(0, 0); await __queries.frames(3)").await?;
    browser.run("scrollTo(0, 1800); await __queries.frames(3)").await?;
    browser.show_rows(text_rows(201)).await?;
    browser.until(&messages().count_is(201)).await?;
    browser.settle().await?;
    assert_eq!(browser.run("return scrollY").await?, json!(1800));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_element_is_at_its_target_when_it_is_shown() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (count, setting, target) in [
        (300, "element.startAt = 'bottom'", 299),
        (300, "element.message = '250'", 250),
        (900, "element.startAt = 'bottom'", 899),
        (900, "element.message = '250'", 250),
    ] {
        browser.open_without_room(&stack.origin()).await?;
        browser.resize(1100, 700).await?;
        let hide = format!(
            "const element = document.querySelector('happytalk-transcript'), box = document.createElement('div');
             {setting};
             box.hidden = true;
             element.replaceWith(box);
             box.append(element)"
        );
        browser.run(&hide).await?;
        browser.show_rows(text_rows(count)).await?;
        browser.ready().await?;
        browser.settle().await?;
        // Two messages arrive meanwhile.
        browser.show_rows(text_rows(count + 2)).await?;
        browser.settle().await?;
        browser.run("document.querySelector('[hidden]').hidden = false; await __queries.frames(12)").await?;
        browser.until(&message(&target.to_string()).is_in_view()).await?;
        let offer = button("새 메시지");
        if setting.contains("message") {
            browser.until(&format!("{offer}?.textContent === '새 메시지 2개'")).await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_property_is_inherited_from_the_host() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    browser.show_rows(text_rows(3)).await?;
    browser.ready().await?;
    let measure = format!(
        "const line = {SHADOW}.querySelector('[part=bubble]'), box = line.getBoundingClientRect(), style = getComputedStyle(line);
         const names = ['whiteSpace', 'letterSpacing', 'wordSpacing', 'textTransform', 'textIndent', 'fontWeight', 'fontStyle',
             'fontVariantCaps', 'direction', 'textAlign', 'lineHeight', 'writingMode', 'cursor'];
         return [box.left, box.width, box.height, document.documentElement.scrollWidth, ...names.map((name) => style[name])]"
    );
    let before = browser.run(&measure).await?;
    let style = "Object.assign(document.querySelector('happytalk-transcript').parentElement.style, {
            whiteSpace: 'nowrap', letterSpacing: '4px', wordSpacing: '9px', textTransform: 'uppercase', textIndent: '3em',
            fontWeight: '800', fontStyle: 'italic', fontVariant: 'small-caps', direction: 'rtl', textAlign: 'center',
            lineHeight: '3', cursor: 'wait',
        });
        await __queries.frames(3)";
    browser.run(style).await?;
    assert_eq!(browser.run(&measure).await?, before);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn undocumented_kinds_show_what_they_carry() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    let row = |id: &str, contents_type: &str, contents: Value| {
        let contents = contents.as_str().map_or_else(|| contents.to_string(), str::to_owned);
        json!({ "id": id, "type": "C", "user_type": "H", "contents_type": contents_type, "contents": contents })
    };
    let card = json!({
        "type": "VIDEO_CARD", "message": "새 종류", "clip": { "a": 1 }, "image": { "imageUrl": stack.url("/demo/media/wide-1.png") },
        "buttonList": [{ "type": "WEB_LINK", "name": "영상 보기", "pcUrl": "https://example.com/v" }],
    });
    browser.show_rows([row("1", "template", card), row("2", "hologram", json!("3D로 보세요"))]).await?;
    browser.ready().await?;
    let (card, plain) = (message("1"), message("2"));
    assert_eq!(browser.attributes("article", "data-kind").await?, ["unknown", "unknown"]);
    for text in ["새 종류", "영상 보기", "문서에 없는 템플릿 유형입니다: VIDEO_CARD"] {
        assert!(browser.is(&card.contains_text(text)).await?, "{text}");
    }
    assert!(browser.is(&card.matching("img").exists()).await?);
    for text in ["3D로 보세요", "문서에 없는 메시지 형식입니다: hologram"] {
        assert!(browser.is(&plain.contains_text(text)).await?, "{text}");
    }
    browser.until_event("load", 1).await?;
    assert_eq!(browser.events("load").await?[0]["detail"]["undecoded"], 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn picture_whose_url_has_entities_is_loaded_once_more_without() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    // A storage that refuses an address whose signature it does not find.
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.setBlockedURLs", json!({ "urls": ["*&amp;*"] })).await?;
    let url = stack.url("/demo/media/wide-1.png?e=1&amp;s=2");
    let row = json!({ "id": "1", "type": "C", "user_type": "C", "contents_type": "image", "contents": url });
    browser.show_rows([row]).await?;
    browser.ready().await?;
    let image = message("1").matching("img");
    browser.until(&format!("{image}?.complete && {image}.naturalWidth > 0")).await?;
    browser.click(message("1").button("원문 보기")).await?;
    browser.until(&message("1").contains_text("&amp;")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_not_loaded_again_for_another_signature() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    let rows = |signature: &str| {
        let row = |index: usize| {
            let url = stack.url(&format!("/demo/media/wide-{index}.png?Expires=1&Signature={signature}"));
            json!({ "id": index.to_string(), "type": "C", "user_type": "C", "contents_type": "image", "contents": url })
        };
        (1..=6).map(row).collect::<Vec<_>>()
    };
    browser.show_rows(rows("a")).await?;
    browser.ready().await?;
    browser.run(&format!("for (const image of {SHADOW}.querySelectorAll('img')) image.__mark = true")).await?;
    browser.show_rows(rows("b")).await?;
    browser.settle().await?;
    let images = browser
        .run(&format!("return [...{SHADOW}.querySelectorAll('img')].map((image) => [image.__mark, image.src])"))
        .await?;
    let images = images.as_array().ok_or("no images")?;
    assert_eq!(images.len(), 6);
    assert!(
        images
            .iter()
            .all(|image| image[0] == true && image[1].as_str().is_some_and(|url| url.ends_with("Signature=a")))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_in_korean_text_lead_where_they_should() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    let texts = [
        "https://a.kr/b(클릭)입니다",
        "https://a.kr/b,https://a.kr/c",
        "https://ko.wikipedia.org/wiki/사과_(과일)",
        "https://a.kr/b\u{a0}다음",
        "https://a.kr/b）",
        "이메일은help@a.kr입니다",
    ];
    let rows = texts.map(|text| json!({ "type": "C", "user_type": "C", "contents_type": "text", "contents": text }));
    browser.show_rows(rows).await?;
    browser.ready().await?;
    let links = browser.run(&format!("return {}.map((link) => link.href)", transcript().role("link").all())).await?;
    let encoded = "https://ko.wikipedia.org/wiki/%EC%82%AC%EA%B3%BC_(%EA%B3%BC%EC%9D%BC)";
    assert_eq!(
        strings(&links),
        [
            "https://a.kr/b",
            "https://a.kr/b",
            "https://a.kr/c",
            encoded,
            "https://a.kr/b",
            "https://a.kr/b",
            "mailto:help@a.kr"
        ]
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn globals_that_the_page_replaces_are_not_used() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    // As Prototype.js replaces it: an array-like object becomes an empty array.
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": "Array.from = () => []" })).await?;
    browser.resize(390, 844).await?;
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let carousel = transcript().part("carousel").nth(0);
    browser.run(&format!("{}.click()", carousel.button("다음 슬라이드"))).await?;
    browser.until(&carousel.contains_text("2 / 2")).await?;
    let second = carousel.matching("[data-carousel-block='1']");
    browser.until(&format!("{second}.getBoundingClientRect().left < innerWidth / 2")).await
}
