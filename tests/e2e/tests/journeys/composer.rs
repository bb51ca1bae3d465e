//! Sending messages as the customer: accepted, refused and unknown ones.

use std::{collections::BTreeSet, time::Duration};

use happytalk_e2e::{
    Locator, Result,
    fault_proxy::{Fault, Request},
    locator::{announced, messages, transcript},
    say,
    viewer::SHADOW,
};
use serde_json::{Value, json};
use thirtyfour::{Key, error::WebDriverErrorInner};

use super::live::{ObservedRoom, saying};

/// Timeout for an answer: the simulated counselor waits, and the page reads the record some seconds after a message.
pub const UNHURRIED: Duration = Duration::from_secs(45);

/// Start of the request line of a message.
const SEND: &str = "POST /api/rooms/";

fn composer() -> Locator {
    transcript().named("region", "메시지 보내기")
}

/// Returns the text field, whose name depends on the kind of message.
fn field() -> Locator {
    composer().role("textbox")
}

fn unavailable(status: u16) -> Fault {
    Fault::Respond(status, json!({ "title": "x", "status": status }))
}

impl ObservedRoom {
    async fn type_text(&self, text: &str) -> Result {
        Ok(self.browser.find(field()).await?.send_keys(text).await?)
    }

    async fn press(&self, key: Key) -> Result {
        Ok(self.browser.web()?.action_chain().send_keys(key).perform().await?)
    }

    async fn insert_line_break(&self) -> Result {
        let chain = self.browser.web()?.action_chain().key_down(Key::Shift).send_keys(Key::Enter).key_up(Key::Shift);
        Ok(chain.perform().await?)
    }

    /// Types a message and sends it with Enter.
    pub async fn send(&self, text: &str) -> Result {
        self.type_text(text).await?;
        self.press(Key::Enter).await
    }

    /// Clicks a button of the message with this text, once smooth scrolling no longer moves it.
    pub async fn act(&self, text: &str, label: &str) -> Result {
        let button = saying(text).button(label);
        let mut tries_left = 3;
        loop {
            self.browser.until(&button.exists()).await?;
            self.browser.run(&format!("{button}?.scrollIntoView({{ block: 'center', behavior: 'instant' }})")).await?;
            self.browser.at_rest(&button).await?;
            match self.browser.find(&button).await?.click().await {
                // A refresh has replaced the row in the meantime.
                Err(error)
                    if tries_left > 0 && matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_)) =>
                {
                    tries_left -= 1;
                }
                done => return Ok(done?),
            }
        }
    }

    fn sent(&self) -> Vec<Request> {
        self.proxy.requests(&format!("POST /api/rooms/{}/messages", self.room))
    }

    fn idempotency_keys(&self) -> BTreeSet<String> {
        self.sent().iter().map(|request| request.header("idempotency-key").to_owned()).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn message_is_sent_as_the_customer_and_recorded() -> Result {
    let observed = ObservedRoom::open("live&compose").await?;
    observed.until_streaming().await?;
    let browser = &observed.browser;
    let sends_as = browser.text_of(&composer().text("명의로 전송됩니다")).await?;
    assert!(sends_as.starts_with("고객 ") && sends_as.ends_with(" 명의로 전송됩니다"), "{sends_as}");
    observed.type_text("첫 줄").await?;
    observed.insert_line_break().await?;
    observed.type_text("둘째 줄").await?;
    let text = "첫 줄\n둘째 줄";
    assert_eq!(browser.run(&format!("return {}.value", field())).await?, text);
    browser.screenshot("composer").await?;
    observed.press(Key::Enter).await?;
    observed.until_delivery(text, &["recorded"]).await?;
    assert_eq!(browser.run(&format!("return {}.dataset.sender", saying(text))).await?, "customer");
    assert_eq!(observed.sent().len(), 1);
    assert!(observed.sent()[0].header("idempotency-key").len() >= 32);
    // The field is empty and keeps the focus; the message is in view.
    let after = format!(
        "return [{field}.value, {}, {}.getBoundingClientRect().bottom <= innerHeight]",
        field().has_focus(),
        saying(text),
        field = field()
    );
    assert_eq!(browser.run(&after).await?, json!(["", true, true]));
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_during_composition_does_not_send() -> Result {
    let observed = ObservedRoom::open("compose").await?;
    let browser = &observed.browser;
    observed.type_text("안녕하세").await?;
    let press_enter = |properties: &str| {
        format!(
            "const field = {};
             field.dispatchEvent(new CompositionEvent('compositionstart', {{ bubbles: true, composed: true }}));
             const key = new KeyboardEvent('keydown', {{ key: 'Enter', bubbles: true, composed: true, cancelable: true, {properties} }});
             field.dispatchEvent(key);
             field.dispatchEvent(new CompositionEvent('compositionend', {{ bubbles: true, composed: true, data: '요' }}));
             return [key.defaultPrevented, field.value];",
            field()
        )
    };
    assert_eq!(browser.run(&press_enter("isComposing: true")).await?, json!([false, "안녕하세"]));
    // Safari reports a composition only by the legacy key code.
    assert_eq!(browser.run(&press_enter("keyCode: 229")).await?, json!([false, "안녕하세"]));
    browser.settle().await?;
    assert_eq!(observed.sent().len(), 0);
    assert_eq!(browser.run(&press_enter("keyCode: 13")).await?[0], true);
    browser.until(&format!("{}.value === ''", field())).await?;
    observed.until_delivery("안녕하세", &["recorded"]).await?;
    assert_eq!(observed.sent().len(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn reader_at_the_end_stays_there_while_the_draft_grows() -> Result {
    let observed = ObservedRoom::open("compose").await?;
    let browser = &observed.browser;
    browser.until(&field().exists()).await?;
    browser.run("scrollTo(0, document.documentElement.scrollHeight)").await?;
    let height = format!("return {}.offsetHeight", field());
    let before = browser.run(&height).await?;
    for _ in 0..4 {
        observed.type_text("한 줄").await?;
        observed.insert_line_break().await?;
    }
    assert!(browser.run(&height).await?.as_f64() > before.as_f64());
    browser.until("document.documentElement.scrollHeight - innerHeight - scrollY < 1").await?;
    // The end is held for some frames. After them the reader may scroll up and stays there.
    browser.frames(12).await?;
    browser.run("scrollTo(0, 0)").await?;
    observed.type_text("또 한 줄").await?;
    browser.frames(12).await?;
    assert_eq!(browser.run("return scrollY").await?, 0);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_is_explained_with_the_vendors_notice() -> Result {
    let observed = ObservedRoom::open("compose").await?;
    let (browser, proxy) = (&observed.browser, &observed.proxy);
    let cases: [(u16, i32, Value, &str); 6] = [
        (409, -700, Value::Null, "이미 종료된 상담방입니다."),
        (409, -901, json!("상담 시간은 평일 09:00~18:00입니다."), "상담 시간이 아닙니다."),
        (409, -903, json!("모든 상담원이 상담 중입니다."), "상담 가능한 상담원이 없습니다."),
        (403, -703, Value::Null, "다른 고객의 상담방입니다."),
        (502, -500, Value::Null, "해피톡 인증 정보가 올바르지 않습니다."),
        (400, -802, Value::Null, "길이 제한을 넘었습니다."),
    ];
    for (number, (status, code, content, words)) in cases.iter().enumerate() {
        let mut problem =
            json!({ "type": "urn:happytalk:problem:x", "title": "x", "status": status, "vendor_code": code });
        if !content.is_null() {
            problem["content"] = content.clone();
        }
        proxy.inject(SEND, Fault::Respond(*status, problem), 1);
        let text = format!("거절 {number}");
        observed.send(&text).await?;
        observed.until_delivery(&text, &["failed"]).await?;
        let message = browser.text_of(&saying(&text)).await?;
        assert!(message.contains("전송하지 못했습니다.") && message.contains(words), "{message}");
        assert!(message.contains(&code.to_string()), "{message}");
        assert!(message.contains(content.as_str().unwrap_or_default()), "{message}");
        let is_final = [-700, -702, -703, -800, -801, -802].contains(code);
        assert_eq!(message.contains("다시 보내기"), !is_final, "{message}");
    }
    browser.screenshot("composer-failed").await?;
    // A resent message has an idempotency key of its own, because the refusal is stored under the first key.
    observed.act("거절 1", "다시 보내기").await?;
    observed.until_delivery("거절 1", &["recorded"]).await?;
    // The gateway stores its vendor's refusal too. Only another key lets it call the vendor again.
    observed.send("fail-901").await?;
    observed.until_delivery("fail-901", &["failed"]).await?;
    observed.act("fail-901", "다시 보내기").await?;
    proxy.until_requested(SEND, 9).await?;
    observed.until_delivery("fail-901", &["failed"]).await?;
    let keys = observed.idempotency_keys();
    assert_eq!((keys.len(), observed.sent().len()), (9, 9), "one key for each request: {keys:?}");
    observed.act("거절 2", "지우기").await?;
    observed.until_delivery("거절 2", &[]).await?;
    say(&format!("composer: {} refusals, each explained", cases.len()));
    browser.no_complaint_but(&["status of 4", "status of 502"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn message_without_a_response_is_unknown_until_checked_or_resent() -> Result {
    let observed = ObservedRoom::open("compose").await?;
    let (browser, proxy) = (&observed.browser, &observed.proxy);
    // The message arrives, but its response is lost.
    proxy.inject(SEND, Fault::LoseResponse, 1);
    proxy.inject("GET /api/rooms/", unavailable(503), 1);
    observed.send("도착했을까").await?;
    observed.until_delivery("도착했을까", &["unknown"]).await?;
    let message = browser.text_of(&saying("도착했을까")).await?;
    assert!(message.contains("전송 여부를 알 수 없습니다. 확인해 주세요."), "{message}");
    browser.screenshot("composer-unknown").await?;
    observed.act("도착했을까", "확인").await?;
    // The record contains it, with the same minute.
    observed.until_delivery("도착했을까", &["recorded"]).await?;

    // The message arrives and is sent again before a check. The gateway has stored its key.
    proxy.inject(SEND, Fault::LoseResponse, 1);
    proxy.inject("GET /api/rooms/", unavailable(503), 1);
    observed.send("또 보낸 글").await?;
    observed.until_delivery("또 보낸 글", &["unknown"]).await?;
    observed.act("또 보낸 글", "다시 보내기").await?;
    observed.until_delivery("또 보낸 글", &["recorded"]).await?;

    // The message does not arrive, and there is no response.
    proxy.inject(SEND, Fault::LoseRequest, 1);
    observed.send("사라진 글").await?;
    observed.until_delivery("사라진 글", &["unknown"]).await?;
    observed.act("사라진 글", "다시 보내기").await?;
    observed.until_delivery("사라진 글", &["recorded"]).await?;
    // The vendor times out: 504, and the result is unknown.
    proxy.inject(SEND, unavailable(504), 1);
    observed.send("늦은 글").await?;
    observed.until_delivery("늦은 글", &["unknown"]).await?;
    observed.act("늦은 글", "다시 보내기").await?;
    observed.until_delivery("늦은 글", &["recorded"]).await?;
    let keys = observed.idempotency_keys();
    assert_eq!((observed.sent().len(), keys.len()), (7, 4), "four messages, each with one key: {keys:?}");
    browser.no_complaint_but(&["ERR_EMPTY_RESPONSE", "status of 50", "ERR_CONNECTION"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn composer_needs_the_attribute_and_the_capability() -> Result {
    let observed = ObservedRoom::open("live").await?;
    observed.until_streaming().await?;
    let browser = &observed.browser;
    assert!(browser.is(&composer().is_gone()).await?, "the page has no attribute `compose`");
    observed.proxy.set_capabilities(Some("live"));
    observed.show("live&compose").await?;
    observed.until_streaming().await?;
    assert!(browser.is(&composer().is_gone()).await?, "the gateway does not allow sending");
    observed.proxy.set_capabilities(Some("live send"));
    observed.show("compose").await?;
    browser.until(&composer().exists()).await?;
    browser.run("document.querySelector('happytalk-transcript').compose = false").await?;
    browser.until(&composer().is_gone()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_drafts_are_rejected_and_drafts_are_kept_per_room() -> Result {
    let observed = ObservedRoom::open("compose").await?;
    let browser = &observed.browser;
    let set = |text: &str| {
        format!(
            "const field = {}; field.value = {}; field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
            field(),
            json!(text)
        )
    };
    let state = format!(
        "const field = {}, described = (field.getAttribute('aria-describedby') ?? '').split(' ');
         const descriptions = described.map((id) => field.getRootNode().getElementById(id)?.textContent.trim());
         const objection = descriptions.find((text) => /보낼 수 있습니다|입력해 주세요/.test(text ?? '')) ?? '';
         const counter = __queries.byText({}, '자 남음').concat(__queries.byText({1}, '자 초과'))[0]?.textContent;
         return [counter, objection, {}.ariaDisabled, field.ariaInvalid]",
        field(),
        composer().all(),
        composer().button("보내기")
    );
    let long = "1,000자까지 보낼 수 있습니다.";
    assert_eq!(browser.run(&state).await?, json!(["1000자 남음", "", "true", null]));
    browser.run(&set(&"가".repeat(1000))).await?;
    assert_eq!(browser.run(&state).await?, json!(["0자 남음", "", null, null]));
    browser.run(&set(&"가".repeat(1003))).await?;
    assert_eq!(browser.run(&state).await?, json!(["3자 초과", long, "true", "true"]));
    observed.type_text("").await?;
    observed.press(Key::Enter).await?;
    assert_eq!(observed.sent().len(), 0);
    browser.until(&announced(long)).await?;
    let height = format!("return {}.getBoundingClientRect().height", field());
    let high = browser.run(&height).await?.as_f64().unwrap_or_default();
    browser.run(&set("초안")).await?;
    let low = browser.run(&height).await?.as_f64().unwrap_or_default();
    assert!(high > low * 2.0 && high <= 152.0, "{high} {low}");

    let choose = |kind: &str| {
        format!(
            "const select = {};
             select.value = [...select.options].find((option) => option.text === '{kind}').value;
             select.dispatchEvent(new Event('change', {{ bubbles: true }}));",
            composer().named("combobox", "메시지 종류")
        )
    };
    browser.run(&choose("이미지")).await?;
    browser.run(&set("javascript:alert(1)")).await?;
    assert_eq!(browser.run(&state).await?[1], "https://로 시작하는 파일 주소를 입력해 주세요.");
    browser.run(&set(&observed.proxy.url("/demo/media/parcel.png"))).await?;
    assert_eq!(browser.run(&state).await?[2], Value::Null);
    browser.run(&choose("텍스트")).await?;

    // The draft is kept while another room is shown.
    let other = observed.stack.examples().into_iter().find(|id| *id != observed.room).ok_or("another room")?;
    for room in [&other, &observed.room] {
        browser.run(&format!("document.querySelector('happytalk-transcript').room = '{room}'")).await?;
        browser.until(&format!("{SHADOW}.querySelector('[data-room-id={}]')", json!(room))).await?;
    }
    browser.until(&format!("{}?.value === '초안'", field())).await?;
    // An image is sent by its address.
    browser.run(&choose("이미지")).await?;
    browser.run(&format!("{}.click()", composer().button("보내기"))).await?;
    let image = transcript().matching("article[data-kind=image][data-sender=customer]");
    browser.until(&format!("{}.some((message) => __queries.delivery(message) === 'recorded')", image.all())).await?;
    browser.no_complaint_but(&["status of 404"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn counselors_answer_arrives_and_is_recorded() -> Result {
    let observed = ObservedRoom::open("live&compose").await?;
    observed.until_streaming().await?;
    let browser = &observed.browser;
    let answers = transcript().matching("article[data-sender=counselor]");
    let before = browser.count_of(&answers).await?;
    observed.send("배송 언제 오나요?").await?;
    browser.until_within(&format!("{}.length > {before}", answers.all()), UNHURRIED).await?;
    let all_recorded = format!("{}.every((message) => __queries.delivery(message) === 'recorded')", messages().all());
    browser.until_within(&all_recorded, UNHURRIED).await?;
    // The recorded times equal the provisional ones.
    let are_recent = format!(
        "return {}.slice(-2)
            .map((message) => Math.abs(Date.now() - Date.parse(message.querySelector('time').dateTime)) < 120_000)",
        messages().all()
    );
    assert_eq!(browser.run(&are_recent).await?, json!([true, true]));
    browser.screenshot("composer-answered").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn composer_and_unsent_messages_pass_axe_in_all_settings() -> Result {
    let observed = ObservedRoom::open("live&compose").await?;
    observed.until_streaming().await?;
    let browser = &observed.browser;
    observed.proxy.inject(SEND, Fault::LoseRequest, 1);
    observed.send("사라진 글").await?;
    observed.until_delivery("사라진 글", &["unknown"]).await?;
    observed.receive("m", "받은 글").await?;
    observed.until_delivery("받은 글", &["received"]).await?;
    let mut wrong = Vec::new();
    for (width, theme) in [(1100, "light"), (1100, "dark"), (390, "light"), (320, "dark")] {
        browser.resize(width, 700).await?;
        browser.run(&format!("document.querySelector('happytalk-transcript').theme = '{theme}'")).await?;
        browser.until(&format!("getComputedStyle({SHADOW}.firstElementChild).colorScheme === '{theme}'")).await?;
        browser.run("scrollTo(0, 1e6)").await?;
        browser.at_rest(&field()).await?;
        browser.screenshot(&format!("composer-{width}-{theme}")).await?;
        let audit = browser.audit().await?;
        wrong.extend(audit.violations.into_iter().map(|violation| format!("{width} {theme}: {violation}")));
        let overflow = browser.run("return document.documentElement.scrollWidth - innerWidth").await?;
        assert!(overflow.as_i64().is_some_and(|pixels| pixels <= 0), "{width}: {overflow} px too wide");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
