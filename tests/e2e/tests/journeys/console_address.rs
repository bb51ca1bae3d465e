//! The console's query in the address of the static page: reload, back and forward.

use happytalk_e2e::{Result, locator::console};
use serde_json::json;

use super::console::{ALL_DAYS, open_console, room_ids, room_row, shows_room};

#[tokio::test(flavor = "multi_thread")]
async fn filters_page_and_room_survive_reload_and_history() -> Result {
    let (_stack, browser) = open_console(&format!("{ALL_DAYS}&limit=10&theme=dark")).await?;
    let param = |name: &str| format!("new URLSearchParams(location.search).get('{name}')");
    browser.click(console().pane("list").button("다음 페이지")).await?;
    browser.until(&format!("{} === '2'", param("page"))).await?;
    browser.pane("list", "ready").await?;
    let rooms = room_ids(&browser).await?;
    browser.click(room_row(3)).await?;
    browser.until(&shows_room(&rooms[3])).await?;
    browser.until(&format!("document.title.startsWith('{}')", rooms[3])).await?;
    let address = browser.run("return location.search").await?;
    assert_eq!(
        address,
        format!("?theme=dark&from=2025-09-22&to=2025-10-01&limit=10&page=2&selected={}", rooms[3]),
        "other parameters are kept"
    );

    browser.web()?.refresh().await?;
    browser.pane("list", "ready").await?;
    browser.until(&shows_room(&rooms[3])).await?;
    assert_eq!(room_ids(&browser).await?, rooms);
    browser.until(&format!("{}.hasAttribute('aria-current')", room_row(3))).await?;
    let reads = format!(
        "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/api/rooms/{}')).length",
        rooms[3]
    );
    assert_eq!(browser.run(&reads).await?, 1, "the loader's early request is the only one");

    browser.run(&format!("window.__row = {}.textContent; history.back()", room_row(0))).await?;
    browser.until(&format!("{} === null", param("selected"))).await?;
    browser.pane("transcript", "idle").await?;
    assert!(browser.is(&format!("{}.textContent === window.__row", room_row(0))).await?, "still the second page");
    browser.run("history.back()").await?;
    browser.until(&format!("{} === null", param("page"))).await?;
    browser.until(&format!("!!{0} && {0}.textContent !== window.__row", room_row(0))).await?;
    browser.pane("list", "ready").await?;
    browser.run("history.go(2)").await?;
    browser.until(&shows_room(&rooms[3])).await?;
    browser.until(&format!("{}?.textContent === window.__row", room_row(0))).await?;
    assert_eq!(browser.run("return location.search").await?, address);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn address_cannot_set_security_options() -> Result {
    let (stack, browser) = open_console(
        "proxy=https://evil.example/&proxy-mode=passthrough&credentials=include&token=x&live=0&status=4&limit=999",
    )
    .await?;
    let options = "const element = document.querySelector('happytalk-console');
        return [element.proxy, element.proxyMode, element.credentials, element.token ?? null, element.live, element.compose]";
    assert_eq!(browser.run(options).await?, json!(["/api/", "gateway", null, null, false, false]));
    assert_eq!(browser.run("return document.querySelector('happytalk-console').query").await?, "");
    browser.no_complaint().await?;

    browser.open(&stack.url("/?live&compose=1")).await?;
    browser.pane("list", "ready").await?;
    let switches = "const element = document.querySelector('happytalk-console');
        const before = [element.live, element.compose];
        element.compose = false;
        return [...before, element.compose, element.hasAttribute('compose')]";
    assert_eq!(browser.run(switches).await?, json!([true, true, false, false]));
    Ok(())
}
