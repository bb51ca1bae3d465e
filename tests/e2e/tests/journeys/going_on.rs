//! What a room that goes on takes from nobody: a place on the page, what is being written, a secret.

use std::time::Duration;

use happytalk_e2e::{
    Result,
    axe::say,
    between::{Fault, received},
    viewer::{CONSOLE, SHADOW},
};
use serde_json::json;
use thirtyfour::Key;
use tokio::time::sleep;

use super::live::Watched;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_what_stands_below_the_element_is_left_there() -> Result {
    let watched = Watched::open("live&compose").await?;
    watched.listens().await?;
    let browser = &watched.browser;
    let below = "const below = document.createElement('p');
        below.style.height = '3000px';
        document.body.append(below);
        scrollTo(0, 1e6);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return scrollY";
    let place = browser.run(below).await?;
    let end = format!("{SHADOW}.querySelector('.brink').getBoundingClientRect().bottom");
    assert_eq!(browser.run(&format!("return {end} < 0")).await?, true, "the room is out of sight");
    watched.says("m", "아래를 읽는 동안").await?;
    watched.until_marks("아래를 읽는 동안", &["received"]).await?;
    // And the reading that follows.
    sleep(Duration::from_millis(2_800)).await;
    let grown = format!("return scrollY - {place}");
    // What was added above may move the page by its own height, so that what is read stays where it is.
    let moved = browser.run(&grown).await?.as_f64().unwrap_or(f64::NAN);
    assert!((0.0..200.0).contains(&moved), "{moved} px");
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_message_of_an_empty_room_takes_nothing_from_who_is_writing() -> Result {
    let watched = Watched::open("").await?;
    let (browser, between) = (&watched.browser, &watched.between);
    let empty = json!({ "result": "success", "data": [{
        "chat": { "id": watched.room, "users_id": "test-user", "status": "1" }, "message": [],
    }] });
    between.fail(&format!("GET /api/rooms/{}", watched.room), Fault::Answer(200, empty), 99);
    browser.open(&between.url(&format!("/?room={}&live&compose", watched.room))).await?;
    browser.state("empty").await?;
    let seen = between.seen("GET /api/events").len();
    between.until_seen("GET /api/events", seen + 1).await?;
    browser.until(&format!("{SHADOW}.querySelector('textarea')")).await?;
    browser
        .run(&format!(
            "window.__field = {SHADOW}.querySelector('textarea'); __field.focus(); __field.value = '쓰는 중'; __field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
        ))
        .await?;
    sleep(Duration::from_millis(500)).await;
    watched.says("first", "무엇을 도와드릴까요?").await?;
    watched.until_marks("무엇을 도와드릴까요?", &["received"]).await?;
    browser.state("ready").await?;
    let same = format!(
        "const field = {SHADOW}.querySelector('textarea'); return [field === window.__field, {SHADOW}.activeElement === field, field.value]"
    );
    assert_eq!(browser.run(&same).await?, json!([true, true, "쓰는 중"]));
    // Who writes and does not see it hears it.
    browser.until(&format!("[...{SHADOW}.querySelectorAll('[role=status]')].some((voice) => voice.textContent.includes('상담원: 무엇을 도와드릴까요?'))")).await?;
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_for_a_message_of_unknown_fate_is_told_what_was_found_and_may_give_it_up() -> Result {
    let watched = Watched::open("compose").await?;
    let browser = &watched.browser;
    watched.between.fail("POST /api/rooms/", Fault::LoseRequest, 1);
    watched.types("어디로 갔을까").await?;
    watched.press(Key::Enter).await?;
    watched.until_marks("어디로 갔을까", &["unknown"]).await?;
    let row = Watched::row_of("어디로 갔을까");
    let words = "해피톡 상담 내역에 아직 나타나지 않은 메시지입니다";
    assert_eq!(browser.run(&format!("return {row}.textContent.includes('{words}')")).await?, false);
    watched.act("어디로 갔을까", "확인").await?;
    browser.until(&format!("/ \\d\\d:\\d\\d:\\d\\d · {words}/.test({row}.textContent)")).await?;
    browser.screenshot("composer-looked-for").await?;
    browser
        .until(&format!(
            "[...{SHADOW}.querySelectorAll('[role=status]')].some((voice) => voice.textContent.includes('{words}'))"
        ))
        .await?;
    watched.act("어디로 갔을까", "지우기").await?;
    watched.until_marks("어디로 갔을까", &[]).await?;
    // What was said is no news after a while.
    browser
        .until(&format!(
            "[...{SHADOW}.querySelectorAll('[role=status]')].every((voice) => !voice.textContent.includes('{words}'))"
        ))
        .await?;
    browser.no_complaint_but(&["ERR_EMPTY_RESPONSE", "Failed to load resource"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lists_row_follows_the_open_room_and_keeps_its_secrets() -> Result {
    let watched = Watched::open("").await?;
    let (browser, room) = (&watched.browser, &watched.room);
    let query = format!("from=2025-09-22&to=2025-10-01&status=1&order=asc&limit=50&locked=hide&live&selected={room}");
    browser.open(&watched.between.url(&format!("/?{query}"))).await?;
    browser.pane("list", "ready").await?;
    browser.pane("transcript", "ready").await?;
    let row = format!("{CONSOLE}.querySelector('[data-room=\"{room}\"]')");
    // The list came after the room, and the tab key stops at its row all the same.
    browser.until(&format!("{row}?.tabIndex === 0 && {row}.ariaCurrent === 'true'")).await?;
    watched.between.until_seen("GET /api/events", 1).await?;
    sleep(Duration::from_millis(500)).await;

    let mut secure = received(room, "secure", "");
    secure["type"] = json!("template");
    secure["content"] =
        json!({ "type": "TEXT", "message": "임시 비밀번호는 7731입니다.", "isLocked": true }).to_string().into();
    watched.stack.hook(&secure).await?;
    browser.until(&format!("{row}.querySelector('.room-last').textContent === '보안 메시지'")).await?;
    let told = format!("return {CONSOLE}.firstElementChild.textContent.includes('7731')");
    assert_eq!(browser.run(&told).await?, false, "neither here nor there");
    // Shown where the reader may see it, and hidden again.
    browser.run("document.querySelector('happytalk-console').locked = 'show'").await?;
    browser.until(&format!("{row}.querySelector('.room-last').textContent.includes('7731')")).await?;
    browser.run("document.querySelector('happytalk-console').locked = 'hide'").await?;
    browser.until(&format!("{row}.querySelector('.room-last').textContent === '보안 메시지'")).await?;

    let mut last = received(room, "end", "상담을 마칩니다.");
    last["auto_end"] = json!("Y");
    watched.stack.hook(&last).await?;
    browser.until(&format!("{row}.querySelector('.status').textContent === '완료'")).await?;
    browser.until(&format!("{row}.querySelector('.room-last').textContent === '상담을 마칩니다.'")).await?;
    browser.screenshot("console-row-followed").await?;

    // Read again by hand, the open room keeps its rows and its place.
    let first = format!("{CONSOLE}.querySelector('article')");
    browser.run(&format!("window.__first = {first}")).await?;
    let reads = watched.between.seen(&format!("GET /api/rooms/{room}")).len();
    browser.click(&format!("{CONSOLE}.querySelector('.pager [aria-label=새로고침]')")).await?;
    watched.between.until_seen(&format!("GET /api/rooms/{room}"), reads + 1).await?;
    sleep(Duration::from_millis(500)).await;
    assert_eq!(browser.run(&format!("return window.__first === {first}")).await?, true);
    browser.until(&format!("{row}.querySelector('.room-last').textContent === '상담을 마칩니다.'")).await?;
    say("console: the open room's row follows it");
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_leave_one_after_the_other() -> Result {
    let watched = Watched::open("compose").await?;
    let slow = "window.__wire = [];
        const real = window.fetch;
        window.fetch = async (resource, how) => {
            if (how?.method !== 'POST') return real(resource, how);
            const { msg } = JSON.parse(how.body);
            window.__wire.push(`${msg} leaves`);
            await new Promise((done) => setTimeout(done, msg === '먼저' ? 900 : 0));
            const answer = await real(resource, how);
            window.__wire.push(`${msg} is there`);
            return answer;
        }";
    watched.browser.run(slow).await?;
    for text in ["먼저", "나중"] {
        watched.types(text).await?;
        watched.press(Key::Enter).await?;
    }
    watched.until_marks("나중", &["-"]).await?;
    let order = watched.browser.run("return window.__wire").await?;
    assert_eq!(order, json!(["먼저 leaves", "먼저 is there", "나중 leaves", "나중 is there"]));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn elements_with_equal_headers_share_one_stream() -> Result {
    let watched = Watched::open("").await?;
    let (browser, between) = (&watched.browser, &watched.between);
    let other = watched.stack.examples().into_iter().find(|id| *id != watched.room).ok_or("another room")?;
    let add = |room: &str, value: &str| {
        format!(
            "const element = document.createElement('happytalk-transcript');
             Object.assign(element, {{ room: '{room}', live: true, headers: {{ 'x-team': '{value}' }} }});
             document.body.append(element)"
        )
    };
    for (room, value) in [(&*watched.room, "a"), (&other, "a"), (&watched.room, "b")] {
        browser.run(&add(room, value)).await?;
    }
    let rooms = |team: &str| {
        let mut of_team = between.seen("GET /api/events").into_iter().filter(|seen| seen.header("x-team") == team);
        of_team.next_back().map_or(0, |seen| seen.line.matches("room=").count())
    };
    for _ in 0..200 {
        if (rooms("a"), rooms("b")) == (2, 1) {
            return browser.no_complaint_but(&[]).await;
        }
        sleep(Duration::from_millis(50)).await;
    }
    Err(format!("{} and {} rooms in one stream", rooms("a"), rooms("b")).into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_with_only_the_list_hears_of_its_tokens_end() -> Result {
    let (_stack, browser) = super::console::opened("").await?;
    let token = "const part = (value) => btoa(JSON.stringify(value)).replaceAll('=', '');
        const exp = Math.floor(Date.now() / 1000) + 61;
        document.querySelector('happytalk-console').token = [part({ alg: 'EdDSA' }), part({ exp }), 'x'].join('.')";
    browser.run(token).await?;
    browser.click(&format!("{CONSOLE}.querySelector('.pager [aria-label=새로고침]')")).await?;
    browser.until("window.__events.some((event) => event.name === 'token-expiring')").await?;
    browser.no_complaint().await
}
