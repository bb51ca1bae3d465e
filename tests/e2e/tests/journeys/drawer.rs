//! The drawer of what was exchanged besides words.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW, viewer::strings};
use serde_json::json;
use thirtyfour::Key;

const DRAWER: &str = "document.querySelector('happytalk-transcript').shadowRoot.querySelector('dialog.sheet')";

fn opener() -> String {
    format!(
        "[...{SHADOW}.querySelectorAll('[part~=header] button')].find((button) => button.textContent.includes('사진·파일·링크'))"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_exchanged_is_listed_and_leads_to_its_message() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let pictures = browser.count(".picture-link").await?;
    browser.click(&opener()).await?;
    let sections = format!("return [...{DRAWER}.querySelectorAll('h3')].map((title) => title.textContent)");
    let expected = [format!("사진 {pictures}"), "링크 30".to_owned()];
    assert_eq!(strings(&browser.run(&sections).await?), expected, "what there is none of is not named");
    let landmarks = format!("return {DRAWER}.querySelectorAll('section, [role=region]').length");
    assert_eq!(browser.run(&landmarks).await?, json!(0), "a drawer is no page of its own");
    let told = format!(
        "return [...{DRAWER}.querySelector('ul').querySelectorAll('button')].map((button) => button.lastElementChild.textContent)"
    );
    let numbers: Vec<_> = (1..=pictures).map(|number| format!("{number} / {pictures}")).collect();
    assert_eq!(strings(&browser.run(&told).await?), numbers, "pictures are told apart by their numbers");
    browser.accessible("the drawer").await?;

    browser.element(&format!("{DRAWER}.querySelector('button')")).await?.send_keys(Key::Escape).await?;
    browser.until(&format!("!{DRAWER} && {SHADOW}.activeElement === {}", opener())).await?;

    browser.click(&opener()).await?;
    browser.click(&format!("{DRAWER}.querySelector('li button')")).await?;
    browser.until(&format!("!{DRAWER}")).await?;
    let first = format!("{SHADOW}.querySelector('.picture-link').closest('article')");
    browser.until(&format!("{first}.hasAttribute('data-highlight') && {SHADOW}.activeElement === {first}")).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn secure_messages_that_are_covered_keep_what_they_hold() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}&locked=hide"))).await?;
    browser.ready().await?;
    let standing = browser.count(".picture-link").await?;
    browser.click(&opener()).await?;
    let listed = format!("return {DRAWER}.querySelectorAll('.found-picture').length");
    assert_eq!(browser.run(&listed).await?, json!(standing));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_of_words_says_that_nothing_else_was_exchanged() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let row = json!({ "id": "1", "user_type": "C", "contents_type": "text", "contents": "네" });
    let answer = json!({ "result": "success", "data": [{ "chat": { "id": "r" }, "message": [row] }] });
    browser
        .run(&format!("document.querySelector('happytalk-transcript').data = {}", json!(answer.to_string())))
        .await?;
    browser.ready().await?;
    browser.click(&opener()).await?;
    browser.until(&format!("{DRAWER}.textContent.includes('주고받은 사진, 파일, 링크가 없습니다.')")).await?;
    assert_eq!(browser.run(&format!("return {DRAWER}.querySelectorAll('h3').length")).await?, json!(0));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_there_whole() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.resize(390, 844).await?;
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let address = format!("https://a.example/{}", "orders/2025/".repeat(8));
    let row = json!({ "id": "1", "user_type": "C", "contents_type": "text", "contents": format!("보기 {address}") });
    let link = json!({ "name": "주문", "url": address });
    let button =
        json!({ "id": "2", "user_type": "M", "contents_type": "normal", "contents": { "text": "t", "link": [link] } });
    let answer = json!({ "result": "success", "data": [{ "chat": { "id": "r" }, "message": [row, button] }] });
    browser
        .run(&format!("document.querySelector('happytalk-transcript').data = {}", json!(answer.to_string())))
        .await?;
    browser.ready().await?;
    browser.click(&opener()).await?;
    let fits = format!(
        "(() => {{ const address = {DRAWER}.querySelector('.found-address');
            return address?.textContent === '{address}' && address.scrollWidth <= address.clientWidth + 1
                && address.scrollHeight <= address.clientHeight + 1 && address.clientHeight > 30; }})()"
    );
    browser.until(&fits).await
}
