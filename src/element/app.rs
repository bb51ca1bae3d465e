//! The state of one element. It is created once, and updated when inputs change.

use happytalk_model::RoomId;
use happytalk_present::location::ConsoleLocation;
use leptos::{
    mount::{UnmountHandle, mount_to_renderer},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::{
    events,
    options::{ElementOptions, Inputs},
};
use crate::{
    api::{ApiError, Client, EarlyResponse, data::read_data, error::FailureKind},
    browser::{dom::set_host_attribute, media::media_policy},
    components::{
        built::{BuiltState, BuiltView, IntoBuilt},
        console::ConsoleApp,
        context::MediaSources,
        transcript::TranscriptApp,
    },
    state::{
        announcer::Announcer,
        console::ConsoleState,
        drafts::Drafts,
        events::EventSink,
        room::{RoomRequest, RoomState},
        room_list::RoomListState,
        settings::Settings,
    },
};

/// The state of one element.
#[derive(Clone, Copy)]
pub struct App {
    /// The settings of the attributes.
    pub settings: Settings,
    /// The events of the host.
    pub events: EventSink,
    /// The room.
    pub room: RoomState,
    /// `None` for a transcript.
    pub console: Option<ConsoleState>,
}

impl App {
    /// Creates the state and provides it as contexts of the view.
    pub fn provide(options: &ElementOptions, inputs: &Inputs, host: HtmlElement) -> Self {
        let settings = Settings::new(&inputs.options);
        let events = EventSink::new({
            let host = host.clone();
            move |event| events::dispatch(&host, event)
        });
        let room = RoomState::new(inputs.client(), events);
        let media = media_policy(options.media.as_deref(), Some(&options.module));
        provide_context(settings);
        provide_context(events);
        provide_context(Announcer::new());
        provide_context(Drafts::new());
        provide_context(MediaSources(StoredValue::new(media)));
        provide_context(room);
        let console = options.is_console.then(|| {
            let set_room_attribute =
                move |room: Option<&RoomId>| set_host_attribute(&host, "room", room.map(RoomId::as_str));
            let list = RoomListState::new(events);
            ConsoleState::new(inputs.location(), room, list, settings, events, set_room_attribute)
        });
        if let Some(console) = console {
            provide_context(console);
        }
        Self { settings, events, room, console }
    }

    /// Requests the initial content.
    pub fn start(self, inputs: &Inputs, early: Option<EarlyResponse>) {
        self.room.set_follow(inputs.options.live, inputs.options.compose);
        match self.console {
            None => self.room.show(inputs.request(), early),
            Some(console) => {
                console.start(early);
                if inputs.has_invalid_room() {
                    self.room.show(inputs.request(), None);
                }
            }
        }
    }

    /// Renders the view into a shadow root.
    pub fn mount(self, root: &ShadowRoot) -> UnmountHandle<BuiltState> {
        if self.console.is_some() {
            mount_view(root, || view! { <ConsoleApp /> }.into_built())
        } else {
            mount_view(root, || view! { <TranscriptApp /> }.into_built())
        }
    }

    /// Applies changed inputs.
    pub fn update(self, old: &Inputs, new: &Inputs) {
        self.settings.update(&old.options, &new.options);
        self.room.set_follow(new.options.live, new.options.compose);
        let Some(console) = self.console else {
            self.room.set_client(new.client());
            if new.data != old.data || (new.data.is_none() && new.options.room != old.options.room) {
                self.room.show(new.request(), None);
            }
            return;
        };
        let is_other_proxy = new.proxy() != old.proxy();
        if is_other_proxy || new.authorization != old.authorization {
            console.set_client(new.client(), is_other_proxy);
        } else {
            // Equal, but possibly with a new token function.
            self.room.set_client(new.client());
        }
        if new.query != old.query {
            console.go(new.query());
        } else if new.options.room != old.options.room {
            console.show(new.room());
        }
    }
}

/// Mounts a view at the end of a shadow root.
pub(super) fn mount_view(root: &ShadowRoot, view: impl FnOnce() -> BuiltView + 'static) -> UnmountHandle<BuiltState> {
    // Leptos only appends children, which a shadow root supports like an element.
    let parent: &Element = root.unchecked_ref();
    mount_to_renderer(parent, view)
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

    /// Returns a client of the proxy.
    fn client(&self) -> Client {
        Client::new(self.proxy(), self.authorization.clone())
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
