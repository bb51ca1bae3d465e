//! Nothing jumps: no layout shift from the first paint on, pictures or none.

use std::collections::BTreeMap;

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    axe::say,
    corpus::{LIGHT, NOWHERE_ELSE},
    viewer::{SHADOW, strings},
};
use happytalk_model::fixtures;
use serde_json::json;

/// Every shift since the page began or was last asked, in words; those right after a key or a click too. Only
/// the controls that the browser itself draws in a player are its own affair. A shift is one of a frame, which may take
/// its time.
async fn shifts(browser: &Browser) -> Result<Vec<String>> {
    let script = "
        const found = [];
        const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
        await new Promise((done) => setTimeout(done, 100));
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

/// Reads the room as somebody would, from the top to the end and back, and waits for what that loads.
async fn read_through(browser: &Browser) -> Result {
    let script = format!(
        "const page = document.scrollingElement;
         const frames = async () => {{ for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame); }};
         const pause = (time) => Promise.all([frames(), new Promise((done) => setTimeout(done, time))]);
         const settled = () => [...{SHADOW}.querySelectorAll('img')].every((image) => image.complete || image.getBoundingClientRect().top > 2 * innerHeight);
         for (let top = 0; ; top += innerHeight / 2) {{
             scrollTo(0, top);
             await pause(60);
             for (const end = performance.now() + 5000; !settled() && performance.now() < end; ) await pause(20);
             if (top + innerHeight >= page.scrollHeight) break;
         }}
         scrollTo(0, 0);
         await pause(200);"
    );
    browser.run(&script).await.map(drop)
}

/// Every piece of text with how often it stands there, and how many buttons, coupons and quick replies there are.
async fn contents(browser: &Browser) -> Result<BTreeMap<String, usize>> {
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
async fn nothing_jumps_and_without_pictures_nothing_is_lost() -> Result {
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
                browser.until("window.__events.some((event) => event.name === 'load')").await?;
                read_through(&browser).await?;
                pages += 1;
                let what = format!("{room} at {width} px{}", if blocked { " without pictures" } else { "" });
                wrong.extend(shifts(&browser).await?.iter().map(|shift| format!("{what}: shift of {shift}")));
                let there = contents(&browser).await?;
                let loaded = format!(
                    "return [...{SHADOW}.querySelectorAll('img')].filter((image) => image.complete && image.naturalWidth).length"
                );
                let loaded = browser.run(&loaded).await?;
                if blocked {
                    assert_eq!(loaded, 0, "{what}: they are blocked");
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
    say(&format!("layout shift: {pages} pages read from top to end and back, {} shifts or losses", wrong.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    browser.run("document.body.prepend(Object.assign(document.createElement('p'), { textContent: 'late' }))").await?;
    assert!(!shifts(&browser).await?.is_empty(), "a shift would be seen");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fixture_jumps_whether_its_pictures_come_or_fail() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::with_flags(&[NOWHERE_ELSE.to_owned()]).await?);
    let (mut wrong, mut pages) = (Vec::new(), 0);
    for urls in [json!([]), json!(["*/demo/media/*"])] {
        browser.cdp("Network.enable", json!({})).await?;
        browser.cdp("Network.setBlockedURLs", json!({ "urls": urls })).await?;
        browser.open_set(&stack.origin(), &LIGHT).await?;
        for fixture in fixtures::chat_data() {
            browser.draw(fixture).await?;
            pages += 1;
            let name = |shift| format!("{}, {urls} blocked: shift of {shift}", fixture.name);
            wrong.extend(shifts(&browser).await?.into_iter().map(name));
        }
    }
    say(&format!("layout shift: {pages} fixtures drawn, {} shifts", wrong.len()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
