//! When there is no list: each reason in words, with one way on, and the keyboard never lost.

use happytalk_e2e::{Browser, Result, Stack, keys::Keys, viewer::CONSOLE};
use serde_json::json;
use thirtyfour::Key;

use super::console::{ALL, opened};

/// Turns the page over a network that takes longer than anybody waits for.
pub async fn turn_slowly(browser: &Browser) -> Result {
    let slow = json!({ "offline": false, "latency": 60_000, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.emulateNetworkConditions", slow).await?;
    browser.click(&format!("{CONSOLE}.querySelector('[aria-label=\"다음 페이지\"]')")).await?;
    browser.pane("list", "loading").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_that_is_too_long_is_explained_and_its_button_leads_to_the_days() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?from=2025-08-31&to=2025-10-01")).await?;
    browser.pane("list", "error").await?;
    let said = browser.run(&format!("return {CONSOLE}.querySelector('[role=alert]').textContent")).await?;
    assert_eq!(said, "조회 기간이 너무 깁니다(2025.08.31~2025.10.01, 32일). 기간을 줄여 다시 조회해 주세요.");
    browser.until("window.__events.some((event) => event.name === 'error')").await?;
    let error = &browser.events("error").await?[0]["detail"];
    assert_eq!((&error["kind"], &error["status"]), (&"bad-request".into(), &400.into()));
    browser.screenshot("console-too-long").await?;

    browser.click(&format!("{CONSOLE}.querySelector('.list-body .action')")).await?;
    let keys = Keys::of(&browser, CONSOLE);
    keys.soon("on.name === 'from'").await?;
    browser.run(&format!("{CONSOLE}.querySelector('[name=from]').value = '2025-09-01'")).await?;
    keys.press(Key::Enter).await?;
    browser.pane("list", "ready").await?;
    browser.until("new URLSearchParams(location.search).get('from') === '2025-09-01'").await?;
    browser.no_complaint_but(&["status of 400"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_without_a_room_says_so_and_its_button_resets_the_filters() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?date=2001-01-01&status=3")).await?;
    browser.pane("list", "empty").await?;
    let text = browser.run(&format!("return {CONSOLE}.querySelector('.list-body').textContent")).await?;
    assert!(text.as_str().is_some_and(|text| text.contains("조건에 맞는 상담방이 없습니다.")), "{text}");
    browser.click(&format!("{CONSOLE}.querySelector('.list-body .action')")).await?;
    browser.pane("list", "ready").await?;
    browser.until("location.search === ''").await?;
    browser.until(&format!("{CONSOLE}.querySelector('[value=today]').checked")).await?;
    Keys::of(&browser, CONSOLE).soon("on.dataset.index === '0'").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_last_page_the_button_leads_back_to_it() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?page=9")).await?;
    browser.pane("list", "empty").await?;
    let text = browser.run(&format!("return {CONSOLE}.querySelector('.list-body').textContent")).await?;
    assert_eq!(text, "이 페이지에는 상담방이 없습니다.이전 페이지");
    browser.click(&format!("{CONSOLE}.querySelector('.list-body .action')")).await?;
    browser.pane("list", "ready").await?;
    browser.until("location.search === '?page=2'").await?;
    Keys::of(&browser, CONSOLE).soon("on.dataset.index === '0'").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_that_no_vendor_would_have_is_refused_beside_the_list() -> Result {
    let (_stack, browser) = opened("selected=../x").await?;
    browser.pane("transcript", "error").await?;
    let said = browser.run(&format!("return {CONSOLE}.querySelector('[role=alert]').textContent")).await?;
    assert_eq!(said, "요청이 올바르지 않습니다. 상담방 번호를 확인해 주세요.");
    browser.click(&format!("{CONSOLE}.querySelector('[data-index=\"0\"]')")).await?;
    browser.pane("transcript", "ready").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_the_list_is_asked_for_again_and_the_keyboard_stays_with_it() -> Result {
    let (_stack, browser) = opened(ALL).await?;
    browser.offline(true).await?;
    browser.click(&format!("{CONSOLE}.querySelector('[aria-label=\"다음 페이지\"]')")).await?;
    browser.pane("list", "error").await?;
    let said = browser.run(&format!("return {CONSOLE}.querySelector('[role=alert]').textContent")).await?;
    assert_eq!(said, "서버에 연결할 수 없습니다. 네트워크를 확인해 주세요.");
    let keys = Keys::of(&browser, CONSOLE);
    keys.soon("on.getAttribute('aria-label') === '다음 페이지'").await?;
    browser.click(&format!("{CONSOLE}.querySelector('.list-body .action')")).await?;
    browser.until("window.__events.filter((event) => event.name === 'error').length === 2").await?;
    keys.soon("on.matches('.list-body .action')").await?;
    browser.offline(false).await?;
    keys.press(Key::Enter).await?;
    browser.pane("list", "ready").await?;
    keys.soon("on.dataset.index === '0'").await?;
    browser.no_complaint_but(&["ERR_INTERNET_DISCONNECTED"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_waited_for_in_words() -> Result {
    let (_stack, browser) = opened(ALL).await?;
    turn_slowly(&browser).await?;
    browser
        .until(&format!(
            "{CONSOLE}.querySelector('.list-body [role=status]')?.textContent === '상담방 목록을 불러오는 중입니다'"
        ))
        .await?;
    browser.until(&format!("{CONSOLE}.querySelector('[data-pane=list]').ariaBusy === 'true'")).await?;
    browser.screenshot("console-loading").await?;
    browser.no_complaint().await
}
