//! The list of rooms beside a transcript: what is asked for, what a row says, what a click opens.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Foreign, Passthrough, Result, Stack,
    viewer::{CONSOLE, strings},
};
use serde_json::{Value, json};

/// All days of the simulated shop.
pub const ALL: &str = "from=2025-09-22&to=2025-10-01";

/// The console at a query, its list standing.
pub async fn opened(query: &str) -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?{query}"))).await?;
    browser.pane("list", "ready").await?;
    Ok((stack, browser))
}

/// An expression for the row at a place in the list.
pub fn row(at: usize) -> String {
    format!("{CONSOLE}.querySelector('[data-index=\"{at}\"]')")
}

/// The ids of the rooms in the list.
pub async fn ids(browser: &Browser) -> Result<Vec<String>> {
    let ids = format!("return [...{CONSOLE}.querySelectorAll('[data-room]')].map((row) => row.dataset.room)");
    Ok(strings(&browser.run(&ids).await?))
}

/// The room whose transcript stands.
pub fn shown() -> String {
    format!("{CONSOLE}.querySelector('[data-pane=transcript] [data-room-id]')?.dataset.roomId")
}

/// Sets a choice as a reader does, and waits for the list that follows.
async fn choose(browser: &Browser, name: &str, value: &str) -> Result {
    let choose = format!(
        "const select = {CONSOLE}.querySelector('select[name={name}]');
         select.value = '{value}';
         if (select.value !== '{value}') throw new Error('no such choice');
         select.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    );
    browser.run(&choose).await?;
    browser.until(&format!("new URLSearchParams(location.search).get('{name}') === '{value}'")).await?;
    browser.until(&format!("/ready|empty/.test({CONSOLE}.querySelector('[data-pane=list]').dataset.state)")).await
}

/// What the gateway was asked for lists, oldest first.
async fn asked(browser: &Browser) -> Result<Vec<String>> {
    let asked = "return performance.getEntriesByType('resource').map((entry) => new URL(entry.name))
        .filter((url) => url.pathname === '/api/rooms').map((url) => url.search)";
    Ok(strings(&browser.run(asked).await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_shows_todays_rooms_and_a_click_opens_one_beside_them() -> Result {
    let (_stack, browser) = opened("").await?;
    assert_eq!(asked(&browser).await?, ["?limit=20"], "today is what no day means");
    browser.pane("transcript", "idle").await?;
    let text = browser.run(&format!("return {}.innerText", row(0))).await?;
    let text = text.as_str().unwrap_or_default();
    for part in ["1:1 채팅 상담 문의 드립니다.", "진행중", "lc_biz_api", "해피톡", "접수 2025.10.01 오후 10:11"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(ids(&browser).await?.len(), 20);
    browser.until(&format!("{CONSOLE}.querySelector('.page-count').textContent === '총 22건 · 1 / 2'")).await?;
    browser
        .until(&format!("{CONSOLE}.querySelector('[data-pane=list] > [role=status]').textContent === '상담방 22건'"))
        .await?;

    browser.click(&row(0)).await?;
    browser.until(&format!("{} === '{DOCUMENTS_ROOM}'", shown())).await?;
    browser.pane("transcript", "ready").await?;
    browser.until(&format!("{CONSOLE}.querySelectorAll('article').length === 8")).await?;
    browser.until(&format!("{}.getAttribute('aria-current') === 'true'", row(0))).await?;
    assert_eq!(browser.run("return document.querySelector('happytalk-console').room").await?, DOCUMENTS_ROOM);
    assert_eq!(browser.events("select").await?[0]["detail"], json!({ "room": DOCUMENTS_ROOM }));
    browser.until("window.__events.some((event) => event.name === 'load')").await?;

    browser.click(&row(2)).await?;
    let third = ids(&browser).await?[2].clone();
    browser.until(&format!("{} === '{third}'", shown())).await?;
    let current = format!("return {CONSOLE}.querySelectorAll('[aria-current]').length");
    browser.until(&format!("{}.hasAttribute('aria-current')", row(2))).await?;
    assert_eq!(browser.run(&current).await?, 1, "one room is open");
    browser.screenshot("console").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_is_asked_for_and_the_pages_turn() -> Result {
    let (_stack, browser) = opened(ALL).await?;
    let total = |text: &'static str| format!("{CONSOLE}.querySelector('.page-count')?.textContent === '{text}'");
    browser.until(&total("총 101건 · 1 / 6")).await?;
    let chips = format!(
        "return [...new Set([...{CONSOLE}.querySelectorAll('.room-row .status')].map((chip) => chip.textContent))]"
    );
    let statuses =
        [("-2", "봇 상담 대기"), ("-1", "봇 상담"), ("0", "접수 대기"), ("1", "진행중"), ("2", "완료"), ("3", "삭제")];
    for (status, name) in statuses {
        choose(&browser, "status", status).await?;
        assert_eq!(strings(&browser.run(&chips).await?), [name], "{status}");
    }
    browser.run("history.back()").await?;
    browser.until("new URLSearchParams(location.search).get('status') === '2'").await?;
    browser.until(&format!("{CONSOLE}.querySelector('select[name=status]').value === '2'")).await?;
    browser.pane("list", "ready").await?;

    choose(&browser, "sort", "complate_date").await?;
    choose(&browser, "order", "asc").await?;
    choose(&browser, "limit", "10").await?;
    let closed =
        format!("return [...{CONSOLE}.querySelectorAll('.room-row time:last-of-type')].map((time) => time.dateTime)");
    browser.until(&format!("{CONSOLE}.querySelectorAll('.room-row').length === 10")).await?;
    let first_page = ids(&browser).await?;
    let times: Vec<String> =
        (strings(&browser.run(&closed).await?).chunks(2)).filter_map(|pair| pair.last().cloned()).collect();
    assert!(times.len() == 10 && times.is_sorted(), "the first closed stands first: {times:?}");

    let next = format!("{CONSOLE}.querySelector('[aria-label=\"다음 페이지\"]')");
    browser.click(&next).await?;
    browser.until("new URLSearchParams(location.search).get('page') === '2'").await?;
    browser.pane("list", "ready").await?;
    let second_page = ids(&browser).await?;
    assert!(second_page.iter().all(|id| !first_page.contains(id)), "{second_page:?}");
    let sent = asked(&browser).await?;
    let last = sent.last().cloned().unwrap_or_default();
    assert_eq!(last, "?from=2025-09-22&to=2025-10-01&status=2&sort=complate_date&order=asc&page=2");
    browser.click(&format!("{CONSOLE}.querySelector('[aria-label=\"이전 페이지\"]')")).await?;
    browser.until(&format!("{}?.dataset.room === '{}'", row(0), first_page[0])).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_proxy_with_the_vendors_own_paths_is_enough() -> Result {
    let stack = Stack::start().await?;
    let host = stack.origin();
    let page = format!(
        "<!doctype html><html lang=\"ko\"><title>상담</title><h1>상담</h1>\n\
         <script type=\"module\" src=\"{host}/happytalk.js\"></script>\n\
         <happytalk-console proxy=\"/\" proxy-mode=\"passthrough\" style=\"height: 600px\"></happytalk-console>"
    );
    let proxy = Passthrough::start(&page, "right").await?;
    let browser = Browser::start().await?;
    browser.open(&proxy.url()).await?;
    browser.pane("list", "ready").await?;
    assert_eq!(ids(&browser).await?[0], DOCUMENTS_ROOM);
    choose_in_embedded(&browser, "status", "1").await?;
    browser.click(&row(0)).await?;
    browser.until(&format!("{} === '{DOCUMENTS_ROOM}'", shown())).await?;
    browser.until(&format!("{CONSOLE}.querySelectorAll('article').length === 8")).await?;
    browser.no_complaint_but(&["favicon"]).await?;

    let refused = Passthrough::start(&page, "wrong").await?;
    browser.open(&refused.url()).await?;
    browser.pane("list", "error").await?;
    let text = browser.run(&format!("return {CONSOLE}.querySelector('[role=alert]').textContent")).await?;
    assert_eq!(text, "해피톡이 서버의 인증 정보를 거부했습니다. 서버 담당자에게 확인을 요청해 주세요.");
    browser.run(&format!("document.querySelector('happytalk-console').room = '{DOCUMENTS_ROOM}'")).await?;
    browser.pane("transcript", "error").await?;
    let kinds = browser.events("error").await?;
    let kinds: Vec<_> = kinds.iter().map(|event| &event["detail"]["kind"]).collect();
    assert!(kinds.len() > 1 && kinds.iter().all(|kind| *kind == "vendor"), "{kinds:?}");
    browser.no_complaint_but(&["favicon"]).await
}

async fn choose_in_embedded(browser: &Browser, name: &str, value: &str) -> Result {
    let choose = format!(
        "const select = {CONSOLE}.querySelector('select[name={name}]');
         select.value = '{value}';
         select.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    );
    browser.run(&choose).await?;
    let filtered = format!(
        "[...{CONSOLE}.querySelectorAll('.room-row .status')].every((chip) => chip.textContent === '진행중')
         && {CONSOLE}.querySelector('[data-pane=list]').dataset.state === 'ready'"
    );
    browser.until(&filtered).await
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_page_of_its_own_a_console_leaves_the_address_alone_and_follows_what_the_page_sets() -> Result {
    let (foreign, _stack) = Foreign::embedding(|host| {
        format!("<happytalk-console proxy=\"{host}/api/\" room=\"{DOCUMENTS_ROOM}\"></happytalk-console>")
    })
    .await?;
    let browser = Browser::start().await?;
    browser.open(&foreign.origin()).await?;
    browser.pane("list", "ready").await?;
    browser.until(&format!("{} === '{DOCUMENTS_ROOM}'", shown())).await?;
    let address = browser.run("return location.href").await?;
    let length = browser.run("return history.length").await?;
    browser.click(&row(1)).await?;
    let second = ids(&browser).await?[1].clone();
    browser.until(&format!("{} === '{second}'", shown())).await?;
    assert_eq!(browser.run("return location.href").await?, address);
    assert_eq!(browser.run("return history.length").await?, length);
    assert_eq!(
        browser.events("select").await?.last().map(|event| &event["detail"]["room"]),
        Some(&Value::from(second.clone()))
    );
    let query = "return document.querySelector('happytalk-console').query";
    assert_eq!(browser.run(query).await?, format!("selected={second}"));
    let own = browser.run(&format!("return {CONSOLE}.firstElementChild.offsetHeight <= innerHeight")).await?;
    assert_eq!(own, true, "without a height of its own it is no higher than the window");

    // The page leads: by the attribute, and to a whole place at once.
    browser.run(&format!("document.querySelector('happytalk-console').room = '{DOCUMENTS_ROOM}'")).await?;
    browser.until(&format!("{} === '{DOCUMENTS_ROOM}'", shown())).await?;
    browser.run(&format!("document.querySelector('happytalk-console').query = '{ALL}&status=3'")).await?;
    browser
        .until(&format!(
            "[...{CONSOLE}.querySelectorAll('.room-row .status')].every((chip) => chip.textContent === '삭제')"
        ))
        .await?;
    browser.pane("transcript", "idle").await?;
    browser.until("!document.querySelector('happytalk-console').hasAttribute('room')").await?;
    // Moved away and back, it is where it was.
    browser.run("window.removed = document.querySelector('happytalk-console'); removed.remove()").await?;
    browser.until("!removed.shadowRoot.firstElementChild").await?;
    browser.run("document.body.append(removed)").await?;
    browser.pane("list", "ready").await?;
    assert_eq!(browser.run(query).await?, format!("{ALL}&status=3"));
    browser.no_complaint().await
}
