//! Links in messages: the event of the page, the host shown before a link is opened, and deceptive links.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    locator::{messages, transcript},
    viewer::SHADOW,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn action_event_is_cancelable_and_describes_the_link() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let link = messages().matching("[data-button=WEB_LINK] a");
    browser.run("window.stop_it = (event) => event.preventDefault(); document.addEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(&link).await?;
    browser.until_event("action", 1).await?;
    let action = &browser.events("action").await?[0]["detail"];
    assert_eq!(action["type"], "WEB_LINK");
    assert_eq!(action["name"], "링크");
    assert_eq!(action["url"], "https://example.com/");
    assert_eq!(action["messageId"], "942984613");
    assert_eq!(browser.web()?.windows().await?.len(), 1, "preventDefault stops the navigation");

    browser.run("document.removeEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(&link).await?;
    browser.until_event("action", 2).await?;
    assert_eq!(browser.web()?.windows().await?.len(), 2, "the link opens a window of its own");
    assert!(browser.web()?.current_url().await?.as_str().starts_with(&stack.origin()), "this page stays");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn links_show_their_host_before_they_are_opened() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    for (fixture, links) in
        [("chat-data-v2", 20), ("every-kind", 5), ("links-deceptive", 12), ("v2-coupons", 3), ("v1-links", 8)]
    {
        browser.show(fixture).await?;
        browser.ready().await?;
        let without_host = browser
            .run(&format!(
                "const links = [...{SHADOW}.querySelectorAll(':is([part~=button], [part~=coupon], [part~=quick-reply]) a')];
                 if (links.length < {links}) throw new Error(`only ${{links.length}} links`);
                 return links.filter((link) => !link.textContent.includes(new URL(link.href).hostname)).map((link) => link.outerHTML)"
            ))
            .await?;
        assert_eq!(without_host, json!([]), "{fixture}");
    }
    browser.show("links-allowed").await?;
    browser.ready().await?;
    for address in ["02-1234-5678", "help@example.com"] {
        let shown = format!("__queries.byExactText({}, '{address}').length > 0", transcript().part("button").all());
        assert!(browser.is(&shown).await?, "{address} is shown");
    }
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn link_with_a_deceptive_text_shows_its_actual_host() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    browser.show("links-deceptive").await?;
    browser.ready().await?;
    let found = browser
        .run(&format!(
            "const links = [...{SHADOW}.querySelectorAll('article a[href]')];
             const warnings = (link) => __queries.byText([link], '실제 주소: ');
             const hosts = (link) => __queries.byExactText([link], new URL(link.href).hostname);
             const styles = (notes) => [...new Set(notes.map((note) => {{
                 const {{ color, fontWeight }} = getComputedStyle(note);
                 return `${{color}} ${{fontWeight}}`;
             }}))];
             const warningsOf = (isLabel) => links.filter((link) => isLabel(__queries.firstText(link)))
                 .flatMap(warnings).map((note) => note.textContent);
             return {{
                 warnings: styles(links.flatMap(warnings)),
                 hosts: styles(links.filter((link) => !warnings(link).length).flatMap(hosts)),
                 button: warningsOf((label) => label === 'https://bank.example'),
                 text: warningsOf((label) => label.startsWith('https://bank.example@')),
             }}"
        ))
        .await?;
    let expected = json!({
        "warnings": ["rgb(163, 52, 27) 600"], "hosts": ["rgb(89, 98, 112) 400"],
        "button": ["실제 주소: evil.example"], "text": ["실제 주소: evil.example"],
    });
    assert_eq!(found, expected);
    browser.accessible("deceptive links").await
}

#[tokio::test(flavor = "multi_thread")]
async fn text_buttons_are_labelled_and_are_no_controls() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let text_buttons = transcript().matching("[data-button=TEXT], [data-quick-reply=TEXT]");
    let found = browser
        .run(&format!(
            "const items = {};
             for (const item of items) item.firstElementChild.click();
             return {{
                 count: items.length,
                 controls: items.filter((item) => item.matches('[tabindex], [role]') || item.querySelector('a, button, [tabindex], [role]')).length,
                 unlabelled: items.filter((item) => !item.textContent.includes('대화 항목')).length,
                 cursors: [...new Set(items.map((item) => getComputedStyle(item.firstElementChild).cursor))],
             }}",
            text_buttons.all()
        ))
        .await?;
    assert_eq!(found, json!({ "count": 12, "controls": 0, "unlabelled": 0, "cursors": ["default"] }));
    assert!(browser.events("action").await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn coupon_without_url_has_no_link_and_empty_card_says_so() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    browser.show("v2-coupons").await?;
    let coupons = transcript().part("coupon");
    browser.until(&coupons.count_is(3)).await?;
    let links = format!(
        "return {}.map((coupon) => [coupon.querySelectorAll('a').length, coupon.textContent.includes('새 창')])",
        coupons.all()
    );
    assert_eq!(browser.run(&links).await?, json!([[2, true], [0, false], [1, true]]));
    browser.show("v2-carousel-odd").await?;
    let first_card = transcript().matching("[data-carousel-block='0']");
    browser.until(&format!("{first_card}?.textContent === '내용 없음'")).await
}
