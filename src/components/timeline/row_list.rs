//! A keyed list that never moves a kept row. Rows keep focus, playing media and scroll positions while others change.
//!
//! `<For>` re-inserts kept elements when a range slides, because its diff is optimised for other moves.

use std::collections::HashSet;

use happytalk_present::row_key::RowKey;
use leptos::{html::Div, prelude::*, tachys::view::any_view::AnyViewState};

use crate::browser::dom::contains_focus;

/// Mounts one child of `parent` per key, in the order of `keys`, and keeps them up to date. `row` is called once per mount.
/// `on_focus_lost` is called with the index of an unmounted row that had the focus.
pub fn mount_rows(
    parent: NodeRef<Div>,
    keys: Memo<Vec<RowKey>>,
    row: impl Fn(RowKey) -> AnyView + 'static,
    on_focus_lost: impl Fn(usize) + 'static,
) {
    let mounted = StoredValue::new_local(Vec::<MountedRow>::new());
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move || {
        let Some(parent) = parent.get() else { return };
        let keys = keys.read();
        let focused = mounted.with_value(|mounted| {
            let wanted: HashSet<&RowKey> = keys.iter().collect();
            mounted.iter().position(|row| !wanted.contains(&row.key) && row.has_focus())
        });
        mounted.update_value(|mounted| show(mounted, &keys, &parent, &owner, &row));
        if let Some(index) = focused {
            on_focus_lost(index);
        }
    });
}

struct MountedRow {
    key: RowKey,
    owner: Owner,
    view: AnyViewState,
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

fn show(
    mounted: &mut Vec<MountedRow>,
    keys: &[RowKey],
    parent: &web_sys::Element,
    owner: &Owner,
    row: &dyn Fn(RowKey) -> AnyView,
) {
    let wanted: HashSet<&RowKey> = keys.iter().collect();
    for gone in mounted.extract_if(.., |row| !wanted.contains(&row.key)) {
        gone.unmount();
    }
    let known: HashSet<RowKey> = mounted.iter().map(|row| row.key.clone()).collect();
    for (position, key) in keys.iter().enumerate() {
        if mounted.get(position).is_some_and(|row| row.key == *key) {
            continue;
        }
        let mut next = if known.contains(key)
            && let Some(later) = mounted[position..].iter().position(|row| row.key == *key)
        {
            // Only a reading in another order moves a row.
            mounted.remove(position + later)
        } else {
            let owner = owner.child();
            let view = owner.with(|| row(key.clone()).build());
            MountedRow { key: key.clone(), owner, view }
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
