//! Live updates must not change the scroll position, drafts, hidden texts, or the number of streams.

use happytalk_e2e::{
    Result,
    fault_proxy::{Fault, webhook_text},
    locator::{announced, console, transcript},
    say,
};
use serde_json::json;

use super::{
    console::room_row,
    live::{ObservedRoom, saying},
};

#[tokio::test(flavor = "multi_thread")]
async fn new_message_keeps_the_scroll_position_below_the_element() -> Result {
    let observed = ObservedRoom::open("live&compose").await?;
    observed.until_streaming().await?;
    let browser = &observed.browser;
    let add_content_below = "const below = document.createElement('p');
        below.style.height = '3000px';
        document.body.append(below);
        scrollTo(0, 1e6);
        await __queries.frames(2);
        return scrollY";
    let place = browser.run(add_content_below).await?;
    let is_above_view = "document.querySelector('happytalk-transcript').getBoundingClientRect().bottom < 0";
    assert!(browser.is(is_above_view).await?, "the room is out of view");
    observed.receive("m", "아래를 읽는 동안").await?;
    observed.until_delivery("아래를 읽는 동안", &["received"]).await?;
    observed.refresh().await?;
    // Scroll anchoring may move the page by the height of the new row, so that the visible content keeps its place.
    let moved = browser.run(&format!("return scrollY - {place}")).await?.as_f64().unwrap_or(f64::NAN);
    assert!((0.0..200.0).contains(&moved), "{moved} px");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn first_message_of_an_empty_room_keeps_draft_and_focus() -> Result {
    let observed = ObservedRoom::open("").await?;
    let (browser, proxy) = (&observed.browser, &observed.proxy);
    let empty = json!({ "result": "success", "data": [{
        "chat": { "id": observed.room, "users_id": "test-user", "status": "1" }, "message": [],
    }] });
    proxy.inject(&format!("GET /api/rooms/{}", observed.room), Fault::Respond(200, empty), 99);
    browser.open(&proxy.url(&format!("/?room={}&live&compose", observed.room))).await?;
    browser.state("empty").await?;
    proxy.until_streams(1).await?;
    let field = transcript().named("textbox", "메시지 내용");
    browser.until(&field.exists()).await?;
    let write = format!(
        "window.__field = {field}; __field.focus(); __field.value = '쓰는 중'; __field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    );
    browser.run(&write).await?;
    observed.receive("first", "무엇을 도와드릴까요?").await?;
    observed.until_delivery("무엇을 도와드릴까요?", &["received"]).await?;
    browser.state("ready").await?;
    let kept = format!("return [{field} === window.__field, {}, {field}.value]", field.has_focus());
    assert_eq!(browser.run(&kept).await?, json!([true, true, "쓰는 중"]));
    browser.until(&announced("상담원: 무엇을 도와드릴까요?")).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_message_can_be_checked_and_discarded() -> Result {
    let observed = ObservedRoom::open("compose").await?;
    let browser = &observed.browser;
    observed.proxy.inject("POST /api/rooms/", Fault::LoseRequest, 1);
    observed.send("어디로 갔을까").await?;
    observed.until_delivery("어디로 갔을까", &["unknown"]).await?;
    let message = saying("어디로 갔을까");
    let words = "해피톡 상담 내역에 아직 나타나지 않은 메시지입니다";
    assert!(!browser.text_of(&message).await?.contains(words));
    observed.act("어디로 갔을까", "확인").await?;
    // The result of the check has its time.
    browser.until(&format!("/ \\d\\d:\\d\\d:\\d\\d · {words}/.test({message}.textContent)")).await?;
    browser.screenshot("composer-checked").await?;
    browser.until(&announced(words)).await?;
    observed.act("어디로 갔을까", "지우기").await?;
    observed.until_delivery("어디로 갔을까", &[]).await?;
    // The live region is cleared after a while.
    browser.until(&format!("!{}", announced(words))).await?;
    browser.no_complaint_but(&["ERR_EMPTY_RESPONSE", "Failed to load resource"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn list_row_follows_the_open_room_and_hides_secure_text() -> Result {
    let observed = ObservedRoom::open("").await?;
    let (browser, room) = (&observed.browser, &observed.room);
    let query = format!("from=2025-09-22&to=2025-10-01&status=1&order=asc&limit=50&locked=hide&live&selected={room}");
    browser.open(&observed.proxy.url(&format!("/?{query}"))).await?;
    browser.pane("list", "ready").await?;
    browser.pane("transcript", "ready").await?;
    let list: serde_json::Value = observed
        .stack
        .get("/api/rooms?from=2025-09-22&to=2025-10-01&status=1&order=asc&limit=50")
        .await?
        .json()
        .await?;
    let rooms = list.pointer("/data/chat_list").and_then(serde_json::Value::as_array).ok_or("a list")?;
    let index = rooms.iter().position(|listed| listed["id"] == **room).ok_or("the room is listed")?;
    let row = room_row(index);
    // The row of the open room is current and the list's tab stop, although the list was loaded after the room.
    browser.until(&format!("{row}?.tabIndex === 0 && {row}.ariaCurrent === 'true'")).await?;
    observed.proxy.until_streams(1).await?;

    let mut secure = webhook_text(room, "secure", "");
    secure["type"] = json!("template");
    secure["content"] =
        json!({ "type": "TEXT", "message": "임시 비밀번호는 7731입니다.", "isLocked": true }).to_string().into();
    observed.stack.hook(&secure).await?;
    browser.until(&row.text("보안 메시지").exists()).await?;
    assert!(!browser.text_of(&console().matching("[data-pane]")).await?.contains("7731"), "the list hides it");
    assert!(!browser.text_of(&console().pane("transcript")).await?.contains("7731"), "the transcript hides it");
    // The row follows the setting.
    browser.run("document.querySelector('happytalk-console').locked = 'show'").await?;
    browser.until(&row.contains_text("7731")).await?;
    browser.run("document.querySelector('happytalk-console').locked = 'hide'").await?;
    browser.until(&format!("!({}) && {}", row.contains_text("7731"), row.contains_text("보안 메시지"))).await?;

    let mut final_text = webhook_text(room, "end", "상담을 마칩니다.");
    final_text["auto_end"] = json!("Y");
    observed.stack.hook(&final_text).await?;
    browser.until(&format!("__queries.byExactText([{row}], '완료').length === 1")).await?;
    browser.until(&row.text("상담을 마칩니다.").exists()).await?;
    browser.screenshot("console-row-followed").await?;

    // A refresh by hand keeps the rows of the open room.
    let first = console().messages().nth(0);
    browser.run(&format!("window.__first = {first}")).await?;
    let reads = observed.finished_reads().await?;
    browser.click(console().pane("list").button("새로고침")).await?;
    observed.until_read(reads + 1).await?;
    assert!(browser.is(&format!("window.__first === {first}")).await?);
    browser.until(&row.text("상담을 마칩니다.").exists()).await?;
    say("console: the row of the open room follows it");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_sent_one_after_another() -> Result {
    let observed = ObservedRoom::open("compose").await?;
    // The second message is typed while the first request is pending.
    let hold_first = "window.__log = [];
        window.__release = Promise.withResolvers();
        const real = window.fetch;
        window.fetch = async (resource, options) => {
            const isSend = (options?.method ?? resource.method) === 'POST';
            if (!isSend) return real(resource, options);
            const body = options?.body ?? await resource.clone().text();
            const { msg } = JSON.parse(body);
            window.__log.push(`${msg} sent`);
            if (msg === '먼저') await window.__release.promise;
            const response = await real(resource, options);
            window.__log.push(`${msg} answered`);
            return response;
        }";
    observed.browser.run(hold_first).await?;
    observed.send("먼저").await?;
    observed.send("나중").await?;
    observed.until_delivery("나중", &["sending"]).await?;
    observed.browser.settle().await?;
    observed.browser.run("window.__release.resolve()").await?;
    observed.until_delivery("나중", &["recorded"]).await?;
    let order = observed.browser.run("return window.__log").await?;
    assert_eq!(order, json!(["먼저 sent", "먼저 answered", "나중 sent", "나중 answered"]));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn elements_with_equal_headers_share_one_stream() -> Result {
    let observed = ObservedRoom::open("").await?;
    let (browser, proxy) = (&observed.browser, &observed.proxy);
    let other = observed.stack.examples().into_iter().find(|id| *id != observed.room).ok_or("another room")?;
    let add = |room: &str, value: &str| {
        format!(
            "const element = document.createElement('happytalk-transcript');
             Object.assign(element, {{ room: '{room}', live: true, headers: {{ 'x-team': '{value}' }} }});
             document.body.append(element)"
        )
    };
    for (room, value) in [(&*observed.room, "a"), (&other, "a"), (&observed.room, "b")] {
        browser.run(&add(room, value)).await?;
    }
    let rooms_of_last_stream = |team: &str| {
        let requests = proxy.requests("GET /api/events");
        let last = requests.iter().rfind(|request| request.header("x-team") == team);
        last.map_or(0, |request| request.line.matches("room=").count())
    };
    let is_shared = || (rooms_of_last_stream("a"), rooms_of_last_stream("b")) == (2, 1);
    proxy.until("two rooms in one stream and one in another", is_shared).await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn token_expiring_is_sent_without_an_open_room() -> Result {
    let (_stack, browser) = super::console::open_console("").await?;
    let token = "const part = (value) => btoa(JSON.stringify(value)).replaceAll('=', '');
        const exp = Math.floor(Date.now() / 1000) + 61;
        document.querySelector('happytalk-console').token = [part({ alg: 'EdDSA' }), part({ exp }), 'x'].join('.')";
    browser.run(token).await?;
    browser.click(console().pane("list").button("새로고침")).await?;
    browser.until_event("token-expiring", 1).await?;
    browser.no_complaint().await
}
