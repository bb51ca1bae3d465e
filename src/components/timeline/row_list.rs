//! A keyed list that never moves a kept row. Rows keep focus, playing media and scroll positions while others change.
//!
//! `<For>` re-inserts kept elements when a range slides, because its diff is optimised for other moves.

use std::collections::HashSet;

use happytalk_present::row_key::RowKey;
use leptos::{
    html::Div,
    prelude::*,
    tachys::view::{Mountable, Render},
};

use crate::{
    browser::dom::contains_focus,
    components::{
        built::{BuiltState, BuiltView},
        room_timeline::MountedRows,
    },
};

/// Mounts one child of `parent` per row, in the order of `rows`, and keeps them up to date. `row` is called once per mount.
/// `on_change` is called after rows were mounted or unmounted, with the index of an unmounted row that had the focus.
pub fn mount_rows(
    parent: NodeRef<Div>,
    rows: Memo<MountedRows>,
    row: impl Fn(RowKey) -> BuiltView + 'static,
    on_change: impl Fn(Option<usize>) + 'static,
) {
    let list = StoredValue::new_local(Vec::<MountedRow>::new());
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move || {
        let Some(parent) = parent.get() else { return };
        let rows = rows.read();
        let mount = |key: &RowKey| {
            let owner = owner.child();
            let view = owner.with(|| row(key.clone()).build());
            MountedRow { key: key.clone(), owner, view }
        };
        let focused = list.try_update_value(|mounted| {
            if let Some(before) = rows_added_before(mounted, &rows) {
                grow(mounted, &rows, before, &parent, &mount);
                return None;
            }
            let wanted: HashSet<&RowKey> = rows.keys().collect();
            let focused = mounted.iter().position(|row| !wanted.contains(&row.key) && row.has_focus());
            for gone in mounted.extract_if(.., |row| !wanted.contains(&row.key)) {
                gone.unmount();
            }
            rearrange(mounted, &rows, &parent, &mount);
            focused
        });
        on_change(focused.flatten());
    });
}

struct MountedRow {
    key: RowKey,
    owner: Owner,
    view: BuiltState,
}

impl MountedRow {
    fn has_focus(&self) -> bool {
        self.view.elements().iter().any(contains_focus)
    }

    fn unmount(mut self) {
        self.view.unmount();
        self.owner.cleanup();
    }
}

/// Returns the number of rows before the mounted ones, if rows are only added at the ends.
fn rows_added_before(mounted: &[MountedRow], rows: &MountedRows) -> Option<usize> {
    if !rows.is_contiguous() {
        return None;
    }
    let Some(first) = mounted.first() else { return Some(0) };
    let before = rows.content.position(&first.key)?.checked_sub(rows.range.start)?;
    let is_kept = before + mounted.len() <= rows.range.len()
        && mounted.iter().zip(rows.keys().skip(before)).all(|(row, key)| row.key == *key);
    is_kept.then_some(before)
}

/// Mounts the rows before and after the mounted ones.
fn grow(
    mounted: &mut Vec<MountedRow>,
    rows: &MountedRows,
    before: usize,
    parent: &web_sys::Element,
    mount: &dyn Fn(&RowKey) -> MountedRow,
) {
    for (index, key) in rows.keys().take(before).enumerate() {
        let mut row = mount(key);
        if let Some(next) = mounted.get(index) {
            next.view.insert_before_this(&mut row.view);
        }
        mounted.insert(index, row);
    }
    for key in rows.keys().skip(mounted.len()) {
        let mut row = mount(key);
        row.view.mount(parent, None);
        mounted.push(row);
    }
}

/// Mounts the missing rows and brings all rows into order.
fn rearrange(
    mounted: &mut Vec<MountedRow>,
    rows: &MountedRows,
    parent: &web_sys::Element,
    mount: &dyn Fn(&RowKey) -> MountedRow,
) {
    for (position, key) in rows.keys().enumerate() {
        if mounted.get(position).is_some_and(|row| row.key == *key) {
            continue;
        }
        // Only a reading in another order moves a row.
        let later = mounted.get(position..).and_then(|later| later.iter().position(|row| row.key == *key));
        let mut next = match later {
            Some(later) => mounted.remove(position + later),
            None => mount(key),
        };
        match mounted.get(position) {
            Some(row) => {
                row.view.insert_before_this(&mut next.view);
            }
            None => next.view.mount(parent, None),
        }
        mounted.insert(position, next);
    }
}
