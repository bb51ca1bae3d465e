//! Mounts the view of an element into its shadow root, updates it and unmounts it.

use std::cell::{Cell, RefCell};

use any_spawner::Executor;
use happytalk_model::RoomId;
use happytalk_present::location::ConsoleLocation;
use leptos::{
    mount::{UnmountHandle, mount_to_renderer},
    prelude::*,
    tachys::view::any_view::AnyViewState,
};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::{
    events,
    options::{ElementOptions, Inputs},
};
use crate::{
    api::{ApiError, Client, data::read_data, error::FailureKind},
    browser::{
        dom::{clear, set_host_attribute},
        media::media_policy,
        panic::install_panic_hook,
    },
    components::{console::ConsoleApp, context::MediaSources, transcript::TranscriptApp},
    state::{
        announcer::Announcer,
        console::ConsoleState,
        drafts::Drafts,
        events::{ElementEvent, EventSink},
        room::{RoomRequest, RoomState},
        room_list::RoomListState,
        settings::Settings,
    },
};

thread_local! {
    static MOUNTED: Cell<usize> = const { Cell::new(0) };
}

/// Returns the number of mounted elements. Tests check that it is 0 after all elements are unmounted.
#[wasm_bindgen]
pub fn mounted() -> usize {
    MOUNTED.get()
}

/// Renders a transcript or a console into a shadow root.
///
/// # Errors
/// `options` is not an `ElementOptions`.
#[wasm_bindgen]
pub fn mount(root: &ShadowRoot, host: HtmlElement, options: JsValue) -> Result<ElementHandle, JsValue> {
    install_panic_hook();
    // Fails if an earlier element has initialised the executor.
    let _ = Executor::init_wasm_bindgen();
    let mut options: ElementOptions = serde_wasm_bindgen::from_value(options)?;
    let early = options.early.take();
    let inputs = Inputs::read(&options);
    let owner = Owner::new();
    let (settings, room, console, view) = owner.with(|| {
        let events = EventSink::new({
            let host = host.clone();
            move |event| events::dispatch(&host, event)
        });
        let settings = Settings::new(&inputs.options);
        let client = Client::new(inputs.proxy(), inputs.authorization.clone());
        let room = RoomState::new(client, events);
        room.set_follow(inputs.options.live, inputs.options.compose);
        provide_context(settings);
        provide_context(events);
        provide_context(Announcer::new());
        provide_context(Drafts::new());
        provide_context(MediaSources(StoredValue::new(media_policy(options.media.as_deref(), Some(&options.module)))));
        provide_context(room);
        let console = options.is_console.then(|| {
            let list = RoomListState::new(events);
            let host = host.clone();
            let set_room_attribute =
                move |room: Option<&RoomId>| set_host_attribute(&host, "room", room.map(RoomId::as_str));
            ConsoleState::new(inputs.location(), room, list, settings, events, set_room_attribute)
        });
        clear(root);
        // Leptos only appends children, which a shadow root supports like an element.
        let parent: &Element = root.unchecked_ref();
        let view = if let Some(console) = console {
            provide_context(console);
            console.start(early);
            if inputs.has_invalid_room() {
                room.show(inputs.request(), None);
            }
            mount_to_renderer(parent, || view! { <ConsoleApp /> }.into_any())
        } else {
            room.show(inputs.request(), early);
            mount_to_renderer(parent, || view! { <TranscriptApp /> }.into_any())
        };
        events.emit(&ElementEvent::Ready { version: env!("CARGO_PKG_VERSION") });
        (settings, room, console, view)
    });
    MOUNTED.set(MOUNTED.get() + 1);
    Ok(ElementHandle { settings, room, console, inputs: RefCell::new(inputs), owner, view: Some(view) })
}

/// A mounted element. Freeing the handle unmounts the view and stops all of its requests and timers.
#[wasm_bindgen]
pub struct ElementHandle {
    settings: Settings,
    room: RoomState,
    console: Option<ConsoleState>,
    inputs: RefCell<Inputs>,
    owner: Owner,
    view: Option<UnmountHandle<AnyViewState>>,
}

#[wasm_bindgen]
impl ElementHandle {
    /// Applies changed attributes and properties.
    ///
    /// # Errors
    /// `options` is not an `ElementOptions`.
    pub fn update(&self, options: JsValue) -> Result<(), JsValue> {
        let options: ElementOptions = serde_wasm_bindgen::from_value(options)?;
        let new = Inputs::read(&options);
        let old = self.inputs.replace(new.clone());
        self.owner.with(|| self.apply(&old, &new));
        Ok(())
    }

    fn apply(&self, old: &Inputs, new: &Inputs) {
        self.settings.update(&old.options, &new.options);
        self.room.set_follow(new.options.live, new.options.compose);
        let client = Client::new(new.proxy(), new.authorization.clone());
        let Some(console) = self.console else {
            self.room.set_client(client);
            if new.data != old.data || (new.data.is_none() && new.options.room != old.options.room) {
                self.room.show(new.request(), None);
            }
            return;
        };
        let is_other_proxy = new.proxy() != old.proxy();
        if is_other_proxy || new.authorization != old.authorization {
            console.set_client(client, is_other_proxy);
        } else {
            // Equal, but possibly with a new token function.
            self.room.set_client(client);
        }
        if new.query != old.query {
            console.go(new.query());
        } else if new.options.room != old.options.room {
            console.show(new.room());
        }
    }

    /// Reloads the room, and in a console the list.
    pub fn reload(&self) {
        match self.console {
            Some(console) => console.reload(),
            None => self.room.reload(),
        }
    }

    /// Returns the location within a console (`present::location`); `None` for a transcript.
    pub fn query(&self) -> Option<String> {
        self.console.map(ConsoleState::query)
    }

    /// Scrolls to a message, even if it is the current target.
    #[wasm_bindgen(js_name = scrollToMessage)]
    pub fn scroll_to_message(&self, id: String) {
        self.settings.scroll_to(id);
    }

    /// Mounts all rows that are not mounted yet, for printing.
    pub fn complete(&self) {
        self.settings.mount_all.update(|requests| *requests = requests.wrapping_add(1));
    }
}

impl Drop for ElementHandle {
    fn drop(&mut self) {
        self.view.take();
        self.owner.cleanup();
        MOUNTED.set(MOUNTED.get() - 1);
    }
}

impl std::fmt::Debug for ElementHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ElementHandle").field("inputs", &self.inputs).finish_non_exhaustive()
    }
}

impl Inputs {
    /// Returns the request of a transcript.
    fn request(&self) -> RoomRequest {
        if let Some(data) = &self.data {
            return RoomRequest::Data(read_data(&data.value));
        }
        match self.options.room.clone() {
            None => RoomRequest::Nothing,
            Some(Ok(room)) => RoomRequest::Room(room),
            Some(Err(_)) => RoomRequest::Invalid(ApiError::new(FailureKind::BadRequest, "room")),
        }
    }

    /// Returns the room id, if it is valid.
    fn room(&self) -> Option<RoomId> {
        self.options.room.clone()?.ok()
    }

    /// Returns the location that the page set for a console, as a query string.
    fn query(&self) -> &str {
        self.query.as_ref().map(|query| query.value.as_str()).unwrap_or_default()
    }

    /// Returns the initial location of a console.
    fn location(&self) -> ConsoleLocation {
        let location = ConsoleLocation::parse(self.query());
        ConsoleLocation { selected: location.selected.or_else(|| self.room()), ..location }
    }

    /// Returns whether a console has an invalid `room` attribute, and its location contains no room.
    fn has_invalid_room(&self) -> bool {
        self.options.room.is_some() && self.location().selected.is_none()
    }
}
