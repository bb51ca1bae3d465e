//! Re-rendering: new but equal `data`, tokens, headers and attributes change nothing, and a new read of the record changes
//! only the messages that differ.

use happytalk_e2e::{
    Browser, Locator, Result, Stack,
    fault_proxy::Fault,
    keys::Keys,
    locator::{message, messages},
    viewer::strings,
};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::live::ObservedRoom;

const ROWS: usize = 240;
/// Index of the message that the reader is at.
const READ: usize = 150;
/// Index of the secure message.
const SECURE: usize = 152;
const SECRET: &str = "임시 비밀번호는 7731입니다.";

/// Collects the ids of all messages with a mutation: in the message, or of the message itself.
const OBSERVE_MUTATIONS: &str = "window.__touched = new Set();
    const touch = (message) => window.__touched.add(message?.dataset.messageId);
    const articlesIn = (node) => node.nodeType !== Node.ELEMENT_NODE ? []
        : node.matches('article') ? [node] : [...node.querySelectorAll('article')];
    window.__observer?.disconnect();
    window.__observer = new MutationObserver((mutations) => {
        for (const { target, addedNodes, removedNodes } of mutations) {
            const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
            const message = element?.closest('article');
            if (message) touch(message);
            else [...addedNodes, ...removedNodes].flatMap(articlesIn).forEach(touch);
        }
    });
    window.__observer.observe(document.querySelector('happytalk-transcript').shadowRoot,
        { subtree: true, childList: true, attributes: true, characterData: true });";

fn id_at(index: usize) -> String {
    (1000 + index).to_string()
}

fn row_at(index: usize) -> Value {
    let sender = if index.is_multiple_of(3) { "H" } else { "C" };
    let sent_at = format!("2025-10-01 {:02}:{:02}:00", 9 + index / 60, index % 60);
    let mut row = json!({
        "id": id_at(index), "from_id": "a", "to_id": "b", "type": "C", "user_type": sender, "contents_type": "text",
        "contents": format!("메시지 {index}"), "send_date": sent_at, "read_date": sent_at,
    });
    if index == SECURE {
        row["user_type"] = json!("H");
        row["contents_type"] = json!("template");
        row["contents"] = json!({ "type": "TEXT", "message": SECRET, "isLocked": true }).to_string().into();
    }
    row
}

/// Opens a long room through `data`. The reader is at a message with the focus and an open source, below it is an
/// uncovered secure message.
async fn open_long_room(stack: &Stack, browser: &Browser) -> Result<(Locator, Locator)> {
    browser.open_without_room(&stack.origin()).await?;
    let rows: Vec<_> = (0..ROWS).map(row_at).collect();
    let answer = json!({ "result": "success", "data": [{ "chat": { "id": "r", "status": "2" }, "message": rows }] });
    let set = format!(
        "const element = document.querySelector('happytalk-transcript');
         element.locked = 'cover';
         element.data = {answer}"
    );
    browser.run(&set).await?;
    browser.ready().await?;
    browser.until(&messages().count_is(ROWS)).await?;
    let (read, secure) = (message(&id_at(READ)), message(&id_at(SECURE)));
    browser.run(&format!("{}.click()", secure.button("내용 보기"))).await?;
    browser.until(&secure.contains_text(SECRET)).await?;
    // The button keeps the focus after a click, and Escape moves it to the message.
    browser.click(read.button("원문 보기")).await?;
    browser.until(&read.matching("pre").exists()).await?;
    Keys::of(browser).press(Key::Escape).await?;
    browser.until_focused(&read).await?;
    let place_reader = format!(
        "{read}.scrollIntoView({{ block: 'start', behavior: 'instant' }});
         scrollBy({{ top: -160, behavior: 'instant' }});
         await __queries.frames(4);
         window.__top = {read}.getBoundingClientRect().top;
         for (const message of {}) message.__mark = message.dataset.messageId;",
        messages().all()
    );
    browser.run(&place_reader).await?;
    Ok((read, secure))
}

/// Returns the reader's state: focus, source, uncovered text, place, and the elements of unchanged messages.
async fn reader_state(browser: &Browser, read: &Locator, secure: &Locator) -> Result<Value> {
    let state = format!(
        "const moved = Math.abs({read}.getBoundingClientRect().top - window.__top);
         const all = {};
         return {{
             hasFocus: {},
             hasSource: {},
             isUncovered: {},
             movedAtMostOnePixel: moved <= 1 || moved,
             newElements: all.filter((message) => message.__mark !== message.dataset.messageId).length,
             messages: all.length,
         }}",
        messages().all(),
        read.has_focus(),
        read.matching("pre").exists(),
        secure.contains_text(SECRET)
    );
    browser.run(&state).await
}

fn kept(messages: usize, new_elements: usize) -> Value {
    json!({
        "hasFocus": true, "hasSource": true, "isUncovered": true, "movedAtMostOnePixel": true,
        "newElements": new_elements, "messages": messages,
    })
}

async fn touched(browser: &Browser) -> Result<Vec<String>> {
    Ok(strings(&browser.run("await __queries.frames(2); return [...window.__touched].sort()").await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn equal_data_keeps_focus_source_uncovered_message_and_place() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let (read, secure) = open_long_room(&stack, &browser).await?;
    assert_eq!(reader_state(&browser, &read, &secure).await?, kept(ROWS, 0), "before");

    browser.run(OBSERVE_MUTATIONS).await?;
    browser
        .run("const element = document.querySelector('happytalk-transcript'); element.data = structuredClone(element.data)")
        .await?;
    browser.settle().await?;
    assert_eq!(reader_state(&browser, &read, &secure).await?, kept(ROWS, 0), "equal data");
    assert_eq!(touched(&browser).await?, [""; 0], "equal data changes no message");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn data_with_one_more_row_adds_one_element_and_keeps_the_reader() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let (read, secure) = open_long_room(&stack, &browser).await?;
    // The row starts a new run of messages, so that the last message before it stays as it is.
    let mut row = row_at(ROWS);
    row["user_type"] = json!("C");
    row["send_date"] = json!("2025-10-01 20:00:00");
    let append = format!(
        "const element = document.querySelector('happytalk-transcript'), next = structuredClone(element.data);
         next.data[0].message.push({row});
         element.data = next"
    );
    browser.run(OBSERVE_MUTATIONS).await?;
    browser.run(&append).await?;
    browser.until(&messages().count_is(ROWS + 1)).await?;
    browser.settle().await?;
    assert_eq!(reader_state(&browser, &read, &secure).await?, kept(ROWS + 1, 1), "one more row");
    let touched = touched(&browser).await?;
    assert!(touched.iter().all(|id| [id_at(ROWS), id_at(ROWS - 1)].contains(id)), "{touched:?}");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn data_with_one_changed_row_changes_only_this_message() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let (read, secure) = open_long_room(&stack, &browser).await?;
    let change = "const element = document.querySelector('happytalk-transcript'), next = structuredClone(element.data);
        next.data[0].message[100].contents = '바뀐 글';
        element.data = next";
    browser.run(OBSERVE_MUTATIONS).await?;
    browser.run(change).await?;
    browser.until(&message(&id_at(100)).contains_text("바뀐 글")).await?;
    browser.settle().await?;
    assert_eq!(touched(&browser).await?, [id_at(100)]);
    let mut state = reader_state(&browser, &read, &secure).await?;
    // The changed message may be a new element.
    assert!(state["newElements"].as_u64() <= Some(1), "{state}");
    state["newElements"] = json!(0);
    assert_eq!(state, kept(ROWS, 0), "one changed row");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn live_refresh_changes_only_messages_that_differ() -> Result {
    let observed = ObservedRoom::open("live").await?;
    observed.until_streaming().await?;
    let browser = &observed.browser;
    browser.run(OBSERVE_MUTATIONS).await?;
    observed.refresh().await?;
    assert_eq!(touched(browser).await?, [""; 0], "an equal read changes no message");

    let path = format!("/api/rooms/{}", observed.room);
    let mut room: Value = observed.stack.get(&path).await?.json().await?;
    let rows = room.pointer_mut("/data/0/message").and_then(Value::as_array_mut).ok_or("the room has messages")?;
    let row = rows.iter_mut().find(|row| row["contents_type"] == "text").ok_or("the room has a text")?;
    row["contents"] = json!("바뀐 글");
    let id = row["id"].as_str().ok_or("the message has an id")?.to_owned();
    observed.proxy.inject(&format!("GET {path}"), Fault::Respond(200, room), 99);
    observed.refresh().await?;
    browser.until(&message(&id).contains_text("바뀐 글")).await?;
    assert_eq!(touched(browser).await?, [id]);
    browser.no_complaint().await
}

/// Sets a new token function, equal headers and equal attributes 20 times, like a host page that re-renders.
fn rerender_host_page(element: &str) -> String {
    format!(
        "const element = document.querySelector('{element}');
         for (let number = 1; number <= 20; number++) {{
             const token = `token-${{number}}`;
             element.token = () => token;
             element.headers = {{ 'X-A': '1' }};
             for (const name of element.getAttributeNames()) element.setAttribute(name, element.getAttribute(name));
             await new Promise((done) => setTimeout(done, 100));
         }}
         await __queries.idle()"
    )
}

/// Replaces the element by a new one that has a token, headers and `live` before its first request.
fn replace_element(name: &str, room: &str) -> String {
    format!(
        "const element = document.createElement('{name}');
         element.token = () => 'token-0';
         element.headers = {{ 'X-A': '1' }};
         element.room = '{room}';
         element.live = true;
         document.querySelector('{name}').replaceWith(element)"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn new_token_functions_and_equal_headers_send_no_request() -> Result {
    let observed = ObservedRoom::open("").await?;
    let (browser, proxy) = (&observed.browser, &observed.proxy);
    // A new element has a token and headers before its first request.
    let reads_before = proxy.requests("GET /api/rooms/").len();
    browser.run(&replace_element("happytalk-transcript", &observed.room)).await?;
    proxy.until_streams(1).await?;
    // The element reads the room at first, at the start of the stream, and once more a little later.
    proxy.until_requested("GET /api/rooms/", reads_before + 3).await?;
    browser.ready().await?;
    let reads = proxy.requests("GET /api/rooms/").len();
    browser.run(OBSERVE_MUTATIONS).await?;
    browser.run(&rerender_host_page("happytalk-transcript")).await?;
    browser.settle().await?;
    assert_eq!(proxy.requests("GET /api/events").len(), 1, "one stream");
    assert_eq!(proxy.requests("GET /api/rooms/").len(), reads, "no more reads of the room");
    assert_eq!(touched(browser).await?, [""; 0], "no message changes");

    // The next request uses the latest token.
    observed.refresh().await?;
    let requests = proxy.requests("GET /api/rooms/");
    let last = requests.last().ok_or("a request")?;
    assert_eq!((last.header("authorization"), last.header("x-a")), ("Bearer token-20", "1"));
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn console_sends_no_request_for_new_token_functions_and_equal_headers() -> Result {
    let observed = ObservedRoom::open("").await?;
    let (browser, proxy) = (&observed.browser, &observed.proxy);
    browser.open(&proxy.url("/?live")).await?;
    browser.pane("list", "ready").await?;
    let (lists, reads) = (proxy.requests("GET /api/rooms?").len(), proxy.requests("GET /api/rooms/").len());
    browser.run(&replace_element("happytalk-console", &observed.room)).await?;
    browser.pane("list", "ready").await?;
    browser.pane("transcript", "ready").await?;
    proxy.until_streams(1).await?;
    proxy.until_requested("GET /api/rooms/", reads + 3).await?;
    proxy.until_requested("GET /api/rooms?", lists + 1).await?;
    browser.settle().await?;
    let count = || ["GET /api/events", "GET /api/rooms/", "GET /api/rooms?"].map(|line| proxy.requests(line).len());
    let before = count();
    browser.run(&rerender_host_page("happytalk-console")).await?;
    browser.settle().await?;
    assert_eq!(count(), before, "streams, rooms and lists");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn open_source_keeps_the_focus_when_its_message_is_read() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let (read, _) = open_long_room(&stack, &browser).await?;
    let source = read.matching("pre");
    browser.run(&format!("{source}.focus()")).await?;
    let change = format!(
        "const element = document.querySelector('happytalk-transcript'), next = structuredClone(element.data);
         next.data[0].message[{READ}].read_date = '2025-10-02 08:07:06';
         element.data = next"
    );
    browser.run(&change).await?;
    browser.until(&source.contains_text("2025-10-02 08:07:06")).await?;
    assert!(browser.is(&source.has_focus()).await?, "the source has the focus");
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn answer_to_a_carousel_keeps_the_focus_in_its_message() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    let blocks = ["하나", "둘"]
        .map(|label| json!({ "header": "카드", "message": "본문", "buttonList": [{ "type": "TEXT", "name": label }] }));
    let mut template = row_at(0);
    template["user_type"] = json!("B");
    template["contents_type"] = json!("template");
    template["contents"] =
        json!({ "type": "CAROUSEL", "message": "", "isLocked": false, "carouselBlocks": blocks }).to_string().into();
    let mut reply = row_at(1);
    reply["user_type"] = json!("C");
    reply["contents"] = json!("둘");
    let show = |rows: &[&Value]| {
        let answer =
            json!({ "result": "success", "data": [{ "chat": { "id": "r", "status": "2" }, "message": rows }] });
        format!("document.querySelector('happytalk-transcript').data = {answer}")
    };
    browser.run(&show(&[&template])).await?;
    browser.ready().await?;
    let carousel = message(&id_at(0));
    browser.run(&format!("{}.focus()", carousel.named("group", "카드 목록"))).await?;
    browser.until(&carousel.contains_focus()).await?;
    browser.run(&show(&[&template, &reply])).await?;
    browser.until(&carousel.contains_text("고객 선택 (추정)")).await?;
    browser.until(&format!("{} || {}", carousel.has_focus(), carousel.contains_focus())).await?;
    browser.no_complaint().await
}
