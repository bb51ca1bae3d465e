//! Dialogs and the header of a room in a browser: focus, announcements, and kept elements.

#![cfg(target_arch = "wasm32")]

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use gloo_timers::future::sleep;
use happytalk_model::{Answer, decode, link::MediaPolicy};
use happytalk_present::{
    live::TranscriptSnapshot,
    options::{Lang, Locked, Options, StartAt},
    row_key::RowKey,
};
use happytalk_viewer::{
    components::{
        context::{MediaSources, RenderContext},
        dialog_host::{Dialog, DialogHost, use_dialog_host},
        dialogs::DialogOverlay,
        room_timeline::{RoomTimeline, RoomTimelines},
        timeline::Timeline,
        transcript::header::RoomHeader,
    },
    state::{announcer::Announcer, events::EventSink, settings::Settings},
};
use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

wasm_bindgen_test_configure!(run_in_browser);

/// A room with three pictures, header fields and a message with a note.
const CHAT: &str = r#""title":"환불 문의","users_id":"u1","parcel_number":"1234""#;
const ROWS: &str = r#"{"id":"1","type":"C","user_type":"C","contents_type":"image","contents":"ORIGIN/1.png"},
    {"id":"2","type":"C","user_type":"C","contents_type":"text","contents":7},
    {"id":"3","type":"C","user_type":"H","contents_type":"template","contents":{"type":"CAROUSEL","carouselBlocks":[
      {"message":"a","image":{"url":"ORIGIN/2.png"}},{"message":"b","image":{"url":"ORIGIN/3.png"}}]}}"#;

/// A mounted room with header, rows and dialogs.
struct App {
    host: HtmlElement,
    dialogs: DialogHost,
    timeline: RoomTimeline,
    settings: Settings,
    shown: RwSignal<Arc<TranscriptSnapshot>>,
    _mounted: Box<dyn std::any::Any>,
}

fn origin() -> String {
    window().location().origin().expect("an origin")
}

fn shown(chat: &str) -> Arc<TranscriptSnapshot> {
    let rows = ROWS.replace("ORIGIN", &origin());
    let document = format!(r#"{{"result":"success","data":[{{"chat":{{{chat}}},"message":[{rows}]}}]}}"#);
    match decode(document.as_bytes()).expect("JSON").value {
        Answer::Transcript(transcript) => Arc::new(TranscriptSnapshot::from_transcript(Arc::new(transcript))),
        Answer::Failure(failure) => panic!("{failure:?}"),
    }
}

impl App {
    async fn mount() -> Self {
        let host: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        document().body().expect("a body").append_child(&host).expect("appended");
        let parts = Rc::new(RefCell::new(None));
        let filled = Rc::clone(&parts);
        let mounted = mount_to(host.clone(), move || {
            let settings = Settings::new(&Options::default());
            provide_context(settings);
            provide_context(EventSink::new(|_| true));
            provide_context(Announcer::new());
            let policy = MediaPolicy { own_origins: vec![origin()], upgrade_http: false, hosts: Vec::new() };
            provide_context(MediaSources(StoredValue::new(policy)));
            RenderContext::provide(Lang::Ko);
            provide_context(DialogHost::new());
            let shown = RwSignal::new(shown(CHAT));
            let timeline = RoomTimeline::new(shown.into(), 0, settings, StartAt::Top);
            provide_context(RoomTimelines(RwSignal::new(vec![timeline])));
            filled.replace(Some((use_dialog_host(), timeline, settings, shown)));
            let unreadable = Signal::derive(move || timeline.is_complete.get().then_some(2));
            view! {
                <RoomHeader timeline=timeline unreadable=unreadable />
                <Timeline timeline=timeline />
                <DialogOverlay />
            }
        });
        let (dialogs, timeline, settings, shown) = parts.take().expect("mounted");
        let app = Self { host, dialogs, timeline, settings, shown, _mounted: Box::new(mounted) };
        app.until("every row is mounted", || app.find("[data-message-id='3']").is_some()).await;
        app
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.host.query_selector(selector).expect("a selector").map(JsCast::unchecked_into)
    }

    fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("{selector} in {}", self.host.inner_html()))
    }

    fn tool(&self, index: usize) -> HtmlElement {
        self.get(&format!("header .tools button:nth-of-type({})", index + 1))
    }

    async fn until(&self, what: &str, condition: impl Fn() -> bool) {
        for _ in 0..100 {
            if condition() {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("{what}: {}", self.host.inner_html());
    }

    async fn opened(&self) -> HtmlElement {
        self.until("a dialog is open", || self.find("dialog[open]").is_some()).await;
        self.get("dialog[open]")
    }

    /// Opens the lightbox at the first picture of the message with this id.
    async fn open_lightbox(&self, id: &str) -> HtmlElement {
        self.dialogs.open(Dialog::Lightbox { timeline: self.timeline, key: RowKey::Id(id.into(), 0), picture: 0 });
        self.opened().await
    }

    async fn closed(&self) {
        self.until("no dialog", || self.find("dialog").is_none()).await;
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.host.remove();
    }
}

fn focused() -> Element {
    document().active_element().expect("a focused element")
}

fn press(key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
    focused().dispatch_event(&event).expect("dispatched");
}

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn closing_a_dialog_returns_the_focus_before_the_call_returns() {
    let app = App::mount().await;
    let opener = app.tool(1);
    opener.focus().expect("focused");
    opener.click();
    let dialog = app.opened().await;
    assert!(dialog.contains(Some(&focused())));
    app.dialogs.close();
    assert_eq!(focused(), *opener);
    app.closed().await;
}

#[wasm_bindgen_test]
async fn dialog_that_replaces_another_returns_the_focus_to_the_first_opener() {
    let app = App::mount().await;
    let opener = app.tool(1);
    opener.focus().expect("focused");
    opener.click();
    let first = app.opened().await;
    for _ in 0..2 {
        app.dialogs.open(Dialog::Details { timeline: app.timeline });
        app.until("another dialog", || app.find("dialog[open] .details").is_some()).await;
    }
    // The `close` events of the replaced dialogs have arrived by now.
    sleep(Duration::from_millis(50)).await;
    assert!(!first.is_connected() && app.get("dialog[open]").contains(Some(&focused())));
    app.dialogs.close();
    assert_eq!(focused(), *opener);
    app.closed().await;
}

#[wasm_bindgen_test]
async fn click_outside_closes_and_a_click_inside_does_not() {
    let app = App::mount().await;
    app.tool(0).click();
    let dialog = app.opened().await;
    app.get("dialog .details").click();
    sleep(Duration::from_millis(20)).await;
    assert!(dialog.is_connected());
    dialog.click();
    app.closed().await;
}

#[wasm_bindgen_test]
async fn changing_the_setting_for_secure_messages_closes_the_dialog() {
    let app = App::mount().await;
    app.tool(1).click();
    app.opened().await;
    app.settings.locked.set(Locked::Hide);
    app.closed().await;
}

#[wasm_bindgen_test]
async fn lightbox_shows_and_announces_each_picture_of_the_room() {
    let app = App::mount().await;
    let opener = app.tool(0);
    opener.focus().expect("focused");
    let dialog = app.open_lightbox("3").await;
    assert_eq!(focused(), *app.get(".lightbox-view"));
    let announced = |start: &str| text(&app.get("dialog [role=status]")).starts_with(start);
    app.until("the second picture", || announced("2 / 3")).await;
    press("ArrowRight");
    app.until("the last picture", || announced("3 / 3")).await;
    // The picture, or its address once it failed to load: the test server has no pictures.
    assert!(app.get("dialog .large").inner_html().contains("/3.png"));
    press("ArrowRight");
    sleep(Duration::from_millis(20)).await;
    assert!(announced("3 / 3"));
    press("+");
    assert_eq!(app.get(".lightbox-view").get_attribute("data-zoom").as_deref(), Some("150"));
    app.until("the zoom level", || announced("150%")).await;
    press("ArrowLeft");
    sleep(Duration::from_millis(20)).await;
    assert!(announced("150%"), "an enlarged picture scrolls");
    press("0");
    press("ArrowLeft");
    press("ArrowLeft");
    app.until("the first picture", || announced("1 / 3")).await;
    assert_eq!(text(&app.get("dialog h2")).trim_end(), "1 / 3고객 u1");
    app.dialogs.close();
    assert_eq!(focused(), *opener);
    assert!(!dialog.has_attribute("open"));
}

#[wasm_bindgen_test]
async fn focus_moves_from_a_disabled_button_to_the_view() {
    let app = App::mount().await;
    app.open_lightbox("1").await;
    let next = app.get("dialog .turn-next");
    next.focus().expect("focused");
    next.click();
    app.until("the second picture", || text(&app.get("dialog h2")).starts_with("2 / 3")).await;
    assert_eq!(focused(), *next);
    next.click();
    app.until("the button is disabled", || next.has_attribute("disabled")).await;
    assert_eq!(focused(), *app.get(".lightbox-view"));
}

#[wasm_bindgen_test]
async fn drawer_entry_scrolls_to_its_message() {
    let app = App::mount().await;
    app.tool(1).click();
    app.opened().await;
    let titles = app.host.query_selector_all("dialog h3").expect("a selector");
    assert_eq!((titles.length(), text(&app.get("dialog h3"))), (1, "사진 3".to_owned()));
    app.get("dialog li:nth-of-type(2) button").click();
    let row = app.get("[data-message-id='3']");
    app.until("the row has the focus", || focused() == *row).await;
    app.until("the row is highlighted", || row.has_attribute("data-highlight")).await;
    app.closed().await;
}

#[wasm_bindgen_test]
async fn details_list_the_messages_with_notes() {
    let app = App::mount().await;
    app.tool(0).click();
    app.opened().await;
    assert!(text(&app.get("dialog .noted .notes")).contains("/contents"));
    app.get("dialog .noted button").click();
    let row = app.get("[data-message-id='2']");
    app.until("the row has the focus", || focused() == *row).await;
}

#[wasm_bindgen_test]
async fn header_keeps_the_focus_while_its_room_changes() {
    let app = App::mount().await;
    let copy = app.get("header dd button");
    copy.focus().expect("focused");
    assert!(app.find("header .tags").is_none());
    app.shown.set(shown(&format!(
        r#"{CHAT},"title":"교환 문의","tags":["가","가"],"status":"3","reg_date":"2025-10-01 10:00:00","complate_date":"2025-10-01 11:00:00""#
    )));
    app.until("the tags", || app.find("header .tags li:nth-of-type(2)").is_some()).await;
    assert_eq!(text(&app.get("header h2")), "교환 문의");
    assert!(app.find("header .status").is_some());
    assert_eq!(focused(), *copy);
    assert_eq!(text(&copy.parent_element().expect("a field")), "1234복사");
    assert!(text(&app.get("header [role=status]")).contains('2'));
}
