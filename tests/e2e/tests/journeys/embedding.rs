//! The viewer in a host page: another origin, a strict policy that requires Trusted Types, two rooms.

use std::time::{Duration, Instant};

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, HostPage, Result, Stack, say, upgraded_site::UpgradedSite};
use serde_json::{Value, json};

const HOST_PAGE_ROOMS: [&str; 2] = ["first", "second"];

/// Opens a page that embeds two rooms of the gateway.
async fn open_host_page() -> Result<(Stack, HostPage, Browser)> {
    let (page, stack) = HostPage::embedding(|host| {
        format!(
            "<happytalk-transcript id=\"first\" proxy=\"{host}/api/\" room=\"{DOCUMENTS_ROOM}\"></happytalk-transcript>\
             <happytalk-transcript id=\"second\" proxy=\"{host}/api\" room=\"fail-503\"></happytalk-transcript>"
        )
    })
    .await?;
    let browser = Browser::start().await?;
    browser.open(&page.origin()).await?;
    Ok((stack, page, browser))
}

fn root(id: &str) -> String {
    format!("document.getElementById('{id}').shadowRoot.firstElementChild")
}

async fn state(browser: &Browser, id: &str, state: &str) -> Result {
    browser
        .until(&format!("document.getElementById('{id}').shadowRoot?.firstElementChild?.dataset.state === '{state}'"))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn page_on_another_origin_embeds_and_changes_two_rooms() -> Result {
    let (_stack, _page, browser) = open_host_page().await?;
    state(&browser, "first", "ready").await?;
    state(&browser, "second", "error").await?;
    let rows = |id: &str| format!("{}.querySelectorAll('article').length", root(id));
    browser.until(&format!("{} === 8", rows("first"))).await?;
    let refused = browser.run("try { document.body.innerHTML = ''; return false } catch { return true }").await?;
    assert_eq!(refused, true, "the page requires Trusted Types");
    browser.no_complaint_but(&["status of 404", "TrustedHTML", "require-trusted-types-for"]).await?;

    browser.run(&format!("document.getElementById('second').room = '{DOCUMENTS_ROOM}'")).await?;
    state(&browser, "second", "ready").await?;
    browser.until(&format!("{} === 8", rows("second"))).await?;

    browser.run("document.getElementById('second').setAttribute('lang', 'en')").await?;
    browser.until(&format!("{}.lang === 'en' && {0}.textContent.includes('Read')", root("second"))).await?;
    assert_eq!(
        browser.run(&format!("return {}.lang", root("first"))).await?,
        "ko",
        "the other element keeps its language"
    );

    let color = format!("getComputedStyle({}).backgroundColor", root("second"));
    let before = browser.run(&format!("return {color}")).await?;
    browser.run("document.getElementById('second').theme = 'dark'").await?;
    browser.until(&format!("{color} !== {before}")).await?;

    let answer = r#"{"result":"success","data":[{"chat":{"id":"data"},"message":[
        {"id":"1","type":"C","user_type":"C","contents_type":"text","contents":"데이터로 받은 글"},{"id":"2","type":"C","contents_type":"image","contents":7}]}]}"#;
    for form in ["answer", "JSON.parse(answer)", "new TextEncoder().encode(answer).buffer"] {
        browser.run("document.getElementById('second').data = null").await?;
        state(&browser, "second", "ready").await?;
        browser.until(&format!("{} === 8", rows("second"))).await?;
        browser
            .run(&format!("const answer = {}; document.getElementById('second').data = {form}", json!(answer)))
            .await?;
        browser.until(&format!("{}.textContent.includes('데이터로 받은 글')", root("second"))).await?;
        assert_eq!(browser.run(&format!("return {}", rows("second"))).await?, 2, "{form}");
    }

    browser.run("window.removed = document.getElementById('first'); removed.remove()").await?;
    browser.until("!removed.shadowRoot.querySelector('article')").await?;
    browser.run("document.body.append(removed)").await?;
    state(&browser, "first", "ready").await?;
    browser.until(&format!("{} === 8", rows("first"))).await?;

    for name in ["ready", "load"] {
        for id in HOST_PAGE_ROOMS {
            let seen = browser.events(name).await?.iter().any(|event| event["target"] == id);
            assert!(seen, "{name} of {id}");
        }
    }
    let failed = browser.events("error").await?;
    assert_eq!((&failed[0]["target"], &failed[0]["detail"]["kind"]), (&json!("second"), &json!("not-found")));
    browser.screenshot("embedded").await?;
    browser.no_complaint_but(&["status of 404"]).await
}

/// Collects garbage, and returns the numbers of nodes, listeners, documents, reachable elements and mounted handles.
async fn count_live_objects(browser: &Browser) -> Result<Value> {
    for _ in 0..3 {
        browser.run("await __queries.idle(); globalThis.gc?.()").await?;
        browser.cdp("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let metrics = browser.cdp("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let found = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
        found.map_or(Value::Null, |metric| metric["value"].clone())
    };
    let alive = browser.run("return (window.refs ?? []).filter((ref) => ref.deref()).length").await?;
    let glue = "const glue = performance.getEntriesByType('resource').find((entry) => /happytalk-viewer[^/]*\\.js/.test(entry.name)).name;
        return (await import(glue)).mounted()";
    let mounted = browser.run(glue).await?;
    Ok(json!({
        "nodes": metric("Nodes"), "listeners": metric("JSEventListeners"), "documents": metric("Documents"),
        "elements": alive, "handles": mounted,
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn hundred_removals_leak_no_listener_node_or_handle() -> Result {
    let (_stack, _page, browser) = open_host_page().await?;
    state(&browser, "first", "ready").await?;
    browser.cdp("Performance.enable", json!({})).await?;
    browser.run("for (const element of document.querySelectorAll('happytalk-transcript')) element.remove(); window.refs = []").await?;
    let round = |count: u32| {
        format!(
            "const pictures = document.querySelector('script[src]').src.replace('happytalk.js', 'x');
             const answer = {answer}.replaceAll('https://example.com/data', pictures);
             let used = 0;
             for (let at = 0; at < {count}; at++) {{
                 const element = document.createElement('happytalk-transcript');
                 element.data = answer;
                 element.setAttribute('locked', 'cover');
                 document.body.append(element);
                 while (!element.shadowRoot.querySelector('article')) await new Promise((done) => setTimeout(done, 1));
                 // Everything that adds elements later: covered messages, failed pictures, sources.
                 const buttons = (name) => __queries.byRole([element.shadowRoot], 'button', name);
                 for (let covered; (covered = buttons('내용 보기')).length; used += covered.length) {{
                     for (const button of covered) button.click();
                     await new Promise((done) => setTimeout(done, 1));
                 }}
                 for (const image of element.shadowRoot.querySelectorAll('img')) image.dispatchEvent(new Event('error'));
                 for (const source of element.shadowRoot.querySelectorAll('button[aria-expanded=false]')) source.click();
                 while (!element.shadowRoot.querySelector('pre')) await new Promise((done) => setTimeout(done, 1));
                 used += buttons('다시 시도').length + element.shadowRoot.querySelectorAll('pre').length;
                 element.remove();
                 window.refs.push(new WeakRef(element));
                 while (element.shadowRoot.firstChild) await new Promise((done) => setTimeout(done, 1));
             }}
             window.__events.length = 0;
             if (used < 8 * {count}) throw new Error(`only ${{used}} were added`);",
            answer = json!(
                std::str::from_utf8(
                    happytalk_model::fixtures::by_name("chat-data-v2").expect("the documents' answer").bytes
                )
                .expect("UTF-8")
            ),
        )
    };
    // The first rounds create retained objects: compiled code and templates.
    browser.run(&round(5)).await?;
    browser.run("window.refs.length = 0").await?;
    let before = count_live_objects(&browser).await?;
    browser.run(&round(100)).await?;
    let is_freed = |after: &Value| {
        let no_more = |what: &str| after[what].as_f64() <= before[what].as_f64();
        let none = |what: &str| after[what] == 0;
        ["nodes", "listeners", "documents"].into_iter().all(no_more) && none("handles") && none("elements")
    };
    // The browser frees the last objects in idle time.
    let start = Instant::now();
    let mut after = count_live_objects(&browser).await?;
    while !is_freed(&after) && start.elapsed() < Duration::from_secs(20) {
        after = count_live_objects(&browser).await?;
    }
    say(&format!("removals: before {before}, after 100 more {after}"));
    assert_eq!(after["handles"], 0);
    assert_eq!(after["elements"], 0, "elements are still reachable");
    for what in ["nodes", "listeners", "documents"] {
        let (before, after) = (before[what].as_f64().unwrap_or(-1.0), after[what].as_f64().unwrap_or(f64::MAX));
        assert!(before >= 0.0 && after <= before, "{what}: {before} before, {after} after");
    }
    browser.no_complaint_but(&["status of 404", "ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn element_that_moves_to_another_document_keeps_its_styles_and_its_content() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let appearance = "const root = window.__element.shadowRoot, bubble = root.querySelector('[part=bubble]');
        const style = (bubble.ownerDocument.defaultView ?? window).getComputedStyle(bubble);
        return [style.backgroundColor, style.borderRadius, style.padding, root.querySelectorAll('article').length]";
    let before = browser
        .run(&format!("window.__element = document.querySelector('happytalk-transcript'); {appearance}"))
        .await?;
    // Like a pop-up window or a picture-in-picture window: a document of the same origin.
    let move_away = "const frame = document.createElement('iframe');
        frame.style.cssText = 'width: 900px; height: 600px';
        document.body.append(frame);
        frame.contentDocument.body.append(window.__element);
        await __queries.frames(3)";
    browser.run(move_away).await?;
    assert_eq!(browser.run(appearance).await?, before);
    browser.run("document.body.append(window.__element); await __queries.frames(3)").await?;
    assert_eq!(browser.run(appearance).await?, before);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn page_that_was_opened_before_an_upgrade_loads_the_viewer() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let site = UpgradedSite::start(&stack).await?;
    browser.open(&site.url()).await?;
    browser.until("customElements.get('happytalk-transcript')").await?;
    let add = "const element = document.createElement('happytalk-transcript');
        document.body.append(element);
        element.data = { result: 'success', data: [{ chat: { id: 'r' }, message: [
            { id: '1', type: 'C', user_type: 'C', contents_type: 'text', contents: '안녕하세요' }] }] }";
    browser.run(add).await?;
    browser.ready().await?;
    assert!(browser.text().await?.contains("안녕하세요"));
    Ok(())
}
