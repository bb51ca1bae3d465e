//! The elements of the mounted rows.

use std::collections::HashMap;

use happytalk_present::row_key::RowKey;
use leptos::{html, prelude::*};
use web_sys::HtmlElement;

/// The elements of the mounted rows by key.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowElements(StoredValue<HashMap<RowKey, NodeRef<html::Article>>>);

impl RowElements {
    /// Registers the element of a row until the current owner, the row, is disposed.
    pub fn register(self, key: &RowKey, element: NodeRef<html::Article>) {
        self.0.update_value(|elements| {
            elements.insert(key.clone(), element);
        });
        let key = key.clone();
        on_cleanup(move || {
            let _ = self.0.try_update_value(|elements| elements.remove(&key));
        });
    }

    /// Returns the element of a row; `None` if the row is not mounted.
    pub fn get(self, key: &RowKey) -> Option<HtmlElement> {
        let node = self.0.try_with_value(|elements| elements.get(key).copied()).flatten()?;
        node.try_get_untracked().flatten()
    }
}
