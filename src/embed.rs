//! The boundary to JavaScript: `mount` draws into a shadow root and gives a handle, freeing the handle undoes it.
//!
//! Attributes arrive as they are written and are parsed in [`crate::options`]; what is no text (data, token, headers)
//! is picked up here by name.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use any_spawner::Executor;
use js_sys::Reflect;
use leptos::task::spawn_local;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

use crate::{
    app::{
        console::Console,
        context::{Emit, Event, Settings},
        transcript,
        warm::warm,
    },
    components::kit::element::Kept,
    options::Options,
    platform::{draw, events, fetch::Started, media, panic},
    present::location::ConsoleLocation,
    session::{Session, Wanted, list::RoomList},
    source::{
        FailureKind, LoadError,
        gateway::{Authority, Reach},
    },
};
use happytalk_model::RoomId;

thread_local! {
    static MOUNTED: Cell<usize> = const { Cell::new(0) };
}

/// How many elements are mounted now: after all are gone it must be 0, which the tests hold it to.
#[wasm_bindgen]
pub fn mounted() -> usize {
    MOUNTED.get()
}

/// Draws a transcript into `root`, or a console if `options` say so (see `#options` in `www/happytalk.js`), and follows
/// them from then on.
#[wasm_bindgen]
pub fn mount(root: ShadowRoot, host: &HtmlElement, options: &JsValue) -> Handle {
    MOUNTED.set(MOUNTED.get() + 1);
    panic::install_hook();
    // An error says that an earlier element did it.
    let _ = Executor::init_wasm_bindgen();
    let input = Input::read(options);
    let session = Session::new({
        let host = host.clone();
        move |event| _ = events::dispatch(&host, &event)
    });
    let media = media::policy(text(options, "media").as_deref(), text(options, "module").as_deref());
    let settings = Settings::new(&input.options, media);
    let started = Started::from_js(field(options, "started"));
    session.wish(input.options.live, input.options.compose);
    let tell: Emit = {
        let host = host.clone();
        Rc::new(move |event| events::dispatch(&host, &event))
    };
    let console = field(options, "console").is_truthy().then(|| console(&session, &settings, &tell, host, &input));
    let view = if let Some(console) = &console {
        let place = input.place();
        let is_refused = place.selected.is_none() && input.options.room.is_some();
        console.begin(place, started);
        if is_refused {
            session.show(input.wanted(), None);
        }
        console.view()
    } else {
        session.show(input.wanted(), started);
        transcript::view(&session, &settings, &tell)
    };
    let (view, kept) = view.build();
    root.set_text_content(None);
    draw::append(&root, &view);
    spawn_local(warm(root.into(), settings.clone(), session.clone()));
    events::dispatch(host, &Event::Ready { version: env!("CARGO_PKG_VERSION") });
    Handle { session, settings, input: RefCell::new(input), console, view, _kept: kept }
}

fn console(session: &Session, settings: &Settings, emit: &Emit, host: &HtmlElement, input: &Input) -> Console {
    let list = {
        let tell = Rc::clone(emit);
        RoomList::new(move |event| _ = tell(event))
    };
    let follow = {
        let host = host.clone();
        move |room: Option<&RoomId>| {
            // A name and a value that no element refuses.
            let _ = match room {
                Some(room) => host.set_attribute("room", room.as_str()),
                None => host.remove_attribute("room"),
            };
        }
    };
    Console::new(session, list, settings, emit, input.reach(), follow)
}

/// A mounted element. Freeing it removes everything that `mount` made.
#[wasm_bindgen]
pub struct Handle {
    session: Session,
    settings: Settings,
    input: RefCell<Input>,
    console: Option<Console>,
    view: draw::Node,
    _kept: Kept,
}

#[wasm_bindgen]
impl Handle {
    /// Attributes or properties have changed: does what the change asks for, and no more.
    pub fn update(&self, options: &JsValue) {
        let new = Input::read(options);
        let old = self.input.replace(new.clone());
        self.settings.follow(&old.options, &new.options);
        self.session.wish(new.options.live, new.options.compose);
        if let Some(console) = &self.console {
            if new.server() != old.server() || new.authority != old.authority {
                console.reach(new.reach(), new.server() != old.server());
            }
            if new.query != old.query {
                console.go(&new.query().unwrap_or_default());
            } else if new.options.room != old.options.room {
                console.show(new.room());
            }
        } else if new.data != old.data || new.source() != old.source() {
            self.session.show(new.wanted(), None);
        } else if new.authority != old.authority {
            self.session.authorize(new.authority);
        }
    }

    /// Reads the room again, and the list beside it.
    pub fn reload(&self) {
        match &self.console {
            Some(console) => console.reload(),
            None => self.session.reload(),
        }
    }

    /// Where a console's reader is (see `present::place`); nothing of a transcript.
    pub fn query(&self) -> Option<String> {
        self.console.as_ref().map(Console::query)
    }

    /// Goes to a message, also when it is the one gone to before.
    #[wasm_bindgen(js_name = scrollToMessage)]
    pub fn scroll_to_message(&self, id: String) {
        self.settings.message.set(Some(id));
    }

    /// Draws the rows that are still to come, all at once: before printing.
    pub fn complete(&self) {
        self.settings.whole.set(());
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.session.stop();
        if let Some(console) = &self.console {
            console.stop();
        }
        draw::remove(&self.view);
        MOUNTED.set(MOUNTED.get() - 1);
    }
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handle").field("session", &self.session).finish_non_exhaustive()
    }
}

/// Everything an element was given.
#[derive(Clone)]
struct Input {
    options: Options,
    authority: Authority,
    /// The holder of the `data` property: a new one each time the property is set.
    data: JsValue,
    /// The holder of the `query` property: likewise.
    query: JsValue,
}

impl Input {
    /// Not twice in the download, for its two callers.
    #[inline(never)]
    fn read(options: &JsValue) -> Self {
        let written = field(options, "attributes");
        let (token, headers) = (field(options, "token"), field(options, "headers"));
        Self {
            options: Options::read(&|name| text(&written, name)),
            authority: Authority { token, headers, ..Authority::default() },
            data: field(options, "data"),
            query: field(options, "query"),
        }
    }

    /// What a room is read from.
    fn source(&self) -> impl PartialEq + '_ {
        (&self.options.room, self.server())
    }

    /// Who is asked, and how.
    fn server(&self) -> impl PartialEq + '_ {
        (&self.options.proxy, self.options.mode, self.options.credentials)
    }

    fn reach(&self) -> Reach {
        Reach {
            proxy: self.options.proxy.clone(),
            mode: self.options.mode,
            credentials: self.options.credentials,
            authority: self.authority.clone(),
        }
    }

    /// The room, if it can be one.
    fn room(&self) -> Option<RoomId> {
        self.options.room.clone()?.ok()
    }

    /// Where a console begins.
    fn place(&self) -> ConsoleLocation {
        let place = ConsoleLocation::parse(&self.query().unwrap_or_default());
        ConsoleLocation { selected: place.selected.or_else(|| self.room()), ..place }
    }

    /// Where a console should be, if the page says so.
    fn query(&self) -> Option<String> {
        text(&self.query, "value")
    }

    fn wanted(&self) -> Wanted {
        if self.data.is_object() {
            return Wanted::Data(field(&self.data, "value"));
        }
        match self.options.room.clone() {
            None => Wanted::Nothing,
            Some(Err(_)) => Wanted::Refused(LoadError::new(FailureKind::BadRequest, "room")),
            Some(Ok(room)) => Wanted::Room(self.reach().room(room).into()),
        }
    }
}

fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

fn text(object: &JsValue, name: &str) -> Option<String> {
    field(object, name).as_string()
}
