//! The console's place in the static page's address: reload, back and forward.

use happytalk_e2e::{Result, viewer::CONSOLE};

use super::console::{ALL, ids, opened, row, shown};

#[tokio::test(flavor = "multi_thread")]
async fn filters_page_and_room_survive_a_reload_and_the_way_back() -> Result {
    let (stack, browser) = opened(&format!("{ALL}&limit=10&theme=dark")).await?;
    let param = |name: &str| format!("new URLSearchParams(location.search).get('{name}')");
    browser.click(&format!("{CONSOLE}.querySelector('[aria-label=\"다음 페이지\"]')")).await?;
    browser.until(&format!("{} === '2'", param("page"))).await?;
    browser.pane("list", "ready").await?;
    let rooms = ids(&browser).await?;
    browser.click(&row(3)).await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[3])).await?;
    browser.until(&format!("document.title.startsWith('{}')", rooms[3])).await?;
    let address = browser.run("return location.search").await?;
    assert_eq!(
        address,
        format!("?theme=dark&from=2025-09-22&to=2025-10-01&limit=10&page=2&selected={}", rooms[3]),
        "what the page was told besides is kept"
    );

    browser.web()?.refresh().await?;
    browser.pane("list", "ready").await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[3])).await?;
    assert_eq!(ids(&browser).await?, rooms);
    browser.until(&format!("{}.hasAttribute('aria-current')", row(3))).await?;
    let asked = format!(
        "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/rooms/{}')).length",
        rooms[3]
    );
    assert_eq!(browser.run(&asked).await?, 1, "the room was asked for once, before the viewer was there");

    browser.run("history.back()").await?;
    browser.until(&format!("{} === null", param("selected"))).await?;
    browser.pane("transcript", "idle").await?;
    assert_eq!(ids(&browser).await?, rooms, "the page is still the second");
    browser.run("history.back()").await?;
    browser.until(&format!("{} === null", param("page"))).await?;
    browser.until(&format!("{}?.dataset.room !== '{}'", row(0), rooms[0])).await?;
    browser.pane("list", "ready").await?;
    browser.run("history.go(2)").await?;
    browser.until(&format!("{} === '{}'", shown(), rooms[3])).await?;
    browser.until(&format!("{}?.dataset.room === '{}'", row(0), rooms[0])).await?;
    assert_eq!(browser.run("return location.search").await?, address);
    browser.no_complaint().await?;
    drop(stack);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_says_nothing_that_could_weaken_a_deployment() -> Result {
    let (stack, browser) = opened(
        "proxy=https://evil.example/&proxy-mode=passthrough&credentials=include&token=x&live=0&status=4&limit=999",
    )
    .await?;
    let told = "const element = document.querySelector('happytalk-console');
        return [element.proxy, element.proxyMode, element.credentials, element.token ?? null, element.live, element.compose]";
    let expected = serde_json::json!(["/api/", "gateway", null, null, false, false]);
    assert_eq!(browser.run(told).await?, expected);
    assert_eq!(browser.run("return document.querySelector('happytalk-console').query").await?, "");
    browser.no_complaint().await?;

    browser.open(&stack.url("/?live&compose=1")).await?;
    browser.pane("list", "ready").await?;
    let switches = "const element = document.querySelector('happytalk-console');
        const before = [element.live, element.compose];
        element.compose = false;
        return [...before, element.compose, element.hasAttribute('compose')]";
    assert_eq!(browser.run(switches).await?, serde_json::json!([true, true, false, false]));
    Ok(())
}
