//! The state of an open lightbox: the current picture and the zoom level.

use std::cmp::Ordering;

use happytalk_present::lightbox::{KeyAction, LightboxPicture, Zoom, key_action};
use leptos::{ev, html, prelude::*};

use crate::{
    browser::{
        dialog::zoom_view,
        focus::{focus_element, pass_focus},
    },
    components::context::RenderContext,
};

/// Minimum length of a swipe in pixels.
const SWIPE_PX: i32 = 48;

/// The state of an open lightbox.
#[derive(Clone, Copy)]
pub struct LightboxControls {
    context: RenderContext,
    pictures: StoredValue<Vec<LightboxPicture>>,
    index: RwSignal<usize>,
    zoom: RwSignal<Zoom>,
    touch_start: StoredValue<i32>,
    /// The scroll container of the picture.
    pub view: NodeRef<html::Div>,
    /// Button of the previous picture.
    pub previous: NodeRef<html::Button>,
    /// Button of the next picture.
    pub next: NodeRef<html::Button>,
    /// Button to zoom out.
    pub smaller: NodeRef<html::Button>,
    /// Button to zoom in.
    pub larger: NodeRef<html::Button>,
}

impl LightboxControls {
    /// Returns controls that show the picture at `index`. Each further picture is announced.
    pub fn new(context: RenderContext, pictures: Vec<LightboxPicture>, index: usize) -> Self {
        let controls = Self {
            context,
            pictures: StoredValue::new(pictures),
            index: RwSignal::new(index),
            zoom: RwSignal::new(Zoom::FIT),
            touch_start: StoredValue::new(0),
            view: NodeRef::new(),
            previous: NodeRef::new(),
            next: NodeRef::new(),
            smaller: NodeRef::new(),
            larger: NodeRef::new(),
        };
        Effect::new(move |_| {
            if let Some(picture) = controls.picture() {
                context.announcer.announce(format!("{} {}", controls.position(), picture.sender));
            }
        });
        controls
    }

    /// Returns the index of the current picture; tracked.
    pub fn index(self) -> usize {
        self.index.get()
    }

    /// Returns the current picture; tracked. `None` only if there are no pictures.
    pub fn picture(self) -> Option<LightboxPicture> {
        self.at(self.index.get())
    }

    /// Returns the current picture.
    pub fn picture_untracked(self) -> Option<LightboxPicture> {
        self.at(self.index.get_untracked())
    }

    /// Returns the picture at an index.
    pub fn at(self, index: usize) -> Option<LightboxPicture> {
        self.pictures.with_value(|pictures| pictures.get(index).cloned())
    }

    /// Returns the label of the position among all pictures; tracked.
    pub fn position(self) -> String {
        (self.context.words.slide_of)(self.index.get() + 1, self.count())
    }

    /// Returns whether this is the first picture; tracked.
    pub fn is_first(self) -> bool {
        self.index.get() == 0
    }

    /// Returns whether this is the last picture; tracked.
    pub fn is_last(self) -> bool {
        self.index.get() + 1 >= self.count()
    }

    /// Returns the zoom level; tracked.
    pub fn zoom(self) -> Zoom {
        self.zoom.get()
    }

    /// Returns the zoom level.
    pub fn zoom_untracked(self) -> Zoom {
        self.zoom.get_untracked()
    }

    /// Shows the previous picture, if there is one.
    pub fn show_previous(self) {
        if let Some(index) = self.index.get_untracked().checked_sub(1) {
            self.show(index);
        }
    }

    /// Shows the next picture, if there is one.
    pub fn show_next(self) {
        let index = self.index.get_untracked() + 1;
        if index < self.count() {
            self.show(index);
        }
    }

    /// Changes the zoom level and announces it.
    pub fn set_zoom(self, zoom: Zoom) {
        if zoom != self.zoom.get_untracked() {
            self.apply_zoom(zoom);
            self.context.announcer.announce(format!("{}%", zoom.percent()));
        }
    }

    /// Handles a key. Keys with a modifier other than Shift are left to the browser.
    pub fn on_key(self, event: &ev::KeyboardEvent) {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let Some(action) = key_action(&event.key(), self.zoom.get_untracked()) else { return };
        // The browser scrolls the focused element, and a focused link would be replaced with its picture.
        if !matches!(action, KeyAction::Zoom(_))
            && let Some(view) = self.view.get_untracked()
        {
            focus_element(&view);
        }
        match action {
            KeyAction::Scroll => return,
            KeyAction::Previous => self.show_previous(),
            KeyAction::Next => self.show_next(),
            KeyAction::Zoom(zoom) => self.set_zoom(zoom),
        }
        event.prevent_default();
    }

    /// Handles the start of a touch.
    pub fn on_pointer_down(self, event: &ev::PointerEvent) {
        self.touch_start.set_value(event.client_x());
    }

    /// Handles the end of a touch. A swipe changes the picture, unless the picture is enlarged and scrolls.
    pub fn on_pointer_up(self, event: &ev::PointerEvent) {
        if event.pointer_type() != "touch" || self.zoom.get_untracked() != Zoom::FIT {
            return;
        }
        let distance = event.client_x() - self.touch_start.get_value();
        match distance.cmp(&0) {
            _ if distance.abs() <= SWIPE_PX => {}
            Ordering::Less => self.show_next(),
            _ => self.show_previous(),
        }
    }

    fn count(self) -> usize {
        self.pictures.with_value(Vec::len)
    }

    fn show(self, index: usize) {
        if index == 0 {
            self.release_focus(self.previous);
        }
        if index + 1 == self.count() {
            self.release_focus(self.next);
        }
        self.index.set(index);
        self.apply_zoom(Zoom::FIT);
    }

    fn apply_zoom(self, zoom: Zoom) {
        if zoom == Zoom::FIT {
            self.release_focus(self.smaller);
        }
        if zoom.is_largest() {
            self.release_focus(self.larger);
        }
        self.zoom.set(zoom);
        if let Some(view) = self.view.get_untracked() {
            zoom_view(&view, zoom.percent());
        }
    }

    /// Moves the focus from a button to the view, before the button is disabled and loses the focus.
    fn release_focus(self, button: NodeRef<html::Button>) {
        if let (Some(button), Some(view)) = (button.get_untracked(), self.view.get_untracked()) {
            pass_focus(&button, &view);
        }
    }
}
