//! A room with live updates: messages arrive, the record catches up, connections break.

use happytalk_e2e::{
    Browser, FaultProxy, Locator, Result, Stack,
    fault_proxy::{Fault, text_row, webhook_text},
    locator::{button, messages, transcript},
    say,
    viewer::{SHADOW, strings},
};
use serde_json::{Value, json};

/// An ongoing room of the simulated shop, shown through a fault proxy.
pub struct ObservedRoom {
    pub stack: Stack,
    pub proxy: FaultProxy,
    pub browser: Browser,
    pub room: String,
}

impl ObservedRoom {
    /// Shows an ongoing room with these parameters of the address.
    pub async fn open(query: &str) -> Result<Self> {
        let stack = Stack::start().await?;
        let proxy = FaultProxy::start(&stack).await?;
        let room = ongoing_room(&stack).await?;
        let browser = Browser::start().await?;
        let observed = Self { stack, proxy, browser, room };
        observed.show(query).await?;
        Ok(observed)
    }

    /// Loads the page again with these parameters.
    pub async fn show(&self, query: &str) -> Result {
        self.browser.open(&self.proxy.url(&format!("/?room={}&{query}", self.room))).await?;
        self.browser.ready().await
    }

    /// Posts a counselor's text to the webhook, like the vendor.
    pub async fn receive(&self, id: &str, text: &str) -> Result {
        self.stack.hook(&webhook_text(&self.room, id, text)).await
    }

    /// Adds a row to the vendor's record, and lets the page read it.
    pub async fn record(&self, row: Value) -> Result {
        self.proxy.add_row(row);
        self.refresh().await
    }

    /// Lets the page read the room again, like a page that becomes visible, and waits until the result is shown.
    pub async fn refresh(&self) -> Result {
        let reads = self.finished_reads().await?;
        self.browser.run("document.dispatchEvent(new Event('visibilitychange'))").await?;
        self.until_read(reads + 1).await
    }

    /// Waits until the page has read the room so many times and shows the result.
    pub async fn until_read(&self, count: usize) -> Result {
        self.browser.until(&format!("{} >= {count}", self.reads())).await?;
        self.browser.settle().await
    }

    /// Returns the number of finished reads of the room.
    pub async fn finished_reads(&self) -> Result<usize> {
        let reads = self.browser.run(&format!("return {}", self.reads())).await?;
        Ok(usize::try_from(reads.as_u64().ok_or("a count is a number")?)?)
    }

    fn reads(&self) -> String {
        format!(
            "performance.getEntriesByType('resource').filter((entry) => entry.responseEnd && entry.name.endsWith('/api/rooms/{}')).length",
            self.room
        )
    }

    /// Waits until the event stream is open and the read after its start is shown.
    pub async fn until_streaming(&self) -> Result {
        self.proxy.until_streams(1).await?;
        self.until_read(2).await
    }

    /// Returns the delivery states of the messages with this text: `received`, …, or `recorded`.
    pub async fn deliveries(&self, text: &str) -> Result<Vec<String>> {
        let states = format!("return {}.map(__queries.delivery)", saying(text).all());
        Ok(strings(&self.browser.run(&states).await?))
    }

    /// Waits until the messages with this text have these delivery states.
    pub async fn until_delivery(&self, text: &str, states: &[&str]) -> Result {
        let condition = format!(
            "JSON.stringify({}.map(__queries.delivery)) === {}",
            saying(text).all(),
            json!(json!(states).to_string())
        );
        self.browser.until_within(&condition, super::composer::UNHURRIED).await
    }

    /// Waits until the messages with these ids have these delivery states: pairs in the order of the ids.
    pub async fn until_deliveries_by_id(&self, expected: &[(&str, &str)]) -> Result {
        let ids: Vec<_> = expected.iter().map(|(id, _)| id).collect();
        let expected: Vec<_> = expected.iter().map(|(id, state)| format!("{id} {state}")).collect();
        let pairs = format!(
            "{}.filter((message) => {}.includes(message.dataset.messageId))
                .map((message) => `${{message.dataset.messageId}} ${{__queries.delivery(message)}}`).sort().join()",
            messages().all(),
            json!(ids)
        );
        self.browser.until(&format!("{pairs} === {}", json!(expected.join(",")))).await
    }

    /// Returns the time of the last message with this text, in the vendor's form.
    pub async fn sent_at(&self, text: &str) -> Result<String> {
        let time = format!("{}.querySelector('time').getAttribute('datetime')", saying(text));
        let time = self.browser.run(&format!("return {time}.slice(0, 19).replace('T', ' ')")).await?;
        time.as_str().map(str::to_owned).ok_or_else(|| "the message has no time".into())
    }
}

/// Returns the messages with this text; the last one comes first.
pub fn saying(text: &str) -> Locator {
    transcript().message_saying(text)
}

/// Returns an ongoing room whose customer id can be used for sending.
async fn ongoing_room(stack: &Stack) -> Result<String> {
    let list: Value = stack.get("/api/rooms?status=1&limit=50").await?.json().await?;
    let rooms = list.pointer("/data/chat_list").and_then(Value::as_array).cloned().unwrap_or_default();
    let can_send = |room: &&Value| (5..=20).contains(&room["users_id"].as_str().unwrap_or_default().len());
    let id = rooms.iter().find(can_send).and_then(|room| room["id"].as_str()).map(str::to_owned);
    id.ok_or_else(|| format!("there is no ongoing room: {list}").into())
}

const TEXT: &str = "방금 확인했습니다. 내일 출고됩니다.";

#[tokio::test(flavor = "multi_thread")]
async fn received_message_appears_at_once_and_is_replaced_by_the_record() -> Result {
    let observed = ObservedRoom::open("live").await?;
    observed.until_streaming().await?;
    let (browser, rows) = (&observed.browser, observed.browser.count("article").await?);
    observed.receive("m1", TEXT).await?;
    observed.until_delivery(TEXT, &["received"]).await?;
    let received = saying(TEXT);
    let data = format!("const {{ sender, messageId, kind }} = {received}.dataset; return [sender, messageId, kind]");
    assert_eq!(browser.run(&data).await?, json!(["counselor", "m1", "text"]));
    assert!(browser.text_of(&received).await?.contains("도착 시각 기준"), "the time is provisional");
    // The live region is outside the messages.
    let regions = transcript().role("status");
    let announced = format!(
        "{}.some((region) => !region.closest('[part~=timeline]') && region.textContent.includes('상담원: {TEXT}'))",
        regions.all()
    );
    browser.until(&announced).await?;
    browser.screenshot("live-received").await?;

    // The record contains the message with another id. It replaces the provisional row.
    let sent_at = observed.sent_at(TEXT).await?;
    observed.record(text_row("900001", "H", TEXT, &sent_at)).await?;
    observed.until_delivery(TEXT, &["recorded"]).await?;
    assert_eq!(browser.count("article").await?, rows + 1);
    // A repeated webhook adds no row.
    observed.receive("m1", TEXT).await?;
    observed.refresh().await?;
    assert_eq!(observed.deliveries(TEXT).await?, ["recorded"]);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_messages_stay_separate_and_unrecorded_ones_stay_provisional() -> Result {
    let observed = ObservedRoom::open("live").await?;
    observed.until_streaming().await?;
    observed.receive("a", "네").await?;
    observed.receive("b", "네").await?;
    // Compared by id: the order of the two depends on whether they arrived in the same second.
    observed.until_deliveries_by_id(&[("a", "received"), ("b", "received")]).await?;
    let sent_at = observed.sent_at("네").await?;
    observed.record(text_row("b", "H", "네", &sent_at)).await?;
    observed.until_deliveries_by_id(&[("a", "received"), ("b", "recorded")]).await?;
    for _ in 0..2 {
        observed.refresh().await?;
    }
    observed.until_deliveries_by_id(&[("a", "received"), ("b", "recorded")]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn new_messages_are_offered_without_moving_the_reader() -> Result {
    let observed = ObservedRoom::open("live").await?;
    let browser = &observed.browser;
    browser.resize(1100, 500).await?;
    observed.until_streaming().await?;
    // The first message has the focus, and its source is open.
    let first = messages().nth(0);
    let source = first.button("원문 보기");
    browser.run(&format!("window.__first = {first}; __first.focus(); {source}.click(); scrollTo(0, 40)")).await?;
    browser.until("scrollY === 40").await?;
    // The scroll event of this position is dispatched in the next frame.
    browser.frames(2).await?;
    browser.run("window.__scrolled = 0; addEventListener('scroll', () => window.__scrolled++, true)").await?;
    for number in 0..3 {
        observed.receive(&format!("n{number}"), &format!("새 소식 {number}")).await?;
    }
    let offer = button("새 메시지");
    browser.until(&format!("{offer}?.textContent === '새 메시지 3개'")).await?;
    browser.screenshot("live-offer").await?;
    let kept = format!(
        "return [scrollY, window.__scrolled, {first} === window.__first, {}, {}]",
        first.has_focus(),
        first.named("group", "원문 보기").exists()
    );
    assert_eq!(browser.run(&kept).await?, json!([40, 0, true, true, true]));
    // Another read of the record moves nothing either.
    observed.refresh().await?;
    assert_eq!(browser.run(&kept).await?, json!([40, 0, true, true, true]));

    browser.click(&offer).await?;
    browser.until(&offer.is_gone()).await?;
    browser.until_focused(&saying("새 소식 0")).await?;
    let is_above_the_end = |text: &str| format!("{}.getBoundingClientRect().bottom <= innerHeight", saying(text));
    browser.until(&is_above_the_end("새 소식 2")).await?;

    // A reader at the end follows new messages.
    observed.receive("n3", "새 소식 3").await?;
    observed.until_delivery("새 소식 3", &["received"]).await?;
    browser.until(&is_above_the_end("새 소식 3")).await?;
    assert!(browser.is(&offer.is_gone()).await?);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_refresh_is_reported_and_cleared_by_the_next() -> Result {
    let observed = ObservedRoom::open("live").await?;
    observed.until_streaming().await?;
    let room = format!("GET /api/rooms/{}", observed.room);
    let refresh = || observed.browser.run("document.dispatchEvent(new Event('visibilitychange'))");
    observed.proxy.inject(&room, Fault::Respond(502, json!({ "status": 502, "title": "Happytalk failed" })), 1);
    refresh().await?;
    let words = "해피톡 서버에서 상담 내용을 받지 못했습니다.";
    observed.browser.until(&format!("{SHADOW}.textContent.includes('{words}')")).await?;
    assert!(!observed.browser.text().await?.contains("끊겼습니다"), "the stream is still open");
    refresh().await?;
    observed.browser.until(&format!("!{SHADOW}.textContent.includes('{words}')")).await?;
    observed.browser.no_complaint_but(&["status of 502"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_connection_is_reported_and_no_message_is_missed() -> Result {
    let observed = ObservedRoom::open("live").await?;
    observed.until_streaming().await?;
    observed.receive("before", "끊기기 전").await?;
    observed.until_delivery("끊기기 전", &["received"]).await?;
    observed.proxy.disconnect();
    let words = "실시간 연결이 끊겼습니다. 다시 연결하는 중입니다.";
    observed.browser.until(&format!("{SHADOW}.textContent.includes('{words}')")).await?;
    observed.browser.screenshot("live-lost").await?;
    for number in 0..5 {
        observed.receive(&format!("gap{number}"), &format!("끊긴 사이 {number}")).await?;
    }
    observed.proxy.reconnect();
    observed.browser.until(&format!("!{SHADOW}.textContent.includes('{words}')")).await?;
    for number in 0..5 {
        observed.until_delivery(&format!("끊긴 사이 {number}"), &["received"]).await?;
    }
    assert_eq!(observed.deliveries("끊기기 전").await?, ["received"]);
    let requests = observed.proxy.requests("GET /api/events");
    let last = requests.last().map(|request| request.header("last-event-id").to_owned()).unwrap_or_default();
    assert!(last.parse::<u64>().is_ok_and(|id| id > 0), "{last:?}: the stream resumes after the last event");
    say(&format!("live: {} requests for the stream, 5 of 5 messages of the gap shown", requests.len()));
    let expected = ["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE", "Failed to load resource"];
    observed.browser.no_complaint_but(&expected).await
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_room_is_shown_as_ended() -> Result {
    let observed = ObservedRoom::open("live&compose").await?;
    observed.until_streaming().await?;
    let browser = &observed.browser;
    let (header, composer) = (transcript().part("header"), transcript().named("region", "메시지 보내기"));
    assert!(browser.is(&header.contains_text("진행중")).await?);
    let field = composer.named("textbox", "메시지 내용");
    browser.run(&format!("{field}.focus()")).await?;
    let mut last = webhook_text(&observed.room, "end", "상담을 마칩니다.");
    last["auto_end"] = json!("Y");
    observed.stack.hook(&last).await?;
    browser.until(&header.contains_text("완료")).await?;
    browser.until(&composer.contains_text("종료된 상담방이라 메시지를 보낼 수 없습니다.")).await?;
    let state =
        format!("return [{}, {field}.readOnly, {}.ariaDisabled]", field.has_focus(), composer.matching("button"));
    assert_eq!(browser.run(&state).await?, json!([true, true, "true"]));
    browser.screenshot("live-ended").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn page_has_one_stream_and_none_without_live() -> Result {
    let observed = ObservedRoom::open("").await?;
    let browser = &observed.browser;
    let other = observed.stack.examples().into_iter().find(|id| *id != observed.room).ok_or("another room")?;
    browser.settle().await?;
    assert_eq!(observed.proxy.requests("GET /api/events").len(), 0, "live is off");
    let two = format!(
        "for (const room of ['{}', '{other}']) {{
             const element = document.createElement('happytalk-transcript');
             Object.assign(element, {{ room, live: true }});
             document.body.append(element);
         }}",
        observed.room
    );
    browser.run(&two).await?;
    let is_for_both = |request: &happytalk_e2e::fault_proxy::Request| {
        [&observed.room, &other].iter().all(|id| request.line.contains(id.as_str()))
    };
    observed
        .proxy
        .until("a stream for both rooms", || observed.proxy.requests("GET /api/events").iter().any(is_for_both))
        .await?;
    observed.proxy.until_streams(1).await?;
    // Only the live element of this room shows the message.
    observed.receive("x", "하나에게만").await?;
    let shown = "[...document.querySelectorAll('happytalk-transcript')].map((element) => element.shadowRoot.textContent.includes('하나에게만'))";
    browser.until(&format!("{shown}.join() === 'false,true,false'")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_page_closes_its_stream() -> Result {
    let observed = ObservedRoom::open("").await?;
    let browser = &observed.browser;
    // The delay of one minute is shortened to 200 ms. The script sets whether the page is hidden.
    let prepare = "const real = window.setTimeout;
        window.setTimeout = (run, wait, ...more) => real(run, wait === 60000 ? 200 : wait, ...more);
        window.__hide = (hidden) => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
            document.dispatchEvent(new Event('visibilitychange'));
        };
        document.querySelector('happytalk-transcript').live = true;";
    browser.run(prepare).await?;
    observed.until_streaming().await?;
    browser.run("window.__hide(true)").await?;
    observed.proxy.until_streams(0).await?;
    observed.receive("h", "안 보는 사이").await?;
    browser.settle().await?;
    assert_eq!(observed.deliveries("안 보는 사이").await?, [""; 0], "the stream is closed");
    assert!(!browser.text().await?.contains("끊겼습니다"), "a closed stream is no lost connection");
    browser.run("window.__hide(false)").await?;
    observed.until_delivery("안 보는 사이", &["received"]).await?;
    assert_eq!(observed.proxy.requests("GET /api/events").len(), 2);
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_token_is_requested_once_more_and_expiry_is_reported() -> Result {
    let observed = ObservedRoom::open("").await?;
    let (browser, proxy) = (&observed.browser, &observed.proxy);
    let unauthorized = || Fault::Respond(401, json!({ "title": "Unauthorized", "status": 401 }));
    proxy.inject("GET /api/events", unauthorized(), 1);
    let token = "const part = (value) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
        const element = document.querySelector('happytalk-transcript');
        const exp = Math.floor(Date.now() / 1000) + 61;
        window.__exp = exp;
        element.token = () => [part({ alg: 'EdDSA' }), part({ jti: '>>>???', exp }), 'x'].join('.');
        element.live = true;";
    browser.run(token).await?;
    proxy.until_requested("GET /api/events", 2).await?;
    for request in proxy.requests("GET /api/events") {
        assert!(request.header("authorization").starts_with("Bearer "), "{request:?}");
        assert!(!request.line.contains("Bearer") && !request.line.contains("token"), "{request:?}");
    }
    browser.until_event("token-expiring", 1).await?;
    let expiring = browser.events("token-expiring").await?;
    let exp = browser.run("return window.__exp").await?;
    assert_eq!((expiring.len(), &expiring[0]["detail"]["exp"]), (1, &exp));
    assert!(!browser.text().await?.contains("인증이 만료되었거나"));

    // A token that is refused again is reported.
    proxy.inject("GET /api/events", unauthorized(), 99);
    let other_token = "const element = document.querySelector('happytalk-transcript');
        element.live = false;
        await null;
        element.token = () => 'other';
        element.live = true";
    browser.run(other_token).await?;
    browser.until(&format!("{SHADOW}.textContent.includes('인증이 만료되었거나 올바르지 않습니다')")).await?;
    let errors =
        "window.__events.filter(({ name, detail }) => name === 'error' && detail.kind === 'unauthorized').length";
    browser.until(&format!("{errors} === 1")).await?;
    // The event is sent once, also after another bad token, and although the room itself can be read.
    let attempts = proxy.requests("GET /api/events").len();
    browser.run("document.querySelector('happytalk-transcript').token = () => 'no better'").await?;
    observed.refresh().await?;
    proxy.until_requested("GET /api/events", attempts + 1).await?;
    browser.settle().await?;
    assert_eq!(browser.run(&format!("return {errors}")).await?, 1);
    browser.no_complaint_but(&["status of 401"]).await
}
