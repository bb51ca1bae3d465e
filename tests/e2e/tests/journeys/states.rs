//! The states that are no failures: nothing asked for, loading, nothing there.

use happytalk_e2e::{Browser, Result, Stack};

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_vendor_is_waited_for_in_words_and_then_given_up_in_words() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=slow-10s")).await?;
    browser.state("loading").await?;
    browser.until("document.querySelector('happytalk-transcript').shadowRoot.querySelector('[role=status]')").await?;
    let loading = browser.run("return document.querySelector('happytalk-transcript').shadowRoot.textContent").await?;
    assert!(loading.as_str().is_some_and(|text| text.contains("상담 내용을 불러오는 중입니다")), "{loading}");
    browser.screenshot("loading").await?;
    browser.state("error").await?;
    let text = browser.text().await?;
    assert!(text.contains("응답이 늦어 상담 내용을 불러오지 못했습니다."), "{text}");
    assert!(text.contains("다시 시도"), "{text}");
    let error = browser.events("error").await?;
    assert_eq!((&error[0]["detail"]["kind"], &error[0]["detail"]["status"]), (&"timeout".into(), &504.into()));
    browser.no_complaint_but(&["status of 504"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_without_messages_and_an_answer_without_a_room_are_empty_not_failures() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (room, words) in [("empty", "이 상담방에는 메시지가 없습니다."), ("no-room", "조회된 상담방이 없습니다.")]
    {
        browser.open(&stack.url(&format!("/?room={room}"))).await?;
        browser.state("empty").await?;
        let text = browser.text().await?;
        assert!(text.contains(words), "{room}: {text}");
        assert_eq!(browser.count("article").await?, 0);
        browser.until("window.__events.some((event) => event.name === 'load')").await?;
        assert_eq!(browser.events("load").await?[0]["detail"]["messages"], 0, "{room}");
        browser.screenshot(room).await?;
        browser.no_complaint().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_room_the_reader_is_asked_for_one() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=")).await?;
    browser.state("idle").await?;
    browser
        .until("document.querySelector('happytalk-transcript').shadowRoot.textContent.includes('상담방을 선택')")
        .await?;
    browser.screenshot("idle").await?;
    // The samples it warms up with leave nothing, and ask for nothing.
    let left = "await new Promise((done) => setTimeout(done, 1_000));
        const asked = performance.getEntriesByType('resource').filter((entry) => entry.name.includes('.example'));
        return [document.querySelector('happytalk-transcript').shadowRoot.children.length, asked.length]";
    assert_eq!(browser.run(left).await?, serde_json::json!([1, 0]));
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_id_no_vendor_would_give_is_refused_without_asking() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=..%2F..%2Fhealthz")).await?;
    browser.state("error").await?;
    assert!(browser.text().await?.contains("상담방 번호를 확인해 주세요"));
    browser.until("window.__events.some((event) => event.name === 'error')").await?;
    assert_eq!(browser.events("error").await?[0]["detail"]["kind"], "bad-request");
    let asked =
        "return performance.getEntriesByType('resource').filter((entry) => /api|healthz/.test(entry.name)).length";
    assert_eq!(browser.run(asked).await?, 0);
    browser.no_complaint().await
}
