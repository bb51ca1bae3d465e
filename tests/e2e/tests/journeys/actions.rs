//! Following a link out of a message, what is known of it before, and a page that does not want it.

use happytalk_e2e::{Browser, DOCUMENTS_ROOM, Result, Stack, viewer::SHADOW};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_can_stop_a_link_and_is_told_what_was_used() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let link = format!("{SHADOW}.querySelector('article [data-button=\"WEB_LINK\"] a')");
    browser.run("window.stop_it = (event) => event.preventDefault(); document.addEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(&link).await?;
    browser.until("window.__events.some((event) => event.name === 'action')").await?;
    let action = &browser.events("action").await?[0]["detail"];
    assert_eq!(action["type"], "WEB_LINK");
    assert_eq!(action["name"], "링크");
    assert_eq!(action["url"], "https://example.com/");
    assert_eq!(action["messageId"], "942984613");
    assert_eq!(browser.web()?.windows().await?.len(), 1, "preventDefault stops the navigation");

    browser.run("document.removeEventListener('happytalk-action', window.stop_it)").await?;
    browser.click(&link).await?;
    browser.until("window.__events.filter((event) => event.name === 'action').length === 2").await?;
    assert_eq!(browser.web()?.windows().await?.len(), 2, "else a window of its own is opened");
    assert!(browser.web()?.current_url().await?.as_str().starts_with(&stack.origin()), "and this page stays");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_link_leads_is_there_before_it_is_opened() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=&theme=light")).await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    for (fixture, links) in
        [("chat-data-v2", 20), ("every-kind", 5), ("links-deceptive", 12), ("v2-coupons", 3), ("v1-links", 8)]
    {
        super::settings::show(&browser, fixture).await?;
        browser.ready().await?;
        let silent = browser
            .run(&format!(
                "const links = [...{SHADOW}.querySelectorAll(':is([part~=button], [part~=coupon], [part~=quick-reply]) a')];
                 if (links.length < {links}) throw new Error(`only ${{links.length}} links`);
                 const seen = (link) => [...link.querySelectorAll('.label, .host, .coupon-name')].map((part) => part.textContent);
                 return links.filter((link) => !seen(link).some((part) => part.includes(new URL(link.href).hostname))).map((link) => link.outerHTML)"
            ))
            .await?;
        assert_eq!(silent, serde_json::json!([]), "{fixture}");
    }
    super::settings::show(&browser, "links-allowed").await?;
    browser.ready().await?;
    let said = browser
        .run(&format!("return [...{SHADOW}.querySelectorAll('[part~=button] .host')].map((host) => host.textContent)"))
        .await?;
    let said = happytalk_e2e::viewer::strings(&said);
    assert!(said.iter().any(|host| host == "02-1234-5678"), "a number: {said:?}");
    assert!(said.iter().any(|host| host == "help@example.com"), "a mail address: {said:?}");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_whose_words_name_another_host_warns_of_it() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=&theme=light")).await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    super::settings::show(&browser, "links-deceptive").await?;
    browser.ready().await?;
    let found = browser
        .run(&format!(
            "const notes = [...{SHADOW}.querySelectorAll('.host')], warns = (note) => note.textContent.startsWith('실제 주소: ');
             const looks = (wanted) => [...new Set(notes.filter((note) => warns(note) === wanted).map((note) => {{
                 const {{ color, fontWeight }} = getComputedStyle(note);
                 return `${{color}} ${{fontWeight}}`;
             }}))];
             const of = (label) => notes.filter((note) => note.parentElement.textContent.startsWith(label)).map((note) => note.textContent);
             return {{ loud: looks(true), quiet: looks(false), named: of('https://bank.example실'), text: of('https://bank.example@') }}"
        ))
        .await?;
    let expected = serde_json::json!({
        "loud": ["rgb(163, 52, 27) 600"], "quiet": ["rgb(89, 98, 112) 400"],
        "named": ["실제 주소: evil.example"], "text": ["실제 주소: evil.example"],
    });
    assert_eq!(found, expected);
    browser.accessible("links that deceive").await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_says_its_name_is_told_as_that_and_does_nothing() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let saying = "[data-button=TEXT], [data-quick-reply=TEXT]";
    let found = browser
        .run(&format!(
            "const saying = [...{SHADOW}.querySelectorAll('{saying}')];
             for (const item of saying) item.firstElementChild.click();
             return {{
                 count: saying.length,
                 controls: saying.filter((item) => item.matches('[tabindex], [role]') || item.querySelector('a, button, [tabindex], [role]')).length,
                 untold: saying.filter((item) => !item.textContent.includes('대화 항목')).length,
                 cursors: [...new Set(saying.map((item) => getComputedStyle(item.firstElementChild).cursor))],
             }}"
        ))
        .await?;
    assert_eq!(found, serde_json::json!({ "count": 12, "controls": 0, "untold": 0, "cursors": ["default"] }));
    assert!(browser.events("action").await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coupon_without_an_address_has_no_stub_and_an_empty_card_says_so() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=&theme=light")).await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    super::settings::show(&browser, "v2-coupons").await?;
    browser.until(&format!("{SHADOW}.querySelectorAll('[part~=coupon]').length === 3")).await?;
    let stubs = "return [...{SHADOW}.querySelectorAll('[part~=coupon]')].map((coupon) => coupon.querySelectorAll('.ticket > .leaves').length)";
    assert_eq!(browser.run(&stubs.replace("{SHADOW}", SHADOW)).await?, serde_json::json!([1, 0, 1]));
    super::settings::show(&browser, "v2-carousel-odd").await?;
    browser.until(&format!("{SHADOW}.querySelector('[data-carousel-block=\"0\"]')?.textContent === '내용 없음'")).await
}
