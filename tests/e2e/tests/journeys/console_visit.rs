//! A whole visit to the console without a mouse: a period, the third room, a message, its answer, and back to the list.

use happytalk_e2e::{
    Browser, Result, Stack,
    axe::say,
    viewer::{CONSOLE, strings},
    walk::{Focus, Walk},
};
use serde_json::json;
use thirtyfour::Key;

use super::{
    composer::UNHURRIED,
    console::{ids, shown},
};

const SAID: &str = "안녕하세요, 배송 언제 오나요?";
const ANSWER: &str = "주문하신 상품은 오늘 출고되어 내일 도착할 예정입니다.";

/// Types a day into the date field that has the keyboard, in whichever order the browser's language gives its parts.
async fn type_day(browser: &Browser, walk: &Walk<'_>, name: &str, day: [&str; 3]) -> Result {
    let value = format!("return {CONSOLE}.querySelector('[name={name}]').value");
    let [year, month, of_month] = day;
    let parts = browser.run("return new Intl.DateTimeFormat(navigator.language).formatToParts(new Date()).map((part) => part.type).filter((type) => type !== 'literal')").await?;
    for part in strings(&parts) {
        // Four digits are a year; then, or at two digits, the browser goes on to the next part by itself.
        walk.write(match part.as_str() {
            "year" => year,
            "month" => month,
            _ => of_month,
        })
        .await?;
    }
    assert_eq!(browser.run(&value).await?, json!(day.join("-")), "{parts}");
    Ok(())
}

/// What the rows that say so are: their sender, and `received`, … or `-` for one of the record.
fn rows_that_say(text: &str) -> String {
    format!(
        "[...{CONSOLE}.querySelectorAll('article')].filter((row) => row.textContent.includes({}))
            .map((row) => `${{row.dataset.sender}} ${{row.dataset.provisional ?? '-'}}`).join()",
        json!(text)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_picks_a_period_opens_the_third_room_reads_writes_and_goes_back() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?live&compose")).await?;
    browser.pane("list", "ready").await?;
    let walk = Walk::begin(&browser).await?;

    // The period: the third of three.
    walk.on("radio", "오늘").await?;
    walk.press(Key::Right).await?;
    walk.on("radio", "날짜").await?;
    walk.press(Key::Right).await?;
    walk.on("radio", "기간").await?;
    for (name, label, day) in [("from", "시작일", ["2025", "09", "22"]), ("to", "종료일", ["2025", "10", "01"])] {
        walk.to(Key::Tab, "Date", label).await?;
        type_day(&browser, &walk, name, day).await?;
    }
    walk.step("a period");
    walk.to(Key::Tab, "button", "조회").await?;
    walk.press(Key::Enter).await?;
    browser.until("location.search.includes('from=2025-09-22&to=2025-10-01')").await?;
    browser.until(&format!("{CONSOLE}.querySelector('.page-count')?.textContent === '총 101건 · 1 / 6'")).await?;
    walk.on("button", "조회").await?;
    walk.step("search");

    let rooms = ids(&browser).await?;
    let titles = format!("return [...{CONSOLE}.querySelectorAll('.room-title')].map((title) => title.textContent)");
    let titles = strings(&browser.run(&titles).await?);
    walk.to(Key::Tab, "button", &titles[0]).await?;
    walk.press(Key::Down).await?;
    walk.on("button", &titles[1]).await?;
    walk.press(Key::Down).await?;
    walk.on("button", &titles[2]).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[2])).await?;
    browser.pane("transcript", "ready").await?;
    walk.on("button", &titles[2]).await?;
    walk.step("the third room");

    // Enter on a room that is open leads into it, past all that stands between.
    walk.press(Key::Enter).await?;
    walk.on("article", "").await?;
    walk.step("into the transcript");
    let place = format!("{CONSOLE}.activeElement.dataset.index");
    let last = browser.run(&format!("return {CONSOLE}.querySelectorAll('article').length - 1")).await?;
    let last = last.as_u64().ok_or("a number of messages")?;
    let (mut read, end) = (0, last.to_string());
    while browser.run(&format!("return {place}")).await? != end {
        walk.press(Key::Down).await?;
        walk.on("article", "").await?;
        read += 1;
        assert!(read < 4 * last, "{read} keys through {last} messages");
    }
    walk.press(Key::Up).await?;
    let message = walk.on("article", "").await?;
    walk.press(Key::Enter).await?;
    let inside = walk.focus().await?;
    assert!(inside.seen && inside != message, "{inside:?}");
    assert_eq!(browser.run(&format!("return !!{CONSOLE}.activeElement.closest('article')")).await?, true);
    walk.press(Key::Escape).await?;
    assert_eq!(walk.on("article", "").await?, message);
    walk.press(Key::End).await?;
    walk.step("reading");

    walk.to(Key::Tab, "textbox", "메시지 내용").await?;
    walk.step("to the composer");
    walk.write(SAID).await?;
    let field = Focus { role: "textbox".into(), name: "메시지 내용".into(), seen: true };
    assert_eq!(walk.focus().await?, field);
    walk.press(Key::Enter).await?;
    browser.until(&format!("/^customer (sending|sent|-)$/.test({})", rows_that_say(SAID))).await?;
    assert_eq!(walk.focus().await?, field);
    walk.step("writing");
    // The record has both; neither took the keyboard.
    browser.until_within(&format!("{} === 'customer -'", rows_that_say(SAID)), UNHURRIED).await?;
    browser.until_within(&format!("{} === 'counselor -'", rows_that_say(ANSWER)), UNHURRIED).await?;
    browser
        .until(&format!("[...{CONSOLE}.querySelectorAll('article')].at(-1).textContent.includes({})", json!(ANSWER)))
        .await?;
    let in_sight =
        format!("return [...{CONSOLE}.querySelectorAll('article')].at(-1).getBoundingClientRect().top < innerHeight");
    assert_eq!(browser.run(&in_sight).await?, true);
    assert_eq!(walk.focus().await?, field);
    browser.screenshot("console-visit").await?;

    walk.press(Key::Escape).await?;
    walk.on("button", &titles[2]).await?;
    walk.step("back to the list");
    let current = format!("return {CONSOLE}.activeElement.getAttribute('aria-current')");
    assert_eq!(browser.run(&current).await?, "true");
    // The row has followed: what was said last is the answer.
    let row = format!("return {CONSOLE}.activeElement.querySelector('.room-last').textContent");
    assert!(browser.run(&row).await?.as_str().is_some_and(|last| last.starts_with(ANSWER)));
    say(&format!("the console by keys alone: {}", walk.end().await?));
    browser.no_complaint().await
}
