//! Long rooms in host pages: boxes that scroll, boxes out of view, content above the element.

use happytalk_e2e::{Browser, Result, Stack, locator::messages};
use serde_json::json;

use super::windowing::{MAX_MOUNTED, ROWS, moved, open, remember_place, row_at, rows, scroll_to};

#[tokio::test(flavor = "multi_thread")]
async fn only_the_box_around_the_element_scrolls() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    browser.resize(1100, 900).await?;
    let embed = "const element = document.querySelector('happytalk-transcript');
        const [before, frame, after] = ['div', 'div', 'div'].map((name) => document.createElement(name));
        before.style.height = after.style.height = '1500px';
        frame.style.cssText = 'height: 500px; overflow: auto';
        frame.id = 'frame';
        document.body.replaceChildren(before, frame, after);
        frame.append(element);
        scrollTo({ top: 1300, behavior: 'instant' })";
    browser.run(embed).await?;
    browser.show_rows(rows()).await?;
    browser.ready().await?;
    browser.settle().await?;
    let scroll = "document.querySelector('#frame').scrollTo({ top: 30000, behavior: 'instant' });
        await __queries.frames(6);";
    browser.run(scroll).await?;
    browser.settle().await?;
    assert!(browser.count_of(&messages()).await? <= MAX_MOUNTED as u64);
    let upwards = "const frame = document.querySelector('#frame');
        const visible = () => [...__queries.shadow('happytalk-transcript')[0].querySelectorAll('article')]
            .find((row) => row.getBoundingClientRect().top >= frame.getBoundingClientRect().top);
        let worst = 0;
        for (let step = 0; step < 60; step++) {
            const row = visible();
            const expected = row.getBoundingClientRect().top + 120;
            frame.scrollBy({ top: -120, behavior: 'instant' });
            await __queries.frames(2);
            worst = Math.max(worst, Math.abs(row.getBoundingClientRect().top - expected));
        }
        // The page scrolls: the box is only carried along.
        const position = frame.scrollTop;
        scrollBy({ top: 100, behavior: 'instant' });
        await __queries.frames(4);
        return [worst, frame.scrollTop - position, scrollY]";
    let result = browser.run(upwards).await?;
    let worst = result[0].as_f64().ok_or("no distance")?;
    assert!(worst < 1.0, "a row moved by {worst} px");
    assert_eq!((&result[1], &result[2]), (&json!(0), &json!(1400)), "the box moved, or the page");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn list_is_never_blank_after_it_was_out_of_view_or_replaced() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    browser.resize(1100, 900).await?;
    let embed = "const element = document.querySelector('happytalk-transcript');
        const [frame, after] = ['div', 'div'].map((name) => document.createElement(name));
        frame.style.cssText = 'height: 600px; overflow: auto';
        after.style.height = '5000px';
        frame.id = 'frame';
        document.body.replaceChildren(frame, after);
        frame.append(element)";
    browser.run(embed).await?;
    browser.show_rows(rows()).await?;
    browser.ready().await?;
    browser.settle().await?;
    let is_filled = "(() => {
        const frame = document.querySelector('#frame').getBoundingClientRect();
        const rows = [...__queries.shadow('happytalk-transcript')[0].querySelectorAll('article')].map((row) => row.getBoundingClientRect());
        return rows.some(({ top, bottom }) => top < frame.top + 300 && bottom > frame.top + 100);
    })()";
    // The box is scrolled, then the page until the box is far above the viewport, and back.
    let out_and_back = "const frame = document.querySelector('#frame');
        frame.scrollTo({ top: 20000, behavior: 'instant' });
        await __queries.frames(4);
        scrollTo({ top: 3000, behavior: 'instant' });
        await __queries.frames(4);
        scrollTo({ top: 0, behavior: 'instant' });
        await __queries.frames(6)";
    browser.run(out_and_back).await?;
    browser.until(is_filled).await?;

    // Other messages take the place of all.
    let other = (0..ROWS).map(|index| {
        let mut row = row_at(index);
        row["id"] = json!(format!("other-{index}"));
        row
    });
    browser.show_rows(other.collect::<Vec<_>>()).await?;
    browser.until(is_filled).await?;
    assert!(browser.count_of(&messages()).await? <= MAX_MOUNTED as u64);

    // The host makes the box higher.
    browser.run("document.querySelector('#frame').style.height = '890px'; await __queries.frames(6)").await?;
    let is_filled_below = is_filled.replace("+ 300", "+ 880").replace("+ 100", "+ 700");
    browser.until(&is_filled_below).await
}

#[tokio::test(flavor = "multi_thread")]
async fn content_that_grows_above_the_list_does_not_move_what_is_read() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    open(&stack, &browser).await?;
    browser
        .run("const banner = document.createElement('div'); banner.id = 'banner'; document.body.prepend(banner)")
        .await?;
    scroll_to(&browser, 30_000).await?;
    remember_place(&browser).await?;
    browser.run("document.querySelector('#banner').style.height = '240px'; await __queries.frames(6)").await?;
    assert!(moved(&browser).await?.abs() < 1.0, "{} px", moved(&browser).await?);
    Ok(())
}
