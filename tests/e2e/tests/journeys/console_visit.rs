//! A whole visit to the console with the keyboard: a period, the third room, a message, its answer, back to the list.

use happytalk_e2e::{
    Browser, Result, Stack,
    keyboard_session::{Focus, KeyboardSession},
    locator::{Locator, console, focused},
    say,
    viewer::strings,
};
use serde_json::json;
use thirtyfour::Key;

use super::{
    composer::UNHURRIED,
    console::{room_ids, room_rows, shows_room},
};

const QUESTION: &str = "안녕하세요, 배송 언제 오나요?";
const ANSWER: &str = "주문하신 상품은 오늘 출고되어 내일 도착할 예정입니다.";

/// Types a day into the focused date field, in the order of the browser's language.
async fn type_day(browser: &Browser, keyboard: &KeyboardSession<'_>, field: &Locator, day: [&str; 3]) -> Result {
    let value = format!("return {field}.value");
    let [year, month, of_month] = day;
    let parts = browser.run("return new Intl.DateTimeFormat(navigator.language).formatToParts(new Date()).map((part) => part.type).filter((type) => type !== 'literal')").await?;
    for part in strings(&parts) {
        // The browser moves on to the next part after four digits of a year and two digits of another part.
        keyboard
            .type_text(match part.as_str() {
                "year" => year,
                "month" => month,
                _ => of_month,
            })
            .await?;
    }
    assert_eq!(browser.run(&value).await?, json!(day.join("-")), "{parts}");
    Ok(())
}

/// Returns sender and delivery state of the messages with a text.
fn sender_and_delivery(text: &str) -> String {
    format!(
        "{}.filter((message) => message.textContent.includes({}))
            .map((message) => `${{message.dataset.sender}} ${{__queries.delivery(message)}}`).join()",
        console().messages().all(),
        json!(text)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_console_visit_works_with_the_keyboard_alone() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?live&compose")).await?;
    browser.pane("list", "ready").await?;
    let keyboard = KeyboardSession::start(&browser).await?;

    // The period is the third option.
    keyboard.until_on("radio", "오늘").await?;
    keyboard.press(Key::Right).await?;
    keyboard.until_on("radio", "날짜").await?;
    keyboard.press(Key::Right).await?;
    keyboard.until_on("radio", "기간").await?;
    for (label, day) in [("시작일", ["2025", "09", "22"]), ("종료일", ["2025", "10", "01"])] {
        keyboard.press_until(Key::Tab, "Date", label).await?;
        let field = console().matching(&format!("input[aria-label={label}]"));
        type_day(&browser, &keyboard, &field, day).await?;
    }
    keyboard.end_step("a period");
    keyboard.press_until(Key::Tab, "button", "조회").await?;
    keyboard.press(Key::Enter).await?;
    browser.until("location.search.includes('from=2025-09-22&to=2025-10-01')").await?;
    browser.until(&console().pane("list").contains_text("총 101건 · 1 / 6")).await?;
    keyboard.until_on("button", "조회").await?;
    keyboard.end_step("search");

    let rooms = room_ids(&browser).await?;
    let titles = format!("return {}.map(__queries.firstText)", room_rows().all());
    let titles = strings(&browser.run(&titles).await?);
    keyboard.press_until(Key::Tab, "button", &titles[0]).await?;
    keyboard.press(Key::Down).await?;
    keyboard.until_on("button", &titles[1]).await?;
    keyboard.press(Key::Down).await?;
    keyboard.until_on("button", &titles[2]).await?;
    browser.until(&shows_room(&rooms[2])).await?;
    browser.pane("transcript", "ready").await?;
    keyboard.until_on("button", &titles[2]).await?;
    keyboard.end_step("the third room");

    // Enter on the row of the open room moves the focus to its first message.
    keyboard.press(Key::Enter).await?;
    keyboard.until_on("article", "").await?;
    keyboard.end_step("into the transcript");
    let last = browser.count_of(&console().messages()).await? - 1;
    let mut read = 0;
    while !browser.is(&console().messages().last().has_focus()).await? {
        keyboard.press(Key::Down).await?;
        keyboard.until_on("article", "").await?;
        read += 1;
        assert!(read < 4 * last, "{read} keys through {last} messages");
    }
    keyboard.press(Key::Up).await?;
    let message = keyboard.until_on("article", "").await?;
    keyboard.press(Key::Enter).await?;
    let inside = keyboard.focus().await?;
    assert!(inside.is_visible && inside != message, "{inside:?}");
    assert!(browser.is(&focused().closest_message().exists()).await?);
    keyboard.press(Key::Escape).await?;
    assert_eq!(keyboard.until_on("article", "").await?, message);
    keyboard.press(Key::End).await?;
    keyboard.end_step("reading");

    keyboard.press_until(Key::Tab, "textbox", "메시지 내용").await?;
    keyboard.end_step("to the composer");
    keyboard.type_text(QUESTION).await?;
    let field = Focus { role: "textbox".into(), name: "메시지 내용".into(), is_visible: true };
    assert_eq!(keyboard.focus().await?, field);
    keyboard.press(Key::Enter).await?;
    browser.until(&format!("/^customer (sending|sent|recorded)$/.test({})", sender_and_delivery(QUESTION))).await?;
    assert_eq!(keyboard.focus().await?, field);
    keyboard.end_step("writing");
    // Both messages are recorded, and the focus has not moved.
    browser.until_within(&format!("{} === 'customer recorded'", sender_and_delivery(QUESTION)), UNHURRIED).await?;
    browser.until_within(&format!("{} === 'counselor recorded'", sender_and_delivery(ANSWER)), UNHURRIED).await?;
    let answer = console().messages().last();
    browser.until(&answer.contains_text(ANSWER)).await?;
    assert!(browser.is(&format!("{answer}.getBoundingClientRect().top < innerHeight")).await?);
    assert_eq!(keyboard.focus().await?, field);
    browser.screenshot("console-visit").await?;

    keyboard.press(Key::Escape).await?;
    keyboard.until_on("button", &titles[2]).await?;
    keyboard.end_step("back to the list");
    assert!(browser.is(&format!("{}.ariaCurrent === 'true'", focused())).await?);
    // The row shows the answer as the last message.
    assert!(browser.is(&focused().contains_text(ANSWER)).await?);
    say(&format!("the console with the keyboard alone: {}", keyboard.finish().await?));
    browser.no_complaint().await
}
