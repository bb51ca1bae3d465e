//! The media drawer: pictures, files and links of a room.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Locator, Result, Stack,
    locator::{button, dialog, transcript},
    viewer::strings,
};
use serde_json::json;
use thirtyfour::Key;

fn drawer() -> Locator {
    dialog("사진·파일·링크")
}

fn opener() -> Locator {
    button("사진·파일·링크")
}

fn picture_links() -> Locator {
    transcript().link("이미지 크게 보기")
}

#[tokio::test(flavor = "multi_thread")]
async fn media_drawer_lists_media_and_links_to_their_messages() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let pictures = browser.count_of(&picture_links()).await?;
    browser.click(opener()).await?;
    let sections = format!("return {}.map((title) => title.textContent)", drawer().matching("h3").all());
    let expected = [format!("사진 {pictures}"), "링크 30".to_owned()];
    assert_eq!(strings(&browser.run(&sections).await?), expected, "empty sections are left out");
    let landmarks = drawer().matching("section, [role=region]");
    assert!(browser.is(&landmarks.is_gone()).await?, "a drawer has no landmarks");
    let entries = drawer().role("list").nth(0).role("button");
    let numbers = format!(r"return {}.map((entry) => __queries.name(entry).match(/\d+ \/ \d+/)[0])", entries.all());
    let expected: Vec<_> = (1..=pictures).map(|number| format!("{number} / {pictures}")).collect();
    assert_eq!(strings(&browser.run(&numbers).await?), expected, "pictures are numbered");
    browser.accessible("the media drawer").await?;

    browser.find(drawer().role("button")).await?.send_keys(Key::Escape).await?;
    browser.until(&drawer().is_gone()).await?;
    browser.until_focused(&opener()).await?;

    browser.click(opener()).await?;
    browser.click(drawer().role("listitem").role("button")).await?;
    browser.until(&drawer().is_gone()).await?;
    let first = picture_links().closest_message();
    browser.until_focused(&first).await?;
    browser.until(&format!("__queries.isHighlighted({first})")).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn media_drawer_omits_hidden_secure_messages() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked=hide"))).await?;
    browser.ready().await?;
    let shown = browser.count_of(&picture_links()).await?;
    browser.click(opener()).await?;
    let entries = drawer().role("list").nth(0).role("button");
    assert_eq!(browser.count_of(&entries).await?, shown);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn media_drawer_of_a_text_room_says_that_it_is_empty() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let row = json!({ "id": "1", "user_type": "C", "contents_type": "text", "contents": "네" });
    browser.show_rows(vec![row]).await?;
    browser.ready().await?;
    browser.click(opener()).await?;
    browser.until(&drawer().contains_text("주고받은 사진, 파일, 링크가 없습니다.")).await?;
    assert!(browser.is(&drawer().matching("h3").is_gone()).await?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn media_drawer_shows_whole_addresses() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 844).await?;
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let address = format!("https://a.example/{}", "orders/2025/".repeat(8));
    let row = json!({ "id": "1", "user_type": "C", "contents_type": "text", "contents": format!("보기 {address}") });
    let link = json!({ "name": "주문", "url": address });
    let button =
        json!({ "id": "2", "user_type": "M", "contents_type": "normal", "contents": { "text": "t", "link": [link] } });
    browser.show_rows(vec![row, button]).await?;
    browser.ready().await?;
    browser.click(opener()).await?;
    let entry = drawer().button("주문");
    let fits = format!(
        "(() => {{ const address = __queries.byExactText({}, '{address}')[0];
            return !!address && address.scrollWidth <= address.clientWidth + 1
                && address.scrollHeight <= address.clientHeight + 1 && address.clientHeight > 30; }})()",
        entry.all()
    );
    browser.until(&fits).await
}
