//! A room that goes on: messages arrive, the record catches up, wires break.

use std::time::Duration;

use happytalk_e2e::{
    Between, Browser, Result, Stack,
    axe::say,
    between::{Fault, received, row},
    viewer::SHADOW,
};
use serde_json::{Value, json};
use tokio::time::sleep;

/// A room of the simulated shop that is going on, watched through somebody between.
pub struct Watched {
    pub stack: Stack,
    pub between: Between,
    pub browser: Browser,
    pub room: String,
}

impl Watched {
    /// Shown with these parameters.
    pub async fn open(query: &str) -> Result<Self> {
        let stack = Stack::start().await?;
        let between = Between::start(&stack).await?;
        let room = going_on(&stack).await?;
        let browser = Browser::start().await?;
        let watched = Self { stack, between, browser, room };
        watched.show(query).await?;
        Ok(watched)
    }

    /// Shows it anew.
    pub async fn show(&self, query: &str) -> Result {
        self.browser.open(&self.between.url(&format!("/?room={}&{query}", self.room))).await?;
        self.browser.ready().await
    }

    /// The vendor posts a text of the counselor's.
    pub async fn says(&self, id: &str, text: &str) -> Result {
        self.stack.hook(&received(&self.room, id, text)).await
    }

    /// The record has this row too from now on, and the page reads it at once, as one that comes into sight does.
    pub async fn records(&self, row: Value) -> Result {
        self.between.add(row);
        self.browser.run("document.dispatchEvent(new Event('visibilitychange'))").await.map(drop)
    }

    /// Waits until the stream is there.
    pub async fn listens(&self) -> Result {
        self.between.until_seen("GET /api/events", 1).await?;
        // And until the reading that follows it has been shown.
        self.between.until_seen(&format!("GET /api/rooms/{}", self.room), 2).await?;
        sleep(Duration::from_millis(300)).await;
        Ok(())
    }

    /// What the rows that say `text` are: `received`, …, or `-` for one of the record.
    pub async fn marks(&self, text: &str) -> Result<Vec<String>> {
        let script = format!(
            "return [...{SHADOW}.querySelectorAll('article')]
                .filter((row) => row.querySelector('.bubble')?.textContent.trim() === {})
                .map((row) => row.dataset.provisional ?? '-')",
            json!(text)
        );
        Ok(happytalk_e2e::viewer::strings(&self.browser.run(&script).await?))
    }

    /// Waits until they are these.
    pub async fn until_marks(&self, text: &str, marks: &[&str]) -> Result {
        for _ in 0..500 {
            if self.marks(text).await? == marks {
                return Ok(());
            }
            sleep(Duration::from_millis(50)).await;
        }
        let picture = self.browser.screenshot("marks").await?;
        Err(format!("{text}: {:?}, not {marks:?} ({})", self.marks(text).await?, picture.display()).into())
    }

    /// Waits until the rows with one of these ids are these: id and mark, in the order of the ids.
    pub async fn until_stand(&self, rows: &[&str]) -> Result {
        let ids: Vec<_> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
        let stand = format!(
            "[...{SHADOW}.querySelectorAll('article')].filter((row) => {ids}.includes(row.dataset.messageId))
                .map((row) => `${{row.dataset.messageId}} ${{row.dataset.provisional ?? '-'}}`).sort().join()",
            ids = json!(ids)
        );
        self.browser.until(&format!("{stand} === {}", json!(rows.join(",")))).await
    }

    /// The row that says `text`.
    pub fn row_of(text: &str) -> String {
        format!(
            "[...{SHADOW}.querySelectorAll('article')].findLast((row) => row.querySelector('.bubble')?.textContent.trim() === {})",
            json!(text)
        )
    }
}

/// A room with an open end, and a customer who can be sent for.
async fn going_on(stack: &Stack) -> Result<String> {
    let list: Value = stack.get("/api/rooms?status=1&limit=50").await?.json().await?;
    let rooms = list.pointer("/data/chat_list").and_then(Value::as_array).cloned().unwrap_or_default();
    let fits = |room: &&Value| (5..=20).contains(&room["users_id"].as_str().unwrap_or_default().len());
    let id = rooms.iter().find(fits).and_then(|room| room["id"].as_str()).map(str::to_owned);
    id.ok_or_else(|| format!("no room is going on: {list}").into())
}

const SAID: &str = "방금 확인했습니다. 내일 출고됩니다.";

#[tokio::test(flavor = "multi_thread")]
async fn a_received_message_stands_at_once_and_the_record_takes_its_place() -> Result {
    let watched = Watched::open("live").await?;
    watched.listens().await?;
    let (browser, rows) = (&watched.browser, watched.browser.count("article").await?);
    watched.says("m1", SAID).await?;
    watched.until_marks(SAID, &["received"]).await?;
    let it = Watched::row_of(SAID);
    let told = browser.run(&format!("const row = {it}; return [row.dataset.sender, row.dataset.messageId, row.dataset.kind, row.querySelector('.meta').textContent]")).await?;
    assert_eq!((&told[0], &told[1], &told[2]), (&json!("counselor"), &json!("m1"), &json!("text")));
    assert!(told[3].as_str().is_some_and(|meta| meta.contains("도착 시각 기준")), "{told}");
    // Said from outside the rows.
    browser.until(&format!("[...{SHADOW}.querySelectorAll('[role=status]')].some((voice) => !voice.closest('.timeline') && voice.textContent.includes('상담원: {SAID}'))")).await?;
    browser.screenshot("live-received").await?;

    // The record has it, under another id: it is one row still.
    let sent = browser
        .run(&format!("return {it}.querySelector('time').getAttribute('datetime').slice(0, 19).replace('T', ' ')"))
        .await?;
    watched.records(row("900001", "H", SAID, sent.as_str().unwrap_or_default())).await?;
    watched.until_marks(SAID, &["-"]).await?;
    assert_eq!(browser.count("article").await?, rows + 1);
    // The same webhook again is no other row.
    watched.says("m1", SAID).await?;
    sleep(Duration::from_millis(2_600)).await;
    assert_eq!(watched.marks(SAID).await?, ["-"]);
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_equal_messages_in_a_row_stay_two_and_what_the_record_never_shows_stays_marked() -> Result {
    let watched = Watched::open("live").await?;
    watched.listens().await?;
    watched.says("a", "네").await?;
    watched.says("b", "네").await?;
    // By id: which of the two stands first depends on whether a second ended between them.
    watched.until_stand(&["a received", "b received"]).await?;
    let sent = watched
        .browser
        .run(&format!(
            "return {}.querySelector('time').getAttribute('datetime').slice(0, 19).replace('T', ' ')",
            Watched::row_of("네")
        ))
        .await?;
    watched.records(row("b", "H", "네", sent.as_str().unwrap_or_default())).await?;
    watched.until_stand(&["a received", "b -"]).await?;
    // Readings go by, and it stays.
    sleep(Duration::from_secs(3)).await;
    watched.until_stand(&["a received", "b -"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reader_keeps_the_place_and_is_offered_what_is_new() -> Result {
    let watched = Watched::open("live").await?;
    let browser = &watched.browser;
    browser.resize(1100, 500).await?;
    watched.listens().await?;
    // Something is open, and has the keyboard.
    browser.run(&format!("const row = {SHADOW}.querySelector('article'); row.focus(); row.querySelector('.switch').click(); window.__first = row; scrollTo(0, 40)")).await?;
    browser.until("scrollY === 40").await?;
    // The scrolling itself is told of in the next frame.
    let shifts = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        window.__scrolled = 0; addEventListener('scroll', () => window.__scrolled++, true)";
    browser.run(shifts).await?;
    for number in 0..3 {
        watched.says(&format!("n{number}"), &format!("새 소식 {number}")).await?;
    }
    let button = format!("{SHADOW}.querySelector('.newer')");
    browser.until(&format!("!{button}.hidden && {button}.textContent === '새 메시지 3개'")).await?;
    browser.screenshot("live-offer").await?;
    let kept = format!(
        "const row = {SHADOW}.querySelector('article'); return [scrollY, window.__scrolled, row === window.__first, {SHADOW}.activeElement === row, !!row.querySelector('.source')]"
    );
    assert_eq!(browser.run(&kept).await?, json!([40, 0, true, true, true]));
    // Two seconds later the record has been read again, and still nothing has moved.
    sleep(Duration::from_millis(2_800)).await;
    assert_eq!(browser.run(&kept).await?, json!([40, 0, true, true, true]));

    browser.click(&button).await?;
    browser.until(&format!("{button}.hidden && {SHADOW}.activeElement === {}", Watched::row_of("새 소식 0"))).await?;
    browser.until(&format!("{}.getBoundingClientRect().bottom <= innerHeight", Watched::row_of("새 소식 2"))).await?;

    // Who is at the end is taken along.
    watched.says("n3", "새 소식 3").await?;
    watched.until_marks("새 소식 3", &["received"]).await?;
    browser.until(&format!("{}.getBoundingClientRect().bottom <= innerHeight", Watched::row_of("새 소식 3"))).await?;
    assert_eq!(browser.run(&format!("return {button}.hidden")).await?, true);
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_that_fails_is_no_lost_connection_and_passes_with_the_next() -> Result {
    let watched = Watched::open("live").await?;
    watched.listens().await?;
    let room = format!("GET /api/rooms/{}", watched.room);
    let read = || watched.browser.run("document.dispatchEvent(new Event('visibilitychange'))");
    watched.between.fail(&room, Fault::Answer(502, json!({ "status": 502, "title": "Happytalk failed" })), 1);
    read().await?;
    let words = "해피톡 서버에서 상담 내용을 받지 못했습니다.";
    watched.browser.until(&format!("{SHADOW}.textContent.includes('{words}')")).await?;
    assert!(!watched.browser.text().await?.contains("끊겼습니다"), "the stream stands");
    read().await?;
    watched.browser.until(&format!("!{SHADOW}.textContent.includes('{words}')")).await?;
    watched.browser.no_complaint_but(&["status of 502"]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_is_said_and_nothing_is_missed() -> Result {
    let watched = Watched::open("live").await?;
    watched.listens().await?;
    watched.says("before", "끊기기 전").await?;
    watched.until_marks("끊기기 전", &["received"]).await?;
    watched.between.cut();
    let words = "실시간 연결이 끊겼습니다. 다시 연결하는 중입니다.";
    watched.browser.until(&format!("{SHADOW}.textContent.includes('{words}')")).await?;
    watched.browser.screenshot("live-lost").await?;
    for number in 0..5 {
        watched.says(&format!("gap{number}"), &format!("끊긴 사이 {number}")).await?;
    }
    watched.between.mend();
    watched.browser.until(&format!("!{SHADOW}.textContent.includes('{words}')")).await?;
    for number in 0..5 {
        watched.until_marks(&format!("끊긴 사이 {number}"), &["received"]).await?;
    }
    assert_eq!(watched.marks("끊기기 전").await?, ["received"]);
    let asked = watched.between.seen("GET /api/events");
    let last = asked.last().map(|seen| seen.header("last-event-id").to_owned()).unwrap_or_default();
    assert!(last.parse::<u64>().is_ok_and(|id| id > 0), "{last:?}: it goes on where it was");
    say(&format!("live: {} requests for the stream, 5 of 5 messages of the gap shown", asked.len()));
    watched
        .browser
        .no_complaint_but(&["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE", "Failed to load resource"])
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_that_ends_is_shown_as_ended() -> Result {
    let watched = Watched::open("live&compose").await?;
    watched.listens().await?;
    let browser = &watched.browser;
    assert!(browser.text().await?.contains("진행중"));
    browser.run(&format!("{SHADOW}.querySelector('textarea').focus()")).await?;
    let mut last = received(&watched.room, "end", "상담을 마칩니다.");
    last["auto_end"] = json!("Y");
    watched.stack.hook(&last).await?;
    browser.until(&format!("{SHADOW}.querySelector('.status').textContent === '완료'")).await?;
    browser
        .until(&format!(
            "{SHADOW}.querySelector('.composer').textContent.includes('종료된 상담방이라 메시지를 보낼 수 없습니다.')"
        ))
        .await?;
    let has = format!(
        "return [{SHADOW}.activeElement.tagName, {SHADOW}.activeElement.readOnly, {SHADOW}.querySelector('.composer button').ariaDisabled]"
    );
    assert_eq!(browser.run(&has).await?, json!(["TEXTAREA", true, "true"]));
    browser.screenshot("live-ended").await?;
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_one_stream_and_one_without_live_has_none() -> Result {
    let watched = Watched::open("").await?;
    let browser = &watched.browser;
    let other = watched.stack.examples().into_iter().find(|id| *id != watched.room).ok_or("another room")?;
    sleep(Duration::from_millis(800)).await;
    assert_eq!(watched.between.seen("GET /api/events").len(), 0, "live is off");
    let two = format!(
        "for (const room of ['{}', '{other}']) {{
             const element = document.createElement('happytalk-transcript');
             Object.assign(element, {{ room, live: true }});
             document.body.append(element);
         }}",
        watched.room
    );
    browser.run(&two).await?;
    let both = || {
        watched
            .between
            .seen("GET /api/events")
            .iter()
            .any(|seen| seen.line.contains(&watched.room) && seen.line.contains(&other))
    };
    for _ in 0..200 {
        if both() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert!(both(), "{:?}", watched.between.seen("GET /api/events"));
    // Only one of them hears it.
    sleep(Duration::from_millis(500)).await;
    watched.says("x", "하나에게만").await?;
    let heard = "[...document.querySelectorAll('happytalk-transcript')].map((element) => element.shadowRoot.textContent.includes('하나에게만'))";
    browser.until(&format!("{heard}.join() === 'false,true,false'")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_is_not_looked_at_keeps_a_stream() -> Result {
    let watched = Watched::open("").await?;
    let browser = &watched.browser;
    // A minute takes a fifth of a second here; whether the page is hidden is what the script says.
    let quick = "const real = window.setTimeout;
        window.setTimeout = (run, wait, ...more) => real(run, wait === 60000 ? 200 : wait, ...more);
        window.__hide = (hidden) => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
            document.dispatchEvent(new Event('visibilitychange'));
        };
        document.querySelector('happytalk-transcript').live = true;";
    browser.run(quick).await?;
    watched.listens().await?;
    browser.run("window.__hide(true)").await?;
    sleep(Duration::from_millis(1_200)).await;
    watched.says("h", "안 보는 사이").await?;
    sleep(Duration::from_millis(1_200)).await;
    assert_eq!(watched.marks("안 보는 사이").await?, [""; 0], "the stream is closed");
    let lost = browser.text().await?.contains("끊겼습니다");
    assert!(!lost, "which is no loss");
    browser.run("window.__hide(false)").await?;
    watched.until_marks("안 보는 사이", &["received"]).await?;
    assert_eq!(watched.between.seen("GET /api/events").len(), 2);
    browser.no_complaint_but(&[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_is_asked_for_once_more_and_the_page_hears_of_its_end() -> Result {
    let watched = Watched::open("").await?;
    let (browser, between) = (&watched.browser, &watched.between);
    between.fail("GET /api/events", Fault::Answer(401, json!({ "title": "Unauthorized", "status": 401 })), 1);
    let token = "const part = (value) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
        const element = document.querySelector('happytalk-transcript');
        window.__asked = 0;
        const exp = Math.floor(Date.now() / 1000) + 61;
        window.__exp = exp;
        element.token = () => { window.__asked++; return [part({ alg: 'EdDSA' }), part({ jti: '>>>???', exp }), 'x'].join('.'); };
        element.live = true;";
    browser.run(token).await?;
    between.until_seen("GET /api/events", 2).await?;
    for seen in between.seen("GET /api/events") {
        assert!(seen.header("authorization").starts_with("Bearer "), "{seen:?}");
        assert!(!seen.line.contains("Bearer") && !seen.line.contains("token"), "{seen:?}");
    }
    browser.until("window.__events.some((event) => event.name === 'token-expiring')").await?;
    let told = browser.events("token-expiring").await?;
    let exp = browser.run("return window.__exp").await?;
    assert_eq!((told.len(), &told[0]["detail"]["exp"]), (1, &exp));
    assert!(!browser.text().await?.contains("인증이 만료되었거나"));

    // Refused whatever is asked: that is said.
    between.fail("GET /api/events", Fault::Answer(401, json!({ "title": "Unauthorized", "status": 401 })), 99);
    browser
        .run("const element = document.querySelector('happytalk-transcript'); element.token = () => 'other'")
        .await?;
    browser
        .until(&format!(
            "{SHADOW}.querySelector('.trouble')?.textContent.includes('인증이 만료되었거나 올바르지 않습니다')"
        ))
        .await?;
    let told =
        "window.__events.filter(({ name, detail }) => name === 'error' && detail.kind === 'unauthorized').length";
    browser.until(&format!("{told} === 1")).await?;
    // The page is told once, also when it sets one that is no better, and though the room itself can be read.
    browser.run("document.querySelector('happytalk-transcript').token = () => 'no better'").await?;
    browser.run("document.dispatchEvent(new Event('visibilitychange'))").await?;
    sleep(Duration::from_secs(3)).await;
    assert_eq!(browser.run(&format!("return {told}")).await?, 1);
    browser.no_complaint_but(&["status of 401"]).await
}
