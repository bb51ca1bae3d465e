//! A room that goes on: what has changed is drawn, and no more, so that rows that stand keep the keyboard, their open
//! sources and their place.

use std::rc::Rc;

use leptos::tachys::renderer::{Rndr, types::Element};
use wasm_bindgen::JsCast as _;

use super::{Content, Scene, drawn};
use crate::{
    components::{kit::element::El, row::read_mark},
    platform::{focus, normal_form::nfc},
    present::{
        change::{Change, change},
        header,
        live::Shown,
        wait,
    },
};

impl Scene {
    /// Draws what is other in `shown`. Gives how many rows there are more than before; `None` where everything has to be
    /// drawn anew.
    pub fn renew(self: &Rc<Self>, shown: &Rc<Shown>) -> Option<usize> {
        let old = self.content();
        if shown.transcript.rooms.len() <= old.room {
            return None;
        }
        let new = Content::new(shown, old.room, self.look.memos);
        let change = change(&old.drawing(), &new.drawing(), &nfc);
        let (start, end) = self.standing.get();
        let is_alike = (old.count() == 0) == (new.count() == 0) && old.room().info.id == new.room().info.id;
        if change.keep < start || !is_alike {
            return None;
        }
        let list = self.list.get()?;
        self.content.replace(Rc::clone(&new));
        if !change.is_none(&old.drawing(), &new.drawing()) {
            self.draw(&list, &old, &new, &change, end);
        }
        if header::is_other(old.drawing(), new.drawing()) || old.timeline.reordered != new.timeline.reordered {
            self.about.set(());
        }
        Some(new.count().saturating_sub(old.count()))
    }

    fn draw(self: &Rc<Self>, list: &Element, old: &Content, new: &Content, change: &Change, end: usize) {
        let at = |selector| index(&find(list, selector)?);
        let (here, stop) = (at("article:focus-within"), at("article[tabindex='0']"));
        let stands = |at: &&usize| self.standing.get().0 <= **at && **at < end;
        for at in change.redraw.iter().filter(stands) {
            self.draw_anew(list, *at, old.timeline.entries[*at].day.is_some());
        }
        for at in change.touch.iter().filter(stands) {
            if let Some(row) = row(list, *at) {
                touch(&row, new, *at, self.look.words);
            }
        }
        if change.keep < end {
            self.cut(list, change.keep, old.timeline.entries[change.keep].day.is_some());
        }
        if end == old.count() {
            self.put(self.standing.get().1..new.count());
        }
        if self.standing.get() == (0, new.count()) {
            // How many can't be read is counted anew.
            self.complete.set(true);
        }
        let is_gone = |at: &usize| *at >= change.keep || change.redraw.contains(at);
        if let Some(gone) = stop.filter(is_gone) {
            while let Some(row) = find(list, "article[tabindex='0']") {
                focus::take_part(&row, false);
            }
            let Some(heir) = row(list, successor(old, new, gone)) else { return };
            Rndr::set_attribute(&heir, "tabindex", "0");
            if here == stop {
                focus::quietly(&heir);
            }
        }
    }

    fn draw_anew(self: &Rc<Self>, list: &Element, at: usize, had_day: bool) {
        let Some(before) = row(list, at) else { return };
        let (node, kept) = El::build_all(drawn(self, at..at + 1));
        if let (true, Some(day)) = (had_day, before.previous_element_sibling()) {
            day.remove();
        }
        Rndr::insert_node(list, &node, Some(before.unchecked_ref()));
        if before.has_attribute("data-highlight")
            && let Some(row) = row(list, at)
        {
            Rndr::set_attribute(&row, "data-highlight", "");
        }
        before.remove();
        self.sources.borrow_mut().retain(|(of, ..)| *of != at);
        let mut rows = self.rows.borrow_mut();
        rows.retain(|(of, _)| *of != (at..at + 1));
        rows.push((at..at + 1, kept));
    }

    /// Takes all rows away from the one at `keep` on.
    fn cut(&self, list: &Element, keep: usize, has_day: bool) {
        let Some(row) = row(list, keep) else { return };
        let mut next = if has_day { row.previous_element_sibling() } else { Some(row) };
        while let Some(element) = next {
            next = element.next_element_sibling();
            element.remove();
        }
        self.sources.borrow_mut().retain(|(at, ..)| *at < keep);
        self.rows.borrow_mut().retain(|(of, _)| of.start < keep);
        self.standing.set((self.standing.get().0, keep));
    }
}

/// Whether a row ends its run, and what it says of its being read.
fn touch(row: &Element, content: &Content, at: usize, words: &crate::i18n::Words) {
    if content.timeline.entries[at].ends_run {
        Rndr::set_attribute(row, "data-run-end", "");
    } else {
        Rndr::remove_attribute(row, "data-run-end");
    }
    let Some(meta) = find(row, ".meta") else { return };
    if let Some(mark) = find(&meta, ".read, .unread") {
        mark.remove();
    }
    if let Some(read) = content.read_mark(at).filter(|_| !wait::is_event(content.message(at))) {
        let (node, _) = read_mark(read, words).build();
        Rndr::insert_node(&meta, &node, meta.first_child().as_ref());
    }
}

/// Where a row of the old drawing stands in the new one, or what has come in its place.
fn successor(old: &Content, new: &Content, at: usize) -> usize {
    let row = old.row(at);
    let is_it = |other: &usize| {
        let other = new.row(*other);
        let has_id = row.head().id.is_some() && row.head().id == other.head().id;
        has_id || (row.number().is_some() && row.number() == other.number())
    };
    (0..new.count()).find(is_it).unwrap_or(at.min(new.count().saturating_sub(1)))
}

fn row(list: &Element, at: usize) -> Option<Element> {
    find(list, &["article[data-index='", &at.to_string(), "']"].concat())
}

fn index(row: &Element) -> Option<usize> {
    row.get_attribute("data-index")?.parse().ok()
}

fn find(inside: &Element, selector: &str) -> Option<Element> {
    inside.query_selector(selector).ok().flatten()
}
