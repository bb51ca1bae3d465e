//! Long rooms: only the rows around the viewport are mounted, what is being read stays in place, and every row can be reached.

use happytalk_e2e::{
    Browser, Locator, Result, Stack,
    keys::Keys,
    locator::{message, messages, transcript},
};
use serde_json::{Value, json};
use thirtyfour::Key;

pub const ROWS: usize = 1_200;
/// More rows than this are never mounted for a viewport of 900 px: the shortest row is 46 px high, and one screen is mounted on
/// each side.
pub const MAX_MOUNTED: usize = 80;

fn id_at(index: usize) -> String {
    (1000 + index).to_string()
}

/// A row whose text has between one and seven lines. A day has 100 rows.
pub fn row_at(index: usize) -> Value {
    let sender = if index % 5 < 2 { "C" } else { "H" };
    json!({
        "id": id_at(index), "type": "C", "user_type": sender, "contents_type": "text",
        "contents": format!("메시지 {index}{}", " 배송이 언제 시작되는지 궁금합니다.".repeat(index * 7 % 17)),
        "send_date": format!("2025-10-{:02} {:02}:{:02}:00", 1 + index / 100, 9 + index % 100 / 60, index % 100 % 60),
    })
}

pub fn rows() -> Vec<Value> {
    (0..ROWS).map(row_at).collect()
}

pub async fn open(stack: &Stack, browser: &Browser) -> Result {
    browser.open_without_room(&stack.origin()).await?;
    browser.resize(1100, 900).await?;
    browser.show_rows(rows()).await?;
    browser.ready().await?;
    browser.settle().await
}

/// Scrolls the page, and waits until the rows there are mounted.
pub async fn scroll_to(browser: &Browser, top: usize) -> Result {
    let scroll = format!("scrollTo({{ top: {top}, behavior: 'instant' }}); await __queries.frames(4)");
    browser.run(&scroll).await?;
    browser.settle().await
}

/// Expression for the first row that begins in the viewport.
fn first_visible() -> String {
    format!("{}.find((row) => row.getBoundingClientRect().top >= 0)", messages().all())
}

/// Remembers the first visible row and its place.
pub async fn remember_place(browser: &Browser) -> Result {
    let remember = format!(
        "const row = {};
         window.__read = {{ id: row.dataset.messageId, top: row.getBoundingClientRect().top }}",
        first_visible()
    );
    browser.run(&remember).await.map(drop)
}

/// Returns by how many pixels the remembered row moved.
pub async fn moved(browser: &Browser) -> Result<f64> {
    let row = "__queries.shadow('happytalk-transcript')[0].querySelector(`[data-message-id=\"${window.__read.id}\"]`)";
    let moved = browser.run(&format!("return {row}.getBoundingClientRect().top - window.__read.top")).await?;
    moved.as_f64().ok_or_else(|| "the row is gone".into())
}

async fn position_of(browser: &Browser, row: &Locator) -> Result<(f64, f64)> {
    let edges =
        browser.run(&format!("const {{ top, bottom }} = {row}.getBoundingClientRect(); return [top, bottom]")).await?;
    Ok((edges[0].as_f64().ok_or("no top")?, edges[1].as_f64().ok_or("no bottom")?))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_rows_around_the_viewport_are_mounted_and_they_tell_their_place() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    for top in [0, 20_000, 60_000] {
        scroll_to(&browser, top).await?;
        assert!(browser.count_of(&messages()).await? <= MAX_MOUNTED as u64, "at {top}");
        let is_numbered = format!(
            "{}.every((row) => row.ariaSetSize === '{ROWS}'
                && Number(row.ariaPosInSet) === Number(row.dataset.messageId) - 999)",
            messages().all()
        );
        assert!(browser.is(&is_numbered).await?, "at {top}");
        let is_filled = "(() => {
            const rows = __queries.shadow('happytalk-transcript')[0].querySelectorAll('article:not([tabindex=\"0\"])');
            return rows[rows.length - 1].getBoundingClientRect().bottom >= innerHeight;
        })()";
        assert!(browser.is(is_filled).await?, "blank space at {top}");
    }
    scroll_to(&browser, 10_000_000).await?;
    assert!(browser.is(&message(&id_at(ROWS - 1)).is_in_view()).await?, "the last message is at the end");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn scrolling_up_over_rows_of_unknown_height_moves_nothing_else() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    scroll_to(&browser, 60_000).await?;
    let script = format!(
        "let worst = 0;
         for (let step = 0; step < 100; step++) {{
             const row = {};
             const expected = row.getBoundingClientRect().top + 150;
             scrollBy({{ top: -150, behavior: 'instant' }});
             await __queries.frames(2);
             worst = Math.max(worst, Math.abs(row.getBoundingClientRect().top - expected));
         }}
         return worst",
        first_visible()
    );
    let worst = browser.run(&script).await?.as_f64().ok_or("no distance")?;
    assert!(worst < 1.0, "a row moved by {worst} px");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_change_above_move_nothing_below() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    scroll_to(&browser, 30_000).await?;
    remember_place(&browser).await?;

    // A source is opened in a row above the viewport.
    let open_source = "const rows = [...__queries.shadow('happytalk-transcript')[0].querySelectorAll('article')];
        const above = rows.filter((row) => row.getBoundingClientRect().bottom < 0).at(-1);
        __queries.byRole([above], 'button', '원문 보기')[0].click();
        await __queries.frames(4);
        return above.dataset.messageId";
    let opened = browser.run(open_source).await?;
    let opened = message(opened.as_str().ok_or("no row above")?);
    assert!(browser.is(&opened.matching("pre").exists()).await?);
    assert!(moved(&browser).await?.abs() < 1.0);

    // Narrower rows are higher.
    browser
        .run("document.querySelector('happytalk-transcript').style.fontSize = '150%'; await __queries.frames(4)")
        .await?;
    let larger = "document.querySelector('happytalk-transcript').style.setProperty('--ht-font-size', '19px');
        await __queries.frames(6)";
    browser.run(larger).await?;
    assert!(moved(&browser).await?.abs() < 1.0, "{} px", moved(&browser).await?);

    // A new reading has rows above that were not there before.
    let added = (0..40).map(|index| {
        let mut row = row_at(index);
        row["id"] = json!(format!("new-{index}"));
        row
    });
    browser.show_rows(added.chain(rows()).collect::<Vec<_>>()).await?;
    browser.frames(6).await?;
    assert!(moved(&browser).await?.abs() < 1.0, "{} px", moved(&browser).await?);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_is_reached_by_id_and_by_keys() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    let target = message(&id_at(777));
    browser.run(&format!("document.querySelector('happytalk-transcript').scrollToMessage('{}')", id_at(777))).await?;
    browser.until(&target.is_in_view()).await?;
    browser.settle().await?;
    let (top, bottom) = position_of(&browser, &target).await?;
    let middle = f64::midpoint(top, bottom);
    assert!((350.0..550.0).contains(&middle), "the target is at {middle} px, not in the middle");

    let keys = Keys::of(&browser);
    browser.run(&format!("{target}.focus()")).await?;
    for (key, expected) in [(Key::End, ROWS - 1), (Key::Up, ROWS - 2), (Key::Home, 0), (Key::Down, 1)] {
        keys.press(key).await?;
        let row = message(&id_at(expected));
        browser.until_focused(&row).await?;
        browser.until(&row.is_in_view()).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn focus_survives_that_its_row_leaves_the_window() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    let row = message(&id_at(3));
    browser.run(&format!("{row}.focus(); {row}.__mark = true")).await?;
    scroll_to(&browser, 50_000).await?;
    browser.until_focused(&row).await?;
    assert!(browser.count_of(&messages()).await? <= MAX_MOUNTED as u64);
    let (_, bottom) = position_of(&browser, &row).await?;
    assert!(bottom < 0.0, "the row is where it belongs, not in the viewport: {bottom}");
    Keys::of(&browser).press(Key::Down).await?;
    let next = message(&id_at(4));
    browser.until_focused(&next).await?;
    browser.until(&next.is_in_view()).await?;
    assert!(browser.is(&format!("{row}.__mark")).await?, "the element of the row was kept");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn long_room_starts_at_its_end_or_at_a_message() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    browser.resize(1100, 900).await?;
    browser.run("document.querySelector('happytalk-transcript').startAt = 'bottom'").await?;
    browser.show_rows(rows()).await?;
    browser.ready().await?;
    browser.until(&message(&id_at(ROWS - 1)).is_in_view()).await?;
    browser.settle().await?;
    let (_, bottom) = position_of(&browser, &message(&id_at(ROWS - 1))).await?;
    assert!((800.0..=900.0).contains(&bottom), "the last message ends at {bottom} px");

    // A message that arrives while the reader is at the end comes into view.
    browser.show_rows((0..=ROWS).map(row_at).collect::<Vec<_>>()).await?;
    browser.until(&message(&id_at(ROWS)).is_in_view()).await?;

    let other = "const element = document.createElement('happytalk-transcript');
        element.message = '1600';
        document.querySelector('happytalk-transcript').replaceWith(element)";
    browser.run(other).await?;
    browser.show_rows(rows()).await?;
    browser.until(&message("1600").is_in_view()).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn day_of_the_first_visible_row_stays_in_view() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    let target = message(&id_at(650));
    browser.run(&format!("document.querySelector('happytalk-transcript').scrollToMessage('{}')", id_at(650))).await?;
    browser.until(&target.is_in_view()).await?;
    browser.settle().await?;
    let day = transcript().matching("[data-day='2025-10-07']");
    let is_at_top = format!("{}.some((day) => Math.abs(day.getBoundingClientRect().top) < 60)", day.all());
    browser.until(&is_at_top).await
}

#[tokio::test(flavor = "multi_thread")]
async fn place_is_the_same_after_printing() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    scroll_to(&browser, 40_000).await?;
    remember_place(&browser).await?;
    browser.run("dispatchEvent(new Event('beforeprint')); await __queries.frames(1)").await?;
    assert_eq!(browser.count_of(&messages()).await?, ROWS as u64, "every row is printed");
    browser.run("dispatchEvent(new Event('afterprint')); await __queries.frames(6)").await?;
    assert!(browser.count_of(&messages()).await? <= MAX_MOUNTED as u64);
    assert!(moved(&browser).await?.abs() < 1.0, "{} px", moved(&browser).await?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn reader_is_told_that_only_a_part_is_in_the_page_and_can_read_on() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    browser.until(&transcript().contains_text("메시지가 1,200건이어서")).await?;
    scroll_to(&browser, 30_000).await?;
    let read_on = |name: &str, edge: &str| {
        format!(
            "const rows = [...{}].filter((row) => row.tabIndex < 0);
             const edge = Number(rows.at({edge}).ariaPosInSet);
             __queries.byRole(__queries.shadow('happytalk-transcript'), 'button', '{name}')[0].click();
             await __queries.frames(4);
             return Number(__queries.focused().ariaPosInSet) - edge",
            messages().all()
        )
    };
    assert_eq!(browser.run(&read_on("다음 메시지 이어서 읽기", "-1")).await?, json!(1));
    scroll_to(&browser, 60_000).await?;
    assert_eq!(browser.run(&read_on("이전 메시지 이어서 읽기", "0")).await?, json!(-1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn playing_media_is_not_cut_off() -> Result {
    let without_click = "--autoplay-policy=no-user-gesture-required".to_owned();
    let (stack, browser) = (Stack::start().await?, Browser::with_flags(&[without_click]).await?);
    browser.open_without_room(&stack.origin()).await?;
    let mut rows = rows();
    rows[2]["contents_type"] = json!("audio");
    rows[2]["contents"] = json!(stack.url("/demo/media/voice-1.wav"));
    browser.show_rows(rows).await?;
    browser.ready().await?;
    let play = format!(
        "const player = {}; player.loop = true; player.muted = true; player.__mark = true; await player.play();",
        message(&id_at(2)).matching("audio")
    );
    browser.run(&play).await?;
    scroll_to(&browser, 50_000).await?;
    let player = message(&id_at(2)).matching("audio");
    assert!(browser.is(&format!("{player}.__mark && !{player}.paused")).await?);
    browser.run(&format!("{player}.pause()")).await?;
    browser.until(&message(&id_at(2)).is_gone()).await
}
