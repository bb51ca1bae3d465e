//! The window of a long room: follows scrolling and the sizes of rows, decides which rows are mounted, and keeps what is being read
//! in place. The geometry is [`present::window`](happytalk_present::window).

use std::{ops::Range, sync::Arc};

use happytalk_model::timestamp::Timestamp;
use happytalk_present::{
    room_content::RoomContent,
    row_key::RowKey,
    window::{NewRow, Viewport, Window, estimate_height},
};
use leptos::{
    html::{self, Div},
    prelude::*,
    task::spawn_local,
};
use send_wrapper::SendWrapper;
use web_sys::{HtmlDivElement, HtmlElement};

use super::row_elements::RowElements;
use crate::{
    browser::{
        dom::is_rendered,
        idle::next_frame,
        scroll::Visibility,
        scroller::{ScrollWatch, Scroller, viewport_height},
        size::SizeWatch,
        style::set_length,
    },
    state::{room_ui::RoomUi, set_if_changed},
};

/// Smaller distances are not scrolled: browsers round scroll positions.
const MIN_CORRECTION_PX: f64 = 0.5;

/// The window of a room.
#[derive(Clone, Copy, Debug)]
pub struct RoomWindow {
    content: Memo<Arc<RoomContent>>,
    /// False while all rows are mounted.
    is_active: Memo<bool>,
    ui: RoomUi,
    elements: RowElements,
    list: NodeRef<Div>,
    state: StoredValue<State, LocalStorage>,
    /// Whether the list has spaces for rows that are not mounted.
    has_spaces: StoredValue<bool>,
    /// Notified when the range changes and the content does not.
    moved: RwSignal<()>,
    /// The row at the upper edge of the viewport; `None` while that is above the list.
    top_row: RwSignal<Option<usize>>,
    sizes: StoredValue<Option<SizeWatch>, LocalStorage>,
    /// What is done once the list is rendered.
    pending: StoredValue<Option<Box<dyn FnOnce()>>, LocalStorage>,
}

/// The geometry of a content.
#[derive(Debug)]
struct State {
    content: Arc<RoomContent>,
    window: Window,
    /// Where the list was when the anchor was last in its place.
    settled: Option<Settled>,
}

impl State {
    fn new(content: Arc<RoomContent>, range: Range<usize>) -> Self {
        let heights = (0..content.count()).map(|position| estimate_height(content.row(position))).collect();
        Self { window: Window::new(heights, range), content, settled: None }
    }

    /// Follows a change of the content.
    fn follow(&mut self, content: &Arc<RoomContent>) {
        if Arc::ptr_eq(&self.content, content) {
            return;
        }
        let rows = content.keys().enumerate().map(|(position, key)| match self.content.position(key) {
            Some(old) => NewRow::Kept(old),
            None => NewRow::Added(estimate_height(content.row(position))),
        });
        self.window.replace(&rows.collect::<Vec<_>>());
        self.content = Arc::clone(content);
    }
}

/// Where a list was.
#[derive(Debug)]
struct Settled {
    /// The box that scrolls the list.
    scroller: Scroller,
    /// Its scroll position.
    position: f64,
    /// Its upper edge, as an offset in the list.
    edge: f64,
}

impl Settled {
    /// Returns how far the reader has scrolled since. If content above the list grew, either the browser has scrolled by as much, and the
    /// list is where it was, or nothing was scrolled, and the anchor is moved back.
    fn distance_to(&self, view: &View) -> f64 {
        let is_scrolled = (view.scroller.position() - self.position).abs() >= MIN_CORRECTION_PX;
        if is_scrolled { view.edge - self.edge } else { 0.0 }
    }
}

/// What is visible of the list, as offsets in the list.
struct View {
    /// The visible part.
    viewport: Viewport,
    /// The upper edge of the box that scrolls the list.
    edge: f64,
    /// That box.
    scroller: Scroller,
}

impl RoomWindow {
    /// Returns the window of a room, with the rows in `range` to be mounted.
    pub fn new(
        content: Memo<Arc<RoomContent>>,
        is_active: Memo<bool>,
        ui: RoomUi,
        list: NodeRef<Div>,
        range: Range<usize>,
    ) -> Self {
        let state = StoredValue::new_local(State::new(content.get_untracked(), range));
        let (moved, top_row, sizes) = (RwSignal::new(()), RwSignal::new(None), StoredValue::new_local(None));
        let elements = RowElements::default();
        Self {
            content,
            is_active,
            ui,
            elements,
            list,
            state,
            has_spaces: StoredValue::new(false),
            moved,
            top_row,
            sizes,
            pending: StoredValue::new_local(None),
        }
    }

    /// Runs a function, once the list is rendered if the element is hidden. Then it replaces an earlier function.
    pub fn when_rendered(self, run: impl FnOnce() + 'static) {
        if self.rendered_list().is_some() {
            return run();
        }
        self.pending.set_value(Some(Box::new(run)));
    }

    fn run_pending(self) {
        if self.rendered_list().is_some()
            && let Some(Some(run)) = self.pending.try_update_value(Option::take)
        {
            run();
        }
    }

    /// Follows the reader until the current owner is disposed.
    pub fn start(self) {
        Effect::new(move || {
            let Some(list) = self.list.get() else { return };
            let shown = SendWrapper::new(SizeWatch::new(move || self.run_pending()));
            shown.watch(&list);
            on_cleanup(move || drop(shown));
        });
        Effect::new(move || {
            let Some(list) = self.list.get().filter(|_| self.is_active.get()) else { return };
            let scrolling = SendWrapper::new(ScrollWatch::start(&list, move || self.follow_reader()));
            let sizes = SizeWatch::new(move || self.handle_new_sizes());
            self.mounted_rows().for_each(|(_, row)| sizes.watch(&row));
            self.sizes.set_value(Some(sizes));
            on_cleanup(move || {
                drop(scrolling);
                self.sizes.try_set_value(None);
            });
        });
    }

    /// Returns the element of a row; `None` if the row is not mounted.
    pub fn element(self, key: &RowKey) -> Option<HtmlElement> {
        self.elements.get(key)
    }

    /// Registers the element of a mounted row and watches its size, until the current owner, the row, is disposed.
    pub fn register(self, key: &RowKey, row: NodeRef<html::Article>) {
        self.elements.register(key, row);
        row.on_load(move |row| {
            self.sizes.with_value(|sizes| sizes.iter().for_each(|sizes| sizes.watch(&row)));
        });
    }

    /// Returns the positions of the rows to mount; tracked.
    pub fn range(self) -> Range<usize> {
        self.moved.track();
        self.content.track();
        self.update(|state| state.window.range()).unwrap_or_default()
    }

    /// Returns the offset of a row outside the range, in whole pixels; `None` for a row in it. Tracked.
    pub fn offset_outside(self, position: usize) -> Option<i64> {
        self.moved.track();
        let offset = self.update(|state| {
            let is_outside = !state.window.range().contains(&position);
            #[expect(clippy::cast_possible_truncation, reason = "whole pixels")]
            let offset = state.window.offset(position) as i64;
            is_outside.then_some(offset)
        });
        offset.flatten().filter(|_| self.is_active.get())
    }

    /// Returns the day of the row at the upper edge of the viewport, as its first time; tracked.
    pub fn visible_day(self) -> Option<Timestamp> {
        let top_row = self.top_row.get()?;
        let content = self.content.read();
        content.timeline.entries.get(..=top_row)?.iter().rev().find_map(|entry| entry.day)
    }

    /// Mounts the rows around the one at `position`, without scrolling.
    pub fn show_row(self, position: usize) {
        let is_mounted = self.update(|state| state.window.range().contains(&position)).unwrap_or(true);
        if !is_mounted {
            self.update(|state| state.window.show_row(position, viewport_height()));
            self.moved.notify();
        }
    }

    /// Measures the mounted rows and keeps the anchor in its place. Called after rows were mounted or unmounted.
    pub fn settle(self) {
        let Some(is_active) = self.is_active.try_get_untracked() else { return };
        if !is_active {
            if self.has_spaces.get_value() {
                self.set_spaces();
            }
            return;
        }
        // Before the reader is followed, nothing has a place. Measuring would delay the first paint.
        let is_settled = self.update(|state| state.settled.is_some()) == Some(true);
        if is_settled {
            self.measure();
        }
        self.set_spaces();
        if is_settled && let Some(view) = self.view() {
            self.hold_anchor(view);
        }
    }

    /// Handles scrolling and a new size of the viewport. Called at once after a scroll of the viewer's own: rows that are resized before its
    /// event would undo it.
    pub fn follow_reader(self) {
        let Some(view) = self.view() else { return };
        let distance = self.update(|state| {
            let settled = state.settled.as_ref().filter(|settled| settled.scroller == view.scroller);
            settled.map(|settled| settled.distance_to(&view))
        });
        if let Some(Some(distance)) = distance {
            self.update(|state| state.window.scroll_anchor(distance));
        } else {
            // Another box scrolls the list now. The window tells its own size.
            self.update(|state| state.window.anchor_in(view.viewport, view.edge, None));
            self.sizes.with_value(|sizes| {
                sizes.iter().zip(view.scroller.container()).for_each(|(sizes, container)| sizes.watch(container));
            });
        }
        // Rows may have changed since the last frame.
        self.measure();
        self.set_spaces();
        let view = self.hold_anchor(view);
        let preferred = self.preferred_anchor();
        let is_changed = self.update(|state| {
            state.window.anchor_in(view.viewport, view.edge, preferred);
            state.window.show(view.viewport)
        });
        if is_changed == Some(true) {
            self.moved.notify();
        }
        let top_row = self.update(|state| state.window.row_at(view.viewport.top)).filter(|_| view.viewport.top >= 0.0);
        set_if_changed(self.top_row, top_row);
    }

    /// Handles new sizes of rows. Rows are mounted in the next frame: mounting them now would resize them in this frame again.
    fn handle_new_sizes(self) {
        self.settle();
        spawn_local(async move {
            next_frame().await;
            self.follow_reader();
        });
    }

    /// Sets the heights of the mounted rows. The height of a row is the distance to the next one, and so unknown if that is not mounted.
    fn measure(self) {
        if self.rendered_list().is_none() {
            return;
        }
        let rows: Vec<_> = self.mounted_rows().collect();
        let tops: Vec<_> = rows.iter().map(|(position, row)| (*position, self.top(*position, row))).collect();
        let end = rows.last().map(|(position, row)| (position + 1, row.get_bounding_client_rect().bottom()));
        self.update(|state| {
            for ((position, top), (next, next_top)) in tops.iter().zip(tops.iter().skip(1)) {
                if *next == position + 1 {
                    state.window.measure(*position, next_top - top);
                }
            }
            let is_last = |(count, _): &(usize, f64)| *count == state.content.count();
            if let (Some((position, top)), Some((_, bottom))) = (tops.last(), end.filter(is_last)) {
                state.window.measure(*position, bottom - top);
            }
        });
    }

    /// Sets the space that the rows before and after the mounted ones take.
    fn set_spaces(self) {
        let Some(list) = self.list.try_get_untracked().flatten() else { return };
        let is_active = self.is_active.get_untracked();
        let spaces = is_active.then(|| self.update(|state| state.window.spaces())).flatten();
        let (before, after) = spaces.unwrap_or_default();
        self.has_spaces.set_value(is_active);
        set_length(&list, "--space-before", before);
        set_length(&list, "--space-after", after);
    }

    /// Scrolls so that the anchor is in its place. Returns what is visible then.
    fn hold_anchor(self, mut view: View) -> View {
        let correction = self.update(|state| {
            // If the list begins or ends above the viewport, something else is being read.
            let is_reading = view.viewport.top > 0.0 && view.viewport.top < state.window.offset(state.content.count());
            let correction = state.window.correction(view.edge);
            (is_reading && correction.abs() >= MIN_CORRECTION_PX).then_some(correction)
        });
        if let Some(Some(correction)) = correction {
            view.scroller.scroll_by(correction);
            // The browser rounds and limits the position.
            view = self.view().unwrap_or(view);
        }
        let scroller = view.scroller.clone();
        let settled = Settled { position: scroller.position(), edge: view.edge, scroller };
        self.update(|state| state.settled = Some(settled));
        view
    }

    /// Returns what is visible of the list; `None` if the list is not rendered, or has no mounted row.
    fn view(self) -> Option<View> {
        let list = self.rendered_list()?;
        let (position, row) = self.mounted_rows().next()?;
        let origin = self.top(position, &row) - self.update(|state| state.window.offset(position))?;
        let visible = Visibility::of(&list);
        let viewport = Viewport { top: visible.visible_top - origin, bottom: visible.visible_bottom - origin };
        let scroller = Scroller::of(&list)?;
        Some(View { viewport, edge: scroller.edge() - origin, scroller })
    }

    /// Returns the row that stays in place while it is visible: the highlighted one, or the one with the focus.
    fn preferred_anchor(self) -> Option<usize> {
        let highlighted = self.ui.highlighted.try_get_untracked().flatten();
        let key = highlighted.or_else(|| self.ui.tab_stop.try_get_untracked().flatten())?;
        self.update(|state| state.content.position(&key)).flatten()
    }

    /// Returns the list, if it has a box to measure.
    fn rendered_list(self) -> Option<HtmlDivElement> {
        self.list.try_get_untracked().flatten().filter(|list| is_rendered(list))
    }

    /// Returns the mounted rows in the range, with their positions.
    fn mounted_rows(self) -> impl Iterator<Item = (usize, HtmlElement)> {
        let (content, range) = self.update(|state| (Arc::clone(&state.content), state.window.range())).unzip();
        range
            .unwrap_or_default()
            .filter_map(move |position| Some((position, self.elements.get(content.as_ref()?.key(position))?)))
    }

    /// Returns the upper edge of a row, with the day above it, in pixels of the viewport.
    fn top(self, position: usize, row: &HtmlElement) -> f64 {
        let has_day = self.update(|state| state.content.timeline.entries[position].day.is_some()).unwrap_or_default();
        let day = row.previous_element_sibling().filter(|_| has_day);
        day.map_or_else(|| row.get_bounding_client_rect(), |day| day.get_bounding_client_rect()).top()
    }

    /// Accesses the state of the current content; `None` if the room is disposed.
    fn update<T>(self, change: impl FnOnce(&mut State) -> T) -> Option<T> {
        let content = self.content.try_get_untracked()?;
        self.state.try_update_value(|state| {
            state.follow(&content);
            change(state)
        })
    }
}
