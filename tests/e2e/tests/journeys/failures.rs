//! Rooms that the vendor does not give: each in words, with a way to try again.

use happytalk_e2e::{Browser, Result, Stack, viewer::SHADOW};

/// Clicks 다시 시도 after the failure and waits for the next one: another request must have been made.
async fn fails_in_words(room: &str, status: u16, kind: &str, words: &str) -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={room}"))).await?;
    browser.state("error").await?;
    let text = browser.text().await?;
    assert!(text.contains(words), "{room}: {text}");
    assert_eq!(browser.count("article").await?, 0);
    browser.until("window.__events.some((event) => event.name === 'error')").await?;
    let error = &browser.events("error").await?[0]["detail"];
    assert_eq!((&error["kind"], &error["status"]), (&kind.into(), &status.into()), "{room}");
    browser.screenshot(room).await?;

    let retry = "[...document.querySelector('happytalk-transcript').shadowRoot.querySelectorAll('button')]
        .find((button) => button.textContent.includes('다시 시도'))";
    browser.click(retry).await?;
    browser.until("window.__events.filter((event) => event.name === 'error').length === 2").await?;
    browser.state("error").await?;
    let asked = format!(
        "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/rooms/{room}')).length"
    );
    assert_eq!(browser.run(&asked).await?, 2, "{room}: the retry asked again");
    // The button that was pressed is gone; the new one has the keyboard.
    browser.until(&format!("{SHADOW}.activeElement?.textContent.includes('다시 시도')")).await?;
    browser.no_complaint_but(&[&format!("status of {status}")]).await
}

const VENDOR: &str = "해피톡 서버에서 상담 내용을 받지 못했습니다.";

#[tokio::test(flavor = "multi_thread")]
async fn a_room_the_vendor_does_not_know_is_not_found() -> Result {
    fails_in_words("fail-503", 404, "not-found", "상담방을 찾을 수 없습니다.").await
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_credentials_of_the_gateway_are_for_somebody_else_to_check() -> Result {
    let refused = "해피톡이 서버의 인증 정보를 거부했습니다. 서버 담당자에게 확인을 요청해 주세요.";
    fails_in_words("fail-501", 502, "vendor", refused).await?;
    fails_in_words("fail-502", 502, "vendor", refused).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_page_and_an_error_page_of_the_vendor_are_its_failure() -> Result {
    fails_in_words("garbage", 502, "vendor", VENDOR).await?;
    fails_in_words("http-500", 502, "vendor", VENDOR).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_cut_short_and_a_broken_connection_are_the_vendors_failure() -> Result {
    fails_in_words("truncated", 502, "vendor", VENDOR).await?;
    fails_in_words("reset", 502, "vendor", VENDOR).await
}
