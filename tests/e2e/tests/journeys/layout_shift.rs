//! Layout shifts: none from the first paint on, with and without pictures.

use std::collections::BTreeMap;

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    fixture_page::{LIGHT, LOOPBACK_ONLY},
    say,
    viewer::{SHADOW, strings},
};
use happytalk_model::fixtures;
use serde_json::json;

/// Describes all layout shifts since the last call, or since the page started, including those right after input.
///
/// Shifts of the browser's own controls inside a media player do not count. Entries arrive some frames late.
async fn take_shifts(browser: &Browser) -> Result<Vec<String>> {
    let script = "
        const found = [];
        const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        await __queries.frames(8);
        found.push(...observer.takeRecords());
        observer.disconnect();
        const since = window.__since ?? 0;
        window.__since = performance.now();
        const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
        const players = [...document.querySelector('happytalk-transcript').shadowRoot.querySelectorAll('audio, video')];
        const inside = (outer, inner) => inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
        const own = ({ currentRect }) => players.some((player) => inside(player.getBoundingClientRect(), currentRect));
        const source = ({ node, previousRect, currentRect }) =>
            `${node?.nodeName}.${node?.className} from ${box(previousRect)} to ${box(currentRect)}`;
        return found.filter((shift) => shift.startTime >= since && !(shift.sources.length && shift.sources.every(own))).map((shift) => `${shift.value} at ${Math.round(shift.startTime)} ms: ${shift.sources.map(source).join('; ')}`)";
    Ok(strings(&browser.run(script).await?))
}

/// Scrolls from the top to the end and back like a reader, and waits for the pictures that this loads.
async fn read_through(browser: &Browser) -> Result {
    let script = format!(
        "const page = document.scrollingElement;
         const settled = () => [...{SHADOW}.querySelectorAll('img')].every((image) => image.complete || image.getBoundingClientRect().top > 2 * innerHeight);
         for (let top = 0; ; top += innerHeight / 2) {{
             scrollTo(0, top);
             await __queries.frames(4);
             for (const end = performance.now() + 5000; !settled() && performance.now() < end; ) await __queries.frames(2);
             if (top + innerHeight >= page.scrollHeight) break;
         }}
         scrollTo(0, 0);
         await __queries.frames(8);"
    );
    browser.run(&script).await.map(drop)
}

/// Counts every text, link, button, coupon, quick reply and card of the transcript.
async fn count_contents(browser: &Browser) -> Result<BTreeMap<String, usize>> {
    let script = format!(
        "const root = {SHADOW}, found = [];
         const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
         while (walk.nextNode()) {{
             const text = walk.currentNode.data.trim();
             if (text) found.push(`text ${{text}}`);
         }}
         for (const what of ['article', '[data-button]', '[data-button=COUPON]', '[data-quick-reply]', '[data-carousel-block]', 'a[href]'])
             for (const element of root.querySelectorAll(what)) found.push(what === 'a[href]' ? `link ${{element.href}}` : what);
         return found"
    );
    let mut counted = BTreeMap::new();
    for item in strings(&browser.run(&script).await?) {
        *counted.entry(item).or_default() += 1;
    }
    Ok(counted)
}

#[tokio::test(flavor = "multi_thread")]
async fn rooms_have_no_layout_shift_and_lose_nothing_without_pictures() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let mut rooms = vec![DOCUMENTS_ROOM.to_owned()];
    rooms.extend(stack.examples().into_iter().take(2));
    let (mut wrong, mut pages) = (Vec::new(), 0);
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    for (width, height) in [(1100, 900), (390, 844)] {
        browser.resize(width, height).await?;
        for room in &rooms {
            let mut whole = BTreeMap::new();
            for blocked in [false, true] {
                let urls = if blocked { json!(["*/demo/media/*"]) } else { json!([]) };
                browser.cdp("Network.setBlockedURLs", json!({ "urls": urls })).await?;
                browser.open(&stack.url(&format!("/?room={room}"))).await?;
                browser.ready().await?;
                browser.until_event("load", 1).await?;
                read_through(&browser).await?;
                pages += 1;
                let what = format!("{room} at {width} px{}", if blocked { " without pictures" } else { "" });
                wrong.extend(take_shifts(&browser).await?.iter().map(|shift| format!("{what}: shift of {shift}")));
                let there = count_contents(&browser).await?;
                let loaded = format!(
                    "return [...{SHADOW}.querySelectorAll('img')].filter((image) => image.complete && image.naturalWidth).length"
                );
                let loaded = browser.run(&loaded).await?;
                if blocked {
                    assert_eq!(loaded, 0, "{what}: pictures are blocked");
                    let short =
                        whole.iter().filter(|(item, count)| there.get(*item).is_none_or(|there| there < *count));
                    wrong.extend(short.map(|(item, _)| format!("{what}: lost {item}")));
                } else {
                    assert!(loaded.as_u64() > Some(0), "{what}: there are pictures to block");
                    whole = there;
                }
            }
        }
    }
    say(&format!("layout shift: {pages} pages scrolled to the end and back, {} shifts or losses", wrong.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    browser.run("document.body.prepend(Object.assign(document.createElement('p'), { textContent: 'late' }))").await?;
    assert!(!take_shifts(&browser).await?.is_empty(), "a shift is detected");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fixture_shifts_when_pictures_load_or_fail() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::with_flags(&[LOOPBACK_ONLY.to_owned()]).await?);
    let (mut wrong, mut pages) = (Vec::new(), 0);
    for urls in [json!([]), json!(["*/demo/media/*"])] {
        browser.cdp("Network.enable", json!({})).await?;
        browser.cdp("Network.setBlockedURLs", json!({ "urls": urls })).await?;
        browser.open_with(&stack.origin(), &LIGHT).await?;
        for fixture in fixtures::chat_data() {
            browser.show_fixture(fixture).await?;
            pages += 1;
            let name = |shift| format!("{}, {urls} blocked: shift of {shift}", fixture.name);
            wrong.extend(take_shifts(&browser).await?.into_iter().map(name));
        }
    }
    say(&format!("layout shift: {pages} fixtures shown, {} shifts", wrong.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
