//! Saying something as the customer: what is sent, what is not, and what nobody knows.

use std::time::Duration;

use happytalk_e2e::{Result, axe::say, between::Fault, viewer::SHADOW};
use serde_json::{Value, json};
use thirtyfour::{Key, error::WebDriverErrorInner};
use tokio::time::sleep;

use super::live::Watched;

/// For an answer: the counselor thinks first, and the page reads the record some seconds after it was told.
pub const UNHURRIED: Duration = Duration::from_secs(45);

impl Watched {
    pub async fn types(&self, text: &str) -> Result {
        let field = self.browser.element(&format!("{SHADOW}.querySelector('.composer textarea')")).await?;
        Ok(field.send_keys(text).await?)
    }

    pub async fn press(&self, key: Key) -> Result {
        Ok(self.browser.web()?.action_chain().send_keys(key).perform().await?)
    }

    /// Presses a button in the row that says `text`, once nothing moves it: the view glides to what is new.
    pub async fn act(&self, text: &str, label: &str) -> Result {
        let button = format!(
            "[...{}.querySelectorAll('.delivery button')].find((button) => button.textContent === {})",
            Self::row_of(text),
            json!(label)
        );
        let still = format!(
            "for (let before; ; ) {{
                 const button = {button};
                 button?.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                 const top = button?.getBoundingClientRect().top;
                 if (button && top === before) return;
                 before = top;
                 await new Promise((done) => setTimeout(done, 200));
             }}"
        );
        let mut tries_left = 3;
        loop {
            self.browser.run(&still).await?;
            match self.browser.element(&button).await?.click().await {
                // A reading has put another row in its place meanwhile.
                Err(error)
                    if tries_left > 0 && matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_)) =>
                {
                    tries_left -= 1;
                }
                done => return Ok(done?),
            }
        }
    }

    fn sent(&self) -> Vec<happytalk_e2e::between::Seen> {
        self.between.seen(&format!("POST /api/rooms/{}/messages", self.room))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_sent_as_the_customer_and_stands_in_the_record() -> Result {
    let watched = Watched::open("live&compose").await?;
    watched.listens().await?;
    let browser = &watched.browser;
    let name = browser.run(&format!("return {SHADOW}.querySelector('.sends-as').textContent")).await?;
    let name = name.as_str().unwrap_or_default();
    assert!(name.starts_with("고객 ") && name.ends_with(" 명의로 전송됩니다"), "{name}");
    watched.types("첫 줄").await?;
    let chord = browser.web()?.action_chain().key_down(Key::Shift).send_keys(Key::Enter).key_up(Key::Shift);
    chord.perform().await?;
    watched.types("둘째 줄").await?;
    assert_eq!(browser.run(&format!("return {SHADOW}.querySelector('textarea').value")).await?, "첫 줄\n둘째 줄");
    browser.screenshot("composer").await?;
    watched.press(Key::Enter).await?;
    let text = "첫 줄\n둘째 줄";
    watched.until_marks(text, &["-"]).await?;
    let it = Watched::row_of(text);
    assert_eq!(browser.run(&format!("return {it}.dataset.sender")).await?, "customer");
    assert_eq!(watched.sent().len(), 1);
    assert!(watched.sent()[0].header("idempotency-key").len() >= 32);
    // The field is empty, and still has the keyboard; the row is in sight.
    let after = format!(
        "const field = {SHADOW}.querySelector('textarea'); return [field.value, {SHADOW}.activeElement === field, {it}.getBoundingClientRect().bottom <= innerHeight]"
    );
    assert_eq!(browser.run(&after).await?, json!(["", true, true]));
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_that_ends_a_syllable_does_not_send() -> Result {
    let watched = Watched::open("compose").await?;
    let browser = &watched.browser;
    watched.types("안녕하세").await?;
    let keys = |more: &str| {
        format!(
            "const field = {SHADOW}.querySelector('textarea');
             field.dispatchEvent(new CompositionEvent('compositionstart', {{ bubbles: true, composed: true }}));
             const key = new KeyboardEvent('keydown', {{ key: 'Enter', bubbles: true, composed: true, cancelable: true, {more} }});
             field.dispatchEvent(key);
             field.dispatchEvent(new CompositionEvent('compositionend', {{ bubbles: true, composed: true, data: '요' }}));
             return [key.defaultPrevented, field.value];"
        )
    };
    assert_eq!(browser.run(&keys("isComposing: true")).await?, json!([false, "안녕하세"]));
    // Safari tells it by the key's old number alone.
    assert_eq!(browser.run(&keys("keyCode: 229")).await?, json!([false, "안녕하세"]));
    sleep(Duration::from_millis(300)).await;
    assert_eq!(watched.sent().len(), 0);
    assert_eq!(browser.run(&keys("keyCode: 13")).await?, json!([true, ""]));
    watched.until_marks("안녕하세", &["-"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_at_the_end_stays_there_while_the_draft_grows() -> Result {
    let watched = Watched::open("compose").await?;
    let browser = &watched.browser;
    browser.until(&format!("{SHADOW}.querySelector('textarea')")).await?;
    browser.run("scrollTo(0, document.documentElement.scrollHeight)").await?;
    let height = format!("return {SHADOW}.querySelector('textarea').offsetHeight");
    let before = browser.run(&height).await?;
    for _ in 0..4 {
        watched.types("한 줄").await?;
        let chord = browser.web()?.action_chain().key_down(Key::Shift).send_keys(Key::Enter).key_up(Key::Shift);
        chord.perform().await?;
    }
    assert!(browser.run(&height).await?.as_f64() > before.as_f64());
    browser.until("document.documentElement.scrollHeight - innerHeight - scrollY < 1").await?;
    // Who reads further up is left there, once the end has settled: it is held for some frames.
    browser.run("for (let frame = 0; frame < 12; frame++) await new Promise(requestAnimationFrame)").await?;
    browser.run("scrollTo(0, 0)").await?;
    watched.types("또 한 줄").await?;
    sleep(Duration::from_millis(300)).await;
    assert_eq!(browser.run("return scrollY").await?, 0);
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_is_said_in_words_with_the_vendors_own_notice() -> Result {
    let watched = Watched::open("compose").await?;
    let (browser, between) = (&watched.browser, &watched.between);
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
        between.fail("POST /api/rooms/", Fault::Answer(*status, problem), 1);
        let text = format!("거절 {number}");
        watched.types(&text).await?;
        watched.press(Key::Enter).await?;
        watched.until_marks(&text, &["failed"]).await?;
        let said =
            browser.run(&format!("return {}.querySelector('.delivery').textContent", Watched::row_of(&text))).await?;
        let said = said.as_str().unwrap_or_default();
        assert!(said.contains("전송하지 못했습니다.") && said.contains(words), "{said}");
        assert!(said.contains(&code.to_string()) && said.contains(content.as_str().unwrap_or_default()), "{said}");
        let is_final = [-700, -702, -703, -800, -801, -802].contains(code);
        assert_eq!(said.contains("다시 보내기"), !is_final, "{said}");
    }
    browser.screenshot("composer-failed").await?;
    // Sent once more, it arrives: under a key of its own, since the refusal is kept with the one it had.
    watched.act("거절 1", "다시 보내기").await?;
    watched.until_marks("거절 1", &["-"]).await?;
    // The gateway itself keeps what its vendor refused: only another key makes it ask again.
    watched.types("fail-901").await?;
    watched.press(Key::Enter).await?;
    watched.until_marks("fail-901", &["failed"]).await?;
    watched.act("fail-901", "다시 보내기").await?;
    between.until_seen("POST /api/rooms/", 9).await?;
    watched.until_marks("fail-901", &["failed"]).await?;
    let keys: std::collections::BTreeSet<_> =
        watched.sent().iter().map(|seen| seen.header("idempotency-key").to_owned()).collect();
    assert_eq!((keys.len(), watched.sent().len()), (9, 9), "a key for each time: {keys:?}");
    watched.act("거절 2", "지우기").await?;
    watched.until_marks("거절 2", &[]).await?;
    say(&format!("composer: {} refusals, each in words", cases.len()));
    browser.no_complaint_but(&["status of 4", "status of 502"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_left_is_unknown_until_it_is_checked() -> Result {
    let watched = Watched::open("compose").await?;
    let (browser, between) = (&watched.browser, &watched.between);
    // It arrives; the answer does not.
    between.fail("POST /api/rooms/", Fault::LoseAnswer, 1);
    watched.types("도착했을까").await?;
    between.fail("GET /api/rooms/", Fault::Answer(503, json!({ "title": "x", "status": 503 })), 1);
    watched.press(Key::Enter).await?;
    watched.until_marks("도착했을까", &["unknown"]).await?;
    let said = browser
        .run(&format!("return {}.querySelector('.delivery').textContent", Watched::row_of("도착했을까")))
        .await?;
    assert!(said.as_str().is_some_and(|said| said.contains("전송 여부를 알 수 없습니다. 확인해 주세요.")), "{said}");
    browser.screenshot("composer-unknown").await?;
    sleep(Duration::from_millis(2_600)).await;
    if watched.marks("도착했을까").await? == ["unknown"] {
        watched.act("도착했을까", "확인").await?;
    }
    // The record has it, of the same minute.
    watched.until_marks("도착했을까", &["-"]).await?;

    // It arrives, and is sent once more before anybody has looked: the gateway knows the key.
    between.fail("POST /api/rooms/", Fault::LoseAnswer, 1);
    between.fail("GET /api/rooms/", Fault::Answer(503, json!({ "title": "x", "status": 503 })), 1);
    watched.types("또 보낸 글").await?;
    watched.press(Key::Enter).await?;
    watched.until_marks("또 보낸 글", &["unknown"]).await?;
    watched.act("또 보낸 글", "다시 보내기").await?;
    watched.until_marks("또 보낸 글", &["-"]).await?;

    // It never arrives, and the gateway says nothing either.
    between.fail("POST /api/rooms/", Fault::LoseRequest, 1);
    watched.types("사라진 글").await?;
    watched.press(Key::Enter).await?;
    watched.until_marks("사라진 글", &["unknown"]).await?;
    watched.act("사라진 글", "다시 보내기").await?;
    watched.until_marks("사라진 글", &["-"]).await?;
    // The vendor was slow: 504, and nobody knows.
    between.fail("POST /api/rooms/", Fault::Answer(504, json!({ "title": "x", "status": 504 })), 1);
    watched.types("늦은 글").await?;
    watched.press(Key::Enter).await?;
    watched.until_marks("늦은 글", &["unknown"]).await?;
    watched.act("늦은 글", "다시 보내기").await?;
    watched.until_marks("늦은 글", &["-"]).await?;
    let keys: Vec<_> = watched.sent().iter().map(|seen| seen.header("idempotency-key").to_owned()).collect();
    let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!((keys.len(), distinct.len()), (7, 4), "four messages, each under one key: {keys:?}");
    browser.no_complaint_but(&["ERR_EMPTY_RESPONSE", "status of 50", "ERR_CONNECTION"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_composer_unless_page_and_gateway_both_want_one() -> Result {
    let watched = Watched::open("live").await?;
    watched.listens().await?;
    assert_eq!(watched.browser.count(".composer").await?, 0, "the page does not want it");
    watched.between.allow(Some("live"));
    watched.show("live&compose").await?;
    sleep(Duration::from_millis(500)).await;
    assert_eq!(watched.browser.count(".composer").await?, 0, "the gateway does not allow it");
    watched.between.allow(Some("live send"));
    watched.show("compose").await?;
    watched.browser.until(&format!("{SHADOW}.querySelector('.composer')")).await?;
    watched.browser.run("document.querySelector('happytalk-transcript').compose = false").await?;
    watched.browser.until(&format!("!{SHADOW}.querySelector('.composer')")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_objected_to_and_a_draft_waits_in_its_room() -> Result {
    let watched = Watched::open("compose").await?;
    let browser = &watched.browser;
    let set = |text: &str| {
        format!(
            "const field = {SHADOW}.querySelector('textarea'); field.value = {}; field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
            json!(text)
        )
    };
    let told = format!(
        "return [{SHADOW}.querySelector('.composer-count').textContent, {SHADOW}.querySelector('#composer-objection').textContent, {SHADOW}.querySelector('.composer button').ariaDisabled, {SHADOW}.querySelector('textarea').ariaInvalid]"
    );
    assert_eq!(browser.run(&told).await?, json!(["1000자 남음", "", "true", null]));
    browser.run(&set(&"가".repeat(1000))).await?;
    assert_eq!(browser.run(&told).await?, json!(["0자 남음", "", null, null]));
    browser.run(&set(&"가".repeat(1003))).await?;
    assert_eq!(browser.run(&told).await?, json!(["3자 초과", "1,000자까지 보낼 수 있습니다.", "true", "true"]));
    watched.types("").await?;
    watched.press(Key::Enter).await?;
    assert_eq!(watched.sent().len(), 0);
    browser.until(&format!("[...{SHADOW}.querySelectorAll('[role=status]')].some((voice) => voice.textContent === '1,000자까지 보낼 수 있습니다.')")).await?;
    let grown = format!("return {SHADOW}.querySelector('textarea').getBoundingClientRect().height");
    let high = browser.run(&grown).await?.as_f64().unwrap_or_default();
    browser.run(&set("초안")).await?;
    let low = browser.run(&grown).await?.as_f64().unwrap_or_default();
    assert!(high > low * 2.0 && high <= 152.0, "{high} {low}");

    let choose = |at: usize| {
        format!(
            "const kind = {SHADOW}.querySelector('select'); kind.value = '{at}'; kind.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        )
    };
    browser.run(&choose(1)).await?;
    browser.run(&set("javascript:alert(1)")).await?;
    assert_eq!(browser.run(&told).await?[1], "https://로 시작하는 파일 주소를 입력해 주세요.");
    browser.run(&set(&watched.between.url("/demo/media/parcel.png"))).await?;
    assert_eq!(browser.run(&told).await?[2], Value::Null);
    browser.run(&choose(0)).await?;

    // To another room and back.
    let other = watched.stack.examples().into_iter().find(|id| *id != watched.room).ok_or("another room")?;
    let go = |room: &str| format!("document.querySelector('happytalk-transcript').room = '{room}'");
    browser.run(&go(&other)).await?;
    browser.until(&format!("{SHADOW}.querySelector('[data-room-id={}]')", json!(other))).await?;
    browser.run(&go(&watched.room)).await?;
    browser.until(&format!("{SHADOW}.querySelector('[data-room-id={}]')", json!(watched.room))).await?;
    browser.until(&format!("{SHADOW}.querySelector('textarea')?.value === '초안'")).await?;
    // And a picture by its address.
    browser.run(&choose(1)).await?;
    browser.run(&format!("{SHADOW}.querySelector('.composer button').click()")).await?;
    browser
        .until(&format!(
            "{SHADOW}.querySelector('article[data-kind=image][data-sender=customer]:not([data-provisional])')"
        ))
        .await?;
    browser.no_complaint_but(&["status of 404"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counselors_answer_is_seen_to_arrive() -> Result {
    let watched = Watched::open("live&compose").await?;
    watched.listens().await?;
    let companys = format!("{SHADOW}.querySelectorAll('article[data-sender=counselor]').length");
    let before = watched.browser.run(&format!("return {companys}")).await?;
    watched.types("배송 언제 오나요?").await?;
    watched.press(Key::Enter).await?;
    watched.browser.until_within(&format!("{companys} > {before}"), UNHURRIED).await?;
    // And the record takes its place.
    watched.browser.until_within(&format!("!{SHADOW}.querySelector('[data-provisional]')"), UNHURRIED).await?;
    // By its own time, which is the one they had when they stood there provisionally.
    let now = format!(
        "return [...{SHADOW}.querySelectorAll('article')].slice(-2)
            .map((row) => Math.abs(Date.now() - Date.parse(row.querySelector('time').dateTime)) < 120_000)"
    );
    assert_eq!(watched.browser.run(&now).await?, json!([true, true]));
    watched.browser.screenshot("composer-answered").await?;
    watched.browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_composer_and_what_was_not_sent_have_no_violation_in_any_setting() -> Result {
    let watched = Watched::open("live&compose").await?;
    watched.listens().await?;
    let browser = &watched.browser;
    watched.between.fail("POST /api/rooms/", Fault::LoseRequest, 1);
    watched.types("사라진 글").await?;
    watched.press(Key::Enter).await?;
    watched.until_marks("사라진 글", &["unknown"]).await?;
    watched.says("m", "받은 글").await?;
    watched.until_marks("받은 글", &["received"]).await?;
    let mut wrong = Vec::new();
    for (width, theme) in [(1100, "light"), (1100, "dark"), (390, "light"), (320, "dark")] {
        browser.resize(width, 700).await?;
        browser.run(&format!("document.querySelector('happytalk-transcript').theme = '{theme}'")).await?;
        browser.until(&format!("{SHADOW}.firstElementChild.dataset.theme === '{theme}'")).await?;
        browser.run("scrollTo(0, 1e6)").await?;
        sleep(Duration::from_millis(300)).await;
        browser.screenshot(&format!("composer-{width}-{theme}")).await?;
        let audit = browser.audit().await?;
        wrong.extend(audit.violations.into_iter().map(|violation| format!("{width} {theme}: {violation}")));
        let wide = browser.run("return document.documentElement.scrollWidth - innerWidth").await?;
        assert!(wide.as_i64().is_some_and(|wide| wide <= 0), "{width}: {wide} px too wide");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
