//! One value that can change, and who follows it.
//!
//! Not a signal: one of each value's own type would cost the download another copy of everything a signal is. The
//! value lies in a plain cell; only the trigger beside it is Leptos's, and of one type for all.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;

/// A value that can be set. Clones are the same knob.
pub struct Knob<T>(Rc<RefCell<T>>, ArcTrigger);

impl<T: Clone> Knob<T> {
    /// At its first value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(RefCell::new(value)), ArcTrigger::new())
    }

    /// The value; whoever reads it in a view or effect is run again when it is set.
    pub fn get(&self) -> T {
        self.1.track();
        self.get_untracked()
    }

    /// The value, once.
    pub fn get_untracked(&self) -> T {
        self.0.borrow().clone()
    }

    /// Puts another value there, of which nobody has to know.
    pub fn put(&self, value: T) {
        self.0.replace(value);
    }

    /// Sets it, and runs who follows it, also when it is the value it had.
    pub fn set(&self, value: T) {
        self.0.replace(value);
        self.1.notify();
    }
}

impl<T> Clone for Knob<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), self.1.clone())
    }
}

impl<T> std::fmt::Debug for Knob<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Knob")
    }
}
