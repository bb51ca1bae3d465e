//! What a console looks like: which part is drawn anew when which of its values changes.

use std::{borrow::Cow, rc::Rc};

use happytalk_model::room::RoomInfo;
use leptos::{ev, task::spawn_local};

use super::{Console, transcript};
use crate::{
    app::context::Step,
    components::{
        console::{
            self as parts, Steps,
            filters::filters,
            rooms::{self, Rooms},
        },
        kit::element::{El, div},
        stage,
        states::{Again, failed},
    },
    i18n::Words,
    platform::clock,
    present::{
        gist::gist,
        list::{self, RoomRow, TOO_LONG},
        live::Shown,
        location::{ConsoleLocation, default_list_request},
    },
    session::list::ListState,
    source::LoadError,
};

impl Console {
    /// Everything below the shadow root.
    pub fn view(&self) -> El {
        let inner = &*self.0;
        let places = &inner.places;
        let (state, busy) = (inner.list.state(), inner.list.busy());
        let room_busy = inner.session.busy();
        let view = if inner.selected.get_untracked().is_some() { "room" } else { "list" };
        let content = transcript::content(&inner.session, &inner.settings, &inner.emit, &inner.heirs[0]);
        let (keys, heirs, here, follows) = (self.clone(), inner.heirs.clone(), self.clone(), self.clone());
        let list = parts::list_pane()
            .live("data-state", move || Some(state.get().slug().into()))
            .live("aria-busy", move || busy.get().then_some("true".into()))
            .live("aria-label", self.named(|words| words.list.rooms))
            .changing(self.drawn(Self::heading))
            .changing(self.drawn(Self::filters))
            .child(
                div("list-body")
                    .handle(&places.rooms)
                    .changing(self.drawn(Self::rooms))
                    .follow(move || follows.follow_room()),
            )
            .changing(self.drawn(Self::pager))
            .child(stage::voice(&places.voice));
        let conversation = parts::room_pane()
            .live("data-state", transcript::slug(&inner.session))
            .live("aria-busy", move || room_busy.get().then_some("true".into()))
            .live("aria-label", self.named(|words| words.list.conversation))
            .changing(self.drawn(Self::bar))
            .child(div("body").attr("tabindex", "-1").handle(&places.body).changing(content));
        transcript::root(&inner.settings)
            .class("root console")
            .attr("data-view", view)
            .handle(&places.root)
            .on(ev::keydown, move |event| {
                if let Some(forward) = parts::is_step(&event) {
                    keys.step(forward);
                } else if let Some(into) = parts::is_crossing(&event) {
                    keys.cross(into);
                }
            })
            .on(ev::focusin, move |event: ev::FocusEvent| {
                // Who goes elsewhere while something is loaded stays there.
                if !here.0.places.body.is_target(&event) {
                    heirs[0].set(false);
                    heirs[1].set(false);
                }
            })
            .child(list)
            .child(conversation)
    }

    fn named(&self, name: fn(&Words) -> &'static str) -> impl Fn() -> Option<Cow<'static, str>> + use<> {
        let this = self.clone();
        move || Some(name(this.words()).into())
    }

    fn drawn(&self, draw: fn(&Self) -> El) -> impl Fn() -> Option<El> + use<> {
        let this = self.clone();
        move || Some(draw(&this))
    }

    fn heading(&self) -> El {
        parts::heading(self.words())
    }

    fn filters(&self) -> El {
        self.0.anew.get();
        let this = self.clone();
        let ask = move |query: &str| {
            this.ask(ConsoleLocation::parse(query).list, true);
            this.tell(Step::Push);
        };
        filters(&self.0.asked.get(), &clock::today(), self.words(), Rc::new(ask))
    }

    fn rooms(&self) -> El {
        let (inner, words) = (&*self.0, self.words());
        // Rows may say what is not to be seen any more.
        inner.settings.locked.get();
        let heir = &inner.heirs[1];
        if inner.places.rooms.has_keyboard() {
            heir.set(true);
        }
        let again = |run: Rc<dyn Fn()>| Again { run, takes_keyboard: heir.replace(false) };
        match inner.list.state().get() {
            ListState::Loading => parts::skeleton(words),
            ListState::Failed(error) => {
                let (action, run) = self.way_out(&error, words);
                let sentence = list::failure(error.kind, error.vendor_code, &inner.asked.get(), words);
                failed(&sentence, error.kind, error.reference(), (action, again(run)))
            }
            ListState::Page(page) if page.rooms.is_empty() => {
                let asked = inner.asked.get();
                let (said, action, run) = if asked.page.get() > 1 {
                    (words.list.empty_page, words.list.turn[0], self.back())
                } else if asked == default_list_request() {
                    (words.list.empty_today, words.reload, self.again())
                } else {
                    (words.list.empty, words.list.reset, self.reset())
                };
                parts::empty(said, (action, again(run)))
            }
            ListState::Page(page) => {
                let now = self.now();
                let rows: Vec<_> = page.rooms.iter().map(|info| self.row(info, now.as_deref())).collect();
                self.stop_at_the_open_room(&rows);
                let count = list::grouped(page.total_count.unwrap_or(rows.len() as u64));
                let voice = inner.places.voice.clone();
                // Once the voice is there: what it says first is not heard otherwise.
                spawn_local(async move { stage::say(&voice, &(words.list.found)(&count)) });
                let (pick, go) = (self.clone(), self.clone());
                rooms::list(
                    &rows,
                    words,
                    Rooms {
                        selected: inner.selected.clone(),
                        stop: inner.stop.clone(),
                        takes_keyboard: heir.replace(false),
                        pick: Rc::new(move |at| pick.pick(at, Step::Push)),
                        go: Rc::new(move |at| go.move_to(at)),
                    },
                )
            }
        }
    }

    /// The open room's row says what the room itself says, also when it goes on.
    fn follow_room(&self) {
        let inner = &*self.0;
        // What the row follows, whether or not there is one by now.
        inner.session.desk().changed.get();
        inner.session.state().get();
        self.words();
        let (Some(now), Some(place)) = (self.now(), inner.places.rooms.find("[aria-current]")) else { return };
        if let ListState::Page(page) = inner.list.state().get_untracked()
            && let Some(info) = page.rooms.iter().find(|info| list::id(info) == inner.selected.get_untracked())
        {
            rooms::fill(&place, &self.row(info, Some(&now)), self.words());
        }
    }

    /// The open room, if it stands; not the one before, while another is being loaded.
    fn now(&self) -> Option<Rc<Shown>> {
        let (session, desk) = (&self.0.session, self.0.session.desk());
        let is_it = self.0.selected.get_untracked().is_some_and(|room| room.as_str() == desk.room());
        desk.shown().filter(|_| is_it && !session.is_waiting())
    }

    /// A row of the list; that of the open room says what is known by `now`.
    fn row(&self, info: &RoomInfo, now: Option<&Shown>) -> RoomRow {
        let (inner, words) = (&*self.0, self.words());
        let now = now.filter(|_| list::id(info) == inner.selected.get_untracked());
        let now = now.and_then(|now| {
            let last = now.last().map(|message| gist(message, inner.settings.locked.get_untracked(), words));
            Some((now.transcript.rooms.first()?, last))
        });
        list::row(info, now, words)
    }

    /// What helps against a failure of the list.
    fn way_out(&self, error: &LoadError, words: &Words) -> (&'static str, Rc<dyn Fn()>) {
        if error.vendor_code == Some(TOO_LONG) {
            let root = self.0.places.root.clone();
            (words.list.change_period, Rc::new(move || root.focus_on("[name=from]")))
        } else {
            (words.retry, self.again())
        }
    }

    fn again(&self) -> Rc<dyn Fn()> {
        let this = self.clone();
        Rc::new(move || {
            this.0.heirs[1].set(true);
            this.load_list(false);
        })
    }

    /// To the last page, or the one before.
    fn back(&self) -> Rc<dyn Fn()> {
        let this = self.clone();
        Rc::new(move || {
            this.0.heirs[1].set(true);
            this.turn(false);
        })
    }

    fn reset(&self) -> Rc<dyn Fn()> {
        let this = self.clone();
        Rc::new(move || {
            this.0.heirs[1].set(true);
            this.ask(default_list_request(), false);
            this.tell(Step::Push);
        })
    }

    fn pager(&self) -> El {
        let (can, this, again, shown) = (self.clone(), self.clone(), self.clone(), self.clone());
        let turns = Steps {
            can: Rc::new(move |forward| can.page(forward).is_some()),
            go: Rc::new(move |forward| this.turn(forward)),
        };
        let pages = move || shown.pages().map(|pages| parts::pages(&pages, shown.words()));
        parts::pager(self.words(), &turns, move || again.read_again(), pages)
    }

    fn bar(&self) -> El {
        let (can, this, back) = (self.clone(), self.clone(), self.clone());
        let steps = Steps {
            can: Rc::new(move |forward| can.beside(forward).is_some()),
            go: Rc::new(move |forward| this.step(forward)),
        };
        parts::bar(self.words(), move || back.leave(), &steps)
    }
}
