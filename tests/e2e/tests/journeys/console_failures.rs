//! The console without a list: each reason with one action, and the focus after it.

use happytalk_e2e::{
    Browser, Result, Stack,
    keys::Keys,
    locator::{announced, console},
};
use serde_json::json;
use thirtyfour::Key;

use super::console::{ALL_DAYS, notice_button, open_console, room_row};

/// Turns the page over a network with a latency longer than any timeout.
pub async fn turn_page_slowly(browser: &Browser) -> Result {
    let slow = json!({ "offline": false, "latency": 60_000, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.emulateNetworkConditions", slow).await?;
    browser.click(console().pane("list").button("다음 페이지")).await?;
    browser.pane("list", "loading").await
}

#[tokio::test(flavor = "multi_thread")]
async fn too_long_period_is_explained_and_its_button_focuses_the_dates() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?from=2025-08-31&to=2025-10-01")).await?;
    browser.pane("list", "error").await?;
    let alert = browser.text_of(&console().role("alert")).await?;
    assert_eq!(alert, "조회 기간이 너무 깁니다(2025.08.31~2025.10.01, 32일). 기간을 줄여 다시 조회해 주세요.");
    browser.until_event("error", 1).await?;
    let error = &browser.events("error").await?[0]["detail"];
    assert_eq!((&error["kind"], &error["status"]), (&"bad-request".into(), &400.into()));
    browser.screenshot("console-too-long").await?;

    browser.click(notice_button("기간 바꾸기")).await?;
    let start = console().matching("input[aria-label=시작일]");
    let keys = Keys::of(&browser);
    keys.until_on(&start).await?;
    browser.run(&format!("{start}.value = '2025-09-01'")).await?;
    keys.press(Key::Enter).await?;
    browser.pane("list", "ready").await?;
    browser.until("new URLSearchParams(location.search).get('from') === '2025-09-01'").await?;
    browser.no_complaint_but(&["status of 400"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_list_says_so_and_its_button_resets_the_filters() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?date=2001-01-01&status=3")).await?;
    browser.pane("list", "empty").await?;
    let list = console().pane("list");
    assert!(browser.is(&list.contains_text("조건에 맞는 상담방이 없습니다.")).await?);
    browser.click(notice_button("조건 초기화")).await?;
    browser.pane("list", "ready").await?;
    browser.until("location.search === ''").await?;
    browser.until(&format!("{}.checked", list.named("radio", "오늘"))).await?;
    browser.until_focused(&room_row(0)).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn page_after_the_last_offers_the_last_page() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?page=9")).await?;
    browser.pane("list", "empty").await?;
    assert!(browser.is(&console().pane("list").contains_text("이 페이지에는 상담방이 없습니다.")).await?);
    // The pager has a button of this name too. The notice comes first.
    browser.click(notice_button("이전 페이지")).await?;
    browser.pane("list", "ready").await?;
    browser.until("location.search === '?page=2'").await?;
    browser.until_focused(&room_row(0)).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_room_id_is_rejected_beside_the_list() -> Result {
    let (_stack, browser) = open_console("selected=../x").await?;
    browser.pane("transcript", "error").await?;
    let alert = browser.text_of(&console().role("alert")).await?;
    assert_eq!(alert, "요청이 올바르지 않습니다. 상담방 번호를 확인해 주세요.");
    browser.click(room_row(0)).await?;
    browser.pane("transcript", "ready").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_list_can_be_retried_and_keeps_the_focus() -> Result {
    let (_stack, browser) = open_console(ALL_DAYS).await?;
    browser.offline(true).await?;
    let next = console().pane("list").button("다음 페이지");
    browser.click(&next).await?;
    browser.pane("list", "error").await?;
    let alert = browser.text_of(&console().role("alert")).await?;
    assert_eq!(alert, "서버에 연결할 수 없습니다. 네트워크를 확인해 주세요.");
    browser.until_focused(&next).await?;
    let retry = notice_button("다시 시도");
    browser.click(&retry).await?;
    browser.until_event("error", 2).await?;
    browser.until_focused(&retry).await?;
    browser.offline(false).await?;
    Keys::of(&browser).press(Key::Enter).await?;
    browser.pane("list", "ready").await?;
    browser.until_focused(&room_row(0)).await?;
    browser.no_complaint_but(&["ERR_INTERNET_DISCONNECTED"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn loading_list_is_announced() -> Result {
    let (_stack, browser) = open_console(ALL_DAYS).await?;
    turn_page_slowly(&browser).await?;
    browser.until(&announced("상담방 목록을 불러오는 중입니다")).await?;
    browser.until(&format!("{}.ariaBusy === 'true'", console().pane("list"))).await?;
    browser.screenshot("console-loading").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn console_that_is_removed_in_its_select_event_can_be_connected_again() -> Result {
    let (_stack, browser) = open_console(ALL_DAYS).await?;
    let remove = "window.removed = document.querySelector('happytalk-console');
        removed.addEventListener('happytalk-select', () => removed.remove(), { once: true })";
    browser.run(remove).await?;
    browser.click(room_row(0)).await?;
    browser.until("!removed.isConnected && !removed.shadowRoot.firstElementChild").await?;
    browser.run("document.querySelector('main').append(removed)").await?;
    browser.pane("list", "ready").await?;
    browser.no_complaint().await
}
