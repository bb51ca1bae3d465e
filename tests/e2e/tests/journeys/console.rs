//! The list of rooms beside a transcript: its requests, its rows, and the room a click opens.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, HostPage, Locator, MinimalProxy, Result, Stack,
    locator::console,
    viewer::{CONSOLE, strings},
};
use serde_json::{Value, json};

/// Query for all days of the simulated shop.
pub const ALL_DAYS: &str = "from=2025-09-22&to=2025-10-01";

/// Opens the console at a query, and waits for its list.
pub async fn open_console(query: &str) -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?{query}"))).await?;
    browser.pane("list", "ready").await?;
    Ok((stack, browser))
}

/// Returns the rows of the list of rooms.
pub fn room_rows() -> Locator {
    console().pane("list").named("list", "상담방 목록").role("button")
}

/// Returns the row at an index of the list.
pub fn room_row(index: usize) -> Locator {
    room_rows().nth(index)
}

/// Returns a filter of the list by its label.
pub fn filter(label: &str) -> Locator {
    console().pane("list").named("combobox", label)
}

/// Returns the button of the notice in place of the list.
pub fn notice_button(name: &str) -> Locator {
    console().pane("list").button(name)
}

/// Returns the ids of the listed rooms. The rows do not expose them, so the list is requested again and its titles are
/// compared with those of the rows.
pub async fn room_ids(browser: &Browser) -> Result<Vec<String>> {
    let script = format!(
        "const lists = performance.getEntriesByType('resource').map((entry) => entry.name)
             .filter((name) => new URL(name).pathname === '/api/rooms');
         const rooms = (await (await fetch(lists.at(-1))).json()).data.chat_list;
         const rows = {};
         if (rows.length !== rooms.length) throw new Error(`${{rows.length}} rows for ${{rooms.length}} rooms`);
         const wrong = rooms.find((room, index) => !rows[index].textContent.includes(room.title.trim()));
         if (wrong) throw new Error(`no row for ${{wrong.title}}`);
         return rooms.map((room) => room.id)",
        room_rows().all()
    );
    Ok(strings(&browser.run(&script).await?))
}

/// Returns the condition that the transcript shows a room.
pub fn shows_room(id: &str) -> String {
    format!("{CONSOLE}.querySelector('[data-pane=transcript] [data-room-id]')?.dataset.roomId === {}", json!(id))
}

/// Returns the condition that every row has this status.
fn all_rows_have_status(status: &str) -> String {
    format!("{}.every((row) => __queries.byExactText([row], '{status}').length === 1)", room_rows().all())
}

/// Selects an option of a filter by its value.
async fn select(browser: &Browser, label: &str, value: &str) -> Result {
    let script = format!(
        "const select = {};
         select.value = '{value}';
         if (select.value !== '{value}') throw new Error('there is no such option');
         select.dispatchEvent(new Event('change', {{ bubbles: true }}))",
        filter(label)
    );
    browser.run(&script).await.map(drop)
}

/// Selects an option of a filter, and waits for the parameter in the address and the new list.
async fn choose(browser: &Browser, label: &str, parameter: &str, value: &str) -> Result {
    select(browser, label, value).await?;
    browser.until(&format!("new URLSearchParams(location.search).get('{parameter}') === '{value}'")).await?;
    browser.until(&format!("/ready|empty/.test({}.dataset.state)", console().pane("list"))).await
}

/// Returns the queries of all requests for the list, in order.
async fn list_requests(browser: &Browser) -> Result<Vec<String>> {
    let queries = "return performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
        .filter((url) => url.pathname === '/api/rooms').map((url) => url.search)";
    Ok(strings(&browser.run(queries).await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn console_lists_todays_rooms_and_a_click_opens_one() -> Result {
    let (_stack, browser) = open_console("").await?;
    assert_eq!(list_requests(&browser).await?, ["?limit=20"], "the default period is today");
    browser.pane("transcript", "idle").await?;
    let row = browser.run(&format!("return {}.innerText", room_row(0))).await?;
    let row = row.as_str().unwrap_or_default();
    for part in ["1:1 채팅 상담 문의 드립니다.", "진행중", "lc_biz_api", "해피톡", "접수 2025.10.01 오후 10:11"]
    {
        assert!(row.contains(part), "{part}: {row}");
    }
    assert_eq!(room_ids(&browser).await?.len(), 20);
    let list = console().pane("list");
    browser.until(&list.contains_text("총 22건 · 1 / 2")).await?;
    let announcements = format!("{}.some((region) => region.textContent === '상담방 22건')", list.role("status").all());
    browser.until(&announcements).await?;

    browser.click(room_row(0)).await?;
    browser.until(&shows_room(DOCUMENTS_ROOM)).await?;
    browser.pane("transcript", "ready").await?;
    browser.until(&console().messages().count_is(8)).await?;
    browser.until(&format!("{}.getAttribute('aria-current') === 'true'", room_row(0))).await?;
    assert_eq!(browser.run("return document.querySelector('happytalk-console').room").await?, DOCUMENTS_ROOM);
    assert_eq!(browser.events("select").await?[0]["detail"], json!({ "room": DOCUMENTS_ROOM }));
    browser.until_event("load", 1).await?;

    browser.click(room_row(2)).await?;
    browser.until(&shows_room(&room_ids(&browser).await?[2])).await?;
    browser.until(&format!("{}.hasAttribute('aria-current')", room_row(2))).await?;
    assert_eq!(browser.count_of(&console().matching("[aria-current]")).await?, 1, "one room is open");
    browser.screenshot("console").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_and_page_is_requested() -> Result {
    let (_stack, browser) = open_console(ALL_DAYS).await?;
    let list = console().pane("list");
    browser.until(&list.contains_text("총 101건 · 1 / 6")).await?;
    let statuses =
        [("-2", "봇 상담 대기"), ("-1", "봇 상담"), ("0", "접수 대기"), ("1", "진행중"), ("2", "완료"), ("3", "삭제")];
    for (status, name) in statuses {
        choose(&browser, "상태", "status", status).await?;
        assert!(browser.count_of(&room_rows()).await? > 0, "{status}");
        assert!(browser.is(&all_rows_have_status(name)).await?, "{status}");
        for (other, other_name) in statuses {
            let shown =
                format!("{}.some((row) => __queries.byExactText([row], '{other_name}').length)", room_rows().all());
            assert_eq!(browser.is(&shown).await?, other == status, "{status}: {other_name}");
        }
    }
    browser.run("history.back()").await?;
    browser.until("new URLSearchParams(location.search).get('status') === '2'").await?;
    browser.until(&format!("{}.value === '2'", filter("상태"))).await?;
    browser.pane("list", "ready").await?;

    choose(&browser, "정렬 기준", "sort", "complate_date").await?;
    choose(&browser, "정렬 순서", "order", "asc").await?;
    choose(&browser, "페이지당 건수", "limit", "10").await?;
    browser.until(&room_rows().count_is(10)).await?;
    let first_page = room_ids(&browser).await?;
    let closed = format!("return {}.map((row) => [...row.querySelectorAll('time')][1].dateTime)", room_rows().all());
    let closed = strings(&browser.run(&closed).await?);
    assert!(closed.len() == 10 && closed.is_sorted(), "the first closed room is first: {closed:?}");

    browser.click(list.button("다음 페이지")).await?;
    browser.until("new URLSearchParams(location.search).get('page') === '2'").await?;
    browser.pane("list", "ready").await?;
    let query = list_requests(&browser).await?.last().cloned().unwrap_or_default();
    assert_eq!(query, "?from=2025-09-22&to=2025-10-01&status=2&sort=complate_date&order=asc&page=2");
    let second_page = room_ids(&browser).await?;
    assert!(second_page.iter().all(|id| !first_page.contains(id)), "{second_page:?}");
    let first_title = format!("window.__second = {}.textContent", room_row(0));
    browser.run(&first_title).await?;
    browser.click(list.button("이전 페이지")).await?;
    browser.until(&format!("{}?.textContent !== window.__second", room_row(0))).await?;
    browser.pane("list", "ready").await?;
    assert_eq!(room_ids(&browser).await?, first_page);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn console_works_with_a_minimal_passthrough_proxy() -> Result {
    let stack = Stack::start().await?;
    let host = stack.origin();
    let page = format!(
        "<!doctype html><html lang=\"ko\"><title>상담</title><h1>상담</h1>\n\
         <script type=\"module\" src=\"{host}/happytalk.js\"></script>\n\
         <happytalk-console proxy=\"/\" proxy-mode=\"passthrough\" style=\"height: 600px\"></happytalk-console>"
    );
    let proxy = MinimalProxy::start(&page, "right").await?;
    let browser = Browser::start().await?;
    browser.open(&proxy.url()).await?;
    browser.pane("list", "ready").await?;
    assert!(browser.is(&room_row(0).contains_text("1:1 채팅 상담 문의 드립니다.")).await?);
    select(&browser, "상태", "1").await?;
    browser.until(&format!("{} && {}", room_rows().exists(), all_rows_have_status("진행중"))).await?;
    browser.pane("list", "ready").await?;
    browser.click(room_row(0)).await?;
    browser.until(&shows_room(DOCUMENTS_ROOM)).await?;
    browser.until(&console().messages().count_is(8)).await?;
    browser.no_complaint_but(&["favicon"]).await?;

    let refused = MinimalProxy::start(&page, "wrong").await?;
    browser.open(&refused.url()).await?;
    browser.pane("list", "error").await?;
    let alert = browser.text_of(&console().role("alert")).await?;
    assert_eq!(alert, "해피톡이 서버의 인증 정보를 거부했습니다. 서버 담당자에게 확인을 요청해 주세요.");
    browser.run(&format!("document.querySelector('happytalk-console').room = '{DOCUMENTS_ROOM}'")).await?;
    browser.pane("transcript", "error").await?;
    let kinds = browser.events("error").await?;
    let kinds: Vec<_> = kinds.iter().map(|event| &event["detail"]["kind"]).collect();
    assert!(kinds.len() > 1 && kinds.iter().all(|kind| *kind == "vendor"), "{kinds:?}");
    browser.no_complaint_but(&["favicon"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn embedded_console_keeps_the_address_and_follows_its_properties() -> Result {
    let (page, _stack) = HostPage::embedding(|host| {
        format!("<happytalk-console proxy=\"{host}/api/\" room=\"{DOCUMENTS_ROOM}\"></happytalk-console>")
    })
    .await?;
    let browser = Browser::start().await?;
    browser.open(&page.origin()).await?;
    browser.pane("list", "ready").await?;
    browser.until(&shows_room(DOCUMENTS_ROOM)).await?;
    let address = browser.run("return location.href").await?;
    let length = browser.run("return history.length").await?;
    let second = room_ids(&browser).await?[1].clone();
    browser.click(room_row(1)).await?;
    browser.until(&shows_room(&second)).await?;
    assert_eq!(browser.run("return location.href").await?, address);
    assert_eq!(browser.run("return history.length").await?, length);
    assert_eq!(
        browser.events("select").await?.last().map(|event| &event["detail"]["room"]),
        Some(&Value::from(second.clone()))
    );
    let query = "return document.querySelector('happytalk-console').query";
    assert_eq!(browser.run(query).await?, format!("selected={second}"));
    let fits = format!("{CONSOLE}.firstElementChild.offsetHeight <= innerHeight");
    assert!(browser.is(&fits).await?, "without a height of its own it is no higher than the window");

    // The page sets the room, and then a whole query.
    browser.run(&format!("document.querySelector('happytalk-console').room = '{DOCUMENTS_ROOM}'")).await?;
    browser.until(&shows_room(DOCUMENTS_ROOM)).await?;
    browser.run(&format!("document.querySelector('happytalk-console').query = '{ALL_DAYS}&status=3'")).await?;
    browser.until(&format!("{} && {}", room_rows().exists(), all_rows_have_status("삭제"))).await?;
    browser.pane("transcript", "idle").await?;
    browser.until("!document.querySelector('happytalk-console').hasAttribute('room')").await?;
    // The element keeps its query when it is removed and inserted again.
    browser.run("window.removed = document.querySelector('happytalk-console'); removed.remove()").await?;
    browser.until("!removed.shadowRoot.firstElementChild").await?;
    browser.run("document.body.append(removed)").await?;
    browser.pane("list", "ready").await?;
    assert_eq!(browser.run(query).await?, format!("{ALL_DAYS}&status=3"));
    browser.no_complaint().await
}
