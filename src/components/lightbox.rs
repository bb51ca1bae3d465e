//! The lightbox: a room's pictures, one at a time and as large as the window, over everything else.
//!
//! One frame stands as long as the dialog is open; `show` fills its places with another picture.

use std::{cell::Cell, rc::Rc};

use happytalk_model::message::media::Media;
use leptos::ev;

use super::{
    kit::{
        dialog::Dialog,
        element::{El, Handle, div, el, span},
        icon::{self, Icon},
        picture, stamp,
    },
    look::Scope,
    timeline::{Content, Scene},
    transcript,
};
use crate::{
    platform,
    present::{header::sender_name, media},
};

/// How large, in percent of what fits the window.
const ZOOMS: [&str; 4] = ["100", "150", "200", "300"];
/// The one that a click on the picture goes to.
const CLOSER: usize = 2;
/// How far a finger goes across the picture to turn to another, in pixels.
const SWIPE: i32 = 48;

struct Lightbox {
    scope: Scope,
    scene: Rc<Scene>,
    /// As it was when the dialog was opened.
    content: Rc<Content>,
    /// With the places of their messages.
    pictures: Vec<(usize, Media)>,
    now: Cell<usize>,
    zoom: Cell<usize>,
    touched: Cell<i32>,
    dialog: Dialog,
    title: Handle,
    links: Handle,
    view: Handle,
    percent: Handle,
    smaller: Handle,
    larger: Handle,
    previous: Handle,
    next: Handle,
}

/// Opens it at a picture of the message that `scope` says, by its place in memory. Secure messages that are not shown
/// stay out of it, but for the one that was clicked, which has been revealed.
pub fn open(scope: &Scope, clicked: (*const Media, &Media)) {
    let Some(scene) = scope.scene.upgrade() else { return };
    let (mut pictures, mut now, mut is_found) = (Vec::new(), 0, false);
    let content = scene.content();
    for at in 0..content.count() {
        let message = content.message(at);
        if at != scope.at && media::is_withheld(message, scope.locked) {
            continue;
        }
        for picture in media::pictures(&message.body) {
            // A message that was read again since lies elsewhere.
            if !is_found && (std::ptr::eq(picture, clicked.0) || (at == scope.at && picture == clicked.1)) {
                now = pictures.len();
                is_found = std::ptr::eq(picture, clicked.0);
            }
            if scope.media(&picture.url).is_ok() {
                pictures.push((at, picture.clone()));
            }
        }
    }
    let mut standing = None;
    Dialog::open(scope, "lightbox", scope.words.lightbox, |dialog| {
        let (lightbox, frame) = Lightbox::frame(scope, &scene, pictures, dialog);
        standing = Some(lightbox);
        frame
    });
    if let Some(lightbox) = standing {
        lightbox.show(now);
    }
}

impl Lightbox {
    fn frame(scope: &Scope, scene: &Rc<Scene>, pictures: Vec<(usize, Media)>, dialog: &Dialog) -> (Rc<Self>, El) {
        let lightbox = Rc::new(Self {
            scope: scope.clone(),
            scene: Rc::clone(scene),
            content: scene.content(),
            pictures,
            now: Cell::default(),
            zoom: Cell::default(),
            touched: Cell::default(),
            dialog: dialog.clone(),
            title: Handle::default(),
            links: Handle::default(),
            view: Handle::default(),
            percent: Handle::default(),
            smaller: Handle::default(),
            larger: Handle::default(),
            previous: Handle::default(),
            next: Handle::default(),
        });
        let words = scope.words;
        let zoom = |closer: bool, handle: &Handle| {
            let (icon, label) = if closer { (Icon::Plus, words.zoom_in) } else { (Icon::Minus, words.zoom_out) };
            let this = Rc::clone(&lightbox);
            button("tool", icon, label, handle).on(ev::click, move |_| this.closer(closer))
        };
        let turn = |forward: bool, handle: &Handle| {
            let (class, icon, label) = if forward {
                ("turn turn-next", Icon::Right, words.next_picture)
            } else {
                ("turn turn-previous", Icon::Left, words.previous_picture)
            };
            let this = Rc::clone(&lightbox);
            button(class, icon, label, handle).on(ev::click, move |_| this.turn(forward))
        };
        let go = Rc::clone(&lightbox);
        let tools = [
            div("zooms")
                .child(zoom(false, &lightbox.smaller))
                .child(span("percent").handle(&lightbox.percent))
                .child(zoom(true, &lightbox.larger)),
            span("lightbox-links").handle(&lightbox.links),
            button("tool", Icon::Chat, words.to_message, &Handle::default())
                .child(span("tool-label").text(words.to_message))
                .on(ev::click, move |_| {
                    go.dialog.close();
                    transcript::go(&go.scene, go.pictures[go.now.get()].0);
                }),
        ];
        let title = el("h2").handle(&lightbox.title);
        let (keys, down, up) = (Rc::clone(&lightbox), Rc::clone(&lightbox), Rc::clone(&lightbox));
        let frame = div("lightbox-frame")
            .on(ev::keydown, move |event| keys.key(&event))
            .child(dialog.head(scope, title, tools))
            .child(
                div("lightbox-view")
                    .attr("tabindex", "0")
                    .flag("autofocus", true)
                    .attr("role", "group")
                    .attr("aria-label", words.image)
                    .handle(&lightbox.view)
                    .on(ev::pointerdown, move |event| down.touched.set(event.client_x()))
                    .on(ev::pointerup, move |event| {
                        let way = event.client_x() - up.touched.get();
                        if event.pointer_type() == "touch" && up.zoom.get() == 0 && way.abs() > SWIPE {
                            up.turn(way < 0);
                        }
                    }),
            )
            .child(turn(false, &lightbox.previous))
            .child(turn(true, &lightbox.next));
        (lightbox, frame)
    }

    /// Shows the picture at `now`, whole.
    fn show(self: &Rc<Self>, now: usize) {
        let Some((at, media)) = self.pictures.get(now) else { return };
        self.now.set(now);
        let (words, count) = (self.scope.words, self.pictures.len());
        let head = &self.content.message(*at).head;
        let (role, name) = sender_name(&head.sender, &self.content.room().info, words);
        let place = (words.slide_of)(now + 1, count);
        let who = name.map_or(role.clone(), |name| format!("{role} {name}"));
        let about = span("lightbox-about")
            .child(el("bdi").text(&who))
            .maybe(head.sent_at.map(|moment| stamp::full(moment, words)));
        self.title.fill(span("lightbox-title").child(span("lightbox-count").text(&place)).child(about));
        let scope = Scope { id: head.id.as_deref().map(Rc::from), at: *at, ..self.scope.clone() };
        self.links.clear();
        if let Some(link) = picture::original(&scope, media, words.image) {
            let label = span("tool-label").text(words.open_original);
            let link = link.class("tool").attr("aria-label", words.open_original);
            self.links.append(link.child(icon::draw(Icon::External)).child(label));
        }
        let (beside, on_picture) = (Rc::clone(self), Rc::clone(self));
        let frame = div("large").on(ev::click, move |click: ev::MouseEvent| {
            if click.target() == click.current_target() && beside.zoom.get() == 0 {
                beside.dialog.close();
            }
        });
        let toggle = Rc::new(move || on_picture.zoom(if on_picture.zoom.get() == 0 { CLOSER } else { 0 }));
        self.view.fill(picture::large(frame, &scope, media, toggle));
        self.zoom(0);
        self.previous.disable(now == 0, &self.view);
        self.next.disable(now + 1 == count, &self.view);
        self.scope.stage.announce(&format!("{place} {who}"));
    }

    fn turn(self: &Rc<Self>, forward: bool) {
        self.show(if forward { self.now.get() + 1 } else { self.now.get().wrapping_sub(1) });
    }

    fn closer(&self, closer: bool) {
        let zoom = if closer { self.zoom.get() + 1 } else { self.zoom.get().saturating_sub(1) };
        self.zoom(zoom.min(ZOOMS.len() - 1));
    }

    fn zoom(&self, zoom: usize) {
        let is_new = self.zoom.replace(zoom) != zoom;
        let percent = format!("{}%", ZOOMS[zoom]);
        if let Some(view) = self.view.get() {
            platform::dialog::zoom(&view, ZOOMS[zoom]);
        }
        self.percent.fill(el("span").text(&percent));
        self.smaller.disable(zoom == 0, &self.view);
        self.larger.disable(zoom + 1 == ZOOMS.len(), &self.view);
        if is_new {
            self.scope.stage.announce(&percent);
        }
    }

    fn key(self: &Rc<Self>, event: &ev::KeyboardEvent) {
        if platform::keys::held(event) & !platform::keys::SHIFT != 0 {
            return;
        }
        let key = event.key();
        match key.as_str() {
            "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" => {
                // What has the keyboard is what the browser scrolls, and it may be a link that goes with the picture.
                self.view.focus();
                if self.zoom.get() > 0 || key == "ArrowUp" || key == "ArrowDown" {
                    return;
                }
                self.turn(key == "ArrowRight");
            }
            "+" | "=" => self.closer(true),
            "-" => self.closer(false),
            "0" => self.zoom(0),
            _ => return,
        }
        event.prevent_default();
    }
}

fn button(class: &'static str, icon: Icon, label: &str, handle: &Handle) -> El {
    el("button").attr("type", "button").class(class).attr("aria-label", label).handle(handle).child(icon::draw(icon))
}
