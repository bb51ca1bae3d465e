//! Printing: the text of each page of the printed PDF.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, root, viewer::SHADOW};
use serde_json::json;

/// Prints the page with its own style sheet, and returns the text of each page. The PDF is written to
/// `target/screenshots/`.
async fn print(browser: &Browser, name: &str) -> Result<Vec<String>> {
    let wanted = json!({ "preferCSSPageSize": true, "printBackground": true });
    let answer = browser.cdp("Page.printToPDF", wanted).await?;
    let pdf = BASE64_STANDARD.decode(answer["data"].as_str().ok_or("there is no document")?)?;
    let folder = root().join("target/screenshots");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(format!("{name}.pdf")), &pdf)?;
    let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf)?;
    // Lines break anywhere in print, also within an address.
    Ok(pages.iter().map(|page| page.split_whitespace().collect()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_room_is_printed_with_all_cards_and_addresses() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let pages = print(&browser, "documents").await?;

    let first = &pages[0];
    for head in ["1:1채팅상담문의드립니다.", "진행중", "lc251001-1", "상품문의(샘플)", "2025년10월1일"]
    {
        assert!(first.contains(head), "{head} is not on page one: {first}");
    }
    for (number, page) in (1..).zip(&pages) {
        let numbered = format!("{number}/{}", pages.len());
        assert!(page.contains(&numbered), "page {number} is not numbered: {page}");
    }
    let all = pages.concat();
    for (words, times) in [
        ("캐러셀1번헤더", 2),
        ("캐러셀2번헤더", 2),
        ("10%할인쿠폰", 6),
        ("보안메시지", 3),
        // Links of coupons, cards, messages and quick replies.
        ("https://m.example.com/", 12),
    ] {
        assert_eq!(all.matches(words).count(), times, "{words}");
    }
    assert!(all.matches("https://example.com/").count() >= 14);
    for control in ["펼쳐보기", "상세정보", "원문보기", "1/2이전"] {
        assert!(!all.contains(control), "{control} is a control and must not be printed");
    }
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn print_mentions_unreadable_messages_and_media_addresses() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    browser.show("every-kind").await?;
    browser.ready().await?;
    browser.until_event("load", 1).await?;
    let complete =
        format!("[...{SHADOW}.querySelectorAll('img')].every((image) => image.complete && image.naturalWidth)");
    browser.until(&complete).await?;
    let pages = print(&browser, "every-kind").await?;
    assert!(pages[0].contains("1건을해석하지못했습니다"), "{}", pages[0]);
    let all = pages.concat();
    assert!(all.contains("동영상·원본열기http") && all.contains("음성·원본열기http"), "{all}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_are_not_yet_mounted_are_printed() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    let rows: Vec<_> = (1..=600)
        .map(|number| json!({ "type": "C", "user_type": "C", "contents_type": "text", "contents": format!("<{number}>") }))
        .collect();
    // Printing starts in the task that sets the room, when only the first screen is mounted.
    browser.show_rows(rows).await?;
    let all = print(&browser, "long").await?.concat();
    for number in [1, 2, 299, 600] {
        assert_eq!(all.matches(&format!("<{number}>")).count(), 1, "message {number}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn room_in_a_scrolling_box_or_a_fixed_dialog_is_printed_whole() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let documented = std::fs::read_to_string(root().join("docs/styling.md"))?;
    let rules = documented.split("```css\n").find_map(|part| part.strip_prefix("@media print")).ok_or("no rules")?;
    let rules = format!("@media print{}", rules.split("```").next().ok_or("no end")?);
    for (name, style) in [
        ("box", "block-size: 600px; overflow: auto"),
        ("dialog", "position: fixed; inset: 40px; overflow: auto; max-block-size: 600px"),
    ] {
        browser.open(&stack.url("/?room=")).await?;
        browser.state("idle").await?;
        let embed = format!(
            "const element = document.querySelector('happytalk-transcript'), box = document.createElement('div');
             const sheet = new CSSStyleSheet();
             sheet.replaceSync({});
             document.adoptedStyleSheets = [sheet];
             box.className = 'box';
             element.replaceWith(box);
             box.append(element)",
            json!(format!(".box {{ {style} }} {rules}"))
        );
        browser.run(&embed).await?;
        let rows: Vec<_> = (1..=80)
            .map(|number| json!({ "type": "C", "user_type": "C", "contents_type": "text", "contents": format!("<{number}>") }))
            .collect();
        browser.show_rows(rows).await?;
        browser.ready().await?;
        let pages = print(&browser, name).await?;
        assert!(pages.len() > 1, "{name}: {} page", pages.len());
        let all = pages.concat();
        for number in [1, 40, 80] {
            assert_eq!(all.matches(&format!("<{number}>")).count(), 1, "{name}: message {number}");
        }
    }
    Ok(())
}
