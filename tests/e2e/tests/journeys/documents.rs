//! The room of the vendor's documents (000), as published.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};
use happytalk_model::fixtures;
use serde_json::json;

async fn open_documents_room() -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    Ok((stack, browser))
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_room_shows_all_messages_in_order_with_their_kinds() -> Result {
    let (_stack, browser) = open_documents_room().await?;
    let published = fixtures::by_name("chat-data-v2").expect("the documents' answer");
    assert_eq!(browser.attributes("article", "data-kind").await?, published.kinds());
    assert_eq!(browser.count("article").await?, 8);
    assert_eq!(browser.count("article[data-message-id]").await?, 8);
    let text = browser.text().await?;
    for words in ["1:1 채팅 상담 문의 드립니다.", "텍스트 + 버튼에 텍스트", "봇키워드", "10% 할인 쿠폰"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(!text.contains("buttonList"), "raw JSON is shown: {text}");
    browser.screenshot("documents-1100").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_room_shows_all_carousels_coupons_locks_and_quick_replies() -> Result {
    let (_stack, browser) = open_documents_room().await?;
    for (selector, count) in [
        ("article[data-kind='template-carousel']", 2),
        ("[data-carousel-block]", 4),
        ("[data-carousel-block='0']", 2),
        ("[data-carousel-block='1']", 2),
        ("article[data-locked]", locked_in_the_document()),
        ("article[data-locked]", 3),
        ("[data-carousel-block] [data-button='COUPON']", 4),
        ("[data-button='COUPON']", 6),
        ("[data-quick-reply]", 8),
    ] {
        assert_eq!(browser.count(selector).await?, count, "{selector}");
    }
    let loads = browser.events("load").await?;
    assert!(loads.len() <= 1, "{loads:?}");
    browser.until_event("load", 1).await?;
    let load = &browser.events("load").await?[0]["detail"];
    assert_eq!((&load["room"], &load["messages"], &load["undecoded"]), (&DOCUMENTS_ROOM.into(), &8.into(), &0.into()));
    Ok(())
}

fn locked_in_the_document() -> u64 {
    let bytes = fixtures::by_name("chat-data-v2").expect("the documents' answer").bytes;
    let text = std::str::from_utf8(bytes).expect("the documents are UTF-8");
    text.matches(r#"\"isLocked\":true"#).count() as u64
}

#[tokio::test(flavor = "multi_thread")]
async fn only_carousels_scroll_horizontally_on_a_phone() -> Result {
    let (_stack, browser) = open_documents_room().await?;
    for (width, font) in [(390, 15), (320, 15), (320, 30)] {
        browser.resize(width, 844).await?;
        let wide = browser
            .run(&format!(
                "document.querySelector('happytalk-transcript').style.setProperty('--ht-font-size', '{font}px');
                 const scrolls = (element) => element.scrollWidth > element.clientWidth + 1
                     && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
                 const wide = [...{SHADOW}.querySelectorAll('*')].filter(scrolls).filter((element) => !element.closest('[part~=carousel]'));
                 if (document.documentElement.scrollWidth > innerWidth) wide.push(document.documentElement);
                 return wide.map((element) => element.outerHTML.slice(0, 120))"
            ))
            .await?;
        assert_eq!(wide, json!([]), "{width} px, {font} px font size");
        browser.screenshot(&format!("documents-{width}-{font}")).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_room_loads_all_pictures() -> Result {
    let (_stack, browser) = open_documents_room().await?;
    browser
        .run(&format!("for (const image of {SHADOW}.querySelectorAll('img')) {{ image.loading = 'eager' }}"))
        .await?;
    assert!(browser.count("img").await? > 0);
    browser
        .until(&format!(
            "[...{SHADOW}.querySelectorAll('img')].every((image) => image.complete && image.naturalWidth > 0)"
        ))
        .await?;
    browser.no_complaint().await
}
