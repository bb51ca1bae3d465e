//! Mounts the view of an element into its shadow root, updates it and unmounts it.

use std::cell::{Cell, RefCell};

use any_spawner::Executor;
use leptos::{mount::UnmountHandle, prelude::*};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

use super::{
    app::App,
    options::{ElementOptions, Inputs},
    warm_up::warm_up,
};
use crate::{
    browser::{dom::clear, panic::install_panic_hook},
    components::built::BuiltState,
    state::{console::ConsoleState, events::ElementEvent},
};

thread_local! {
    static MOUNTED: Cell<usize> = const { Cell::new(0) };
}

/// Returns the number of mounted elements. Tests check that it is 0 after all elements are unmounted.
#[wasm_bindgen]
pub fn mounted() -> usize {
    MOUNTED.get()
}

/// Renders a transcript or a console into a shadow root.
///
/// # Errors
/// `options` is not an `ElementOptions`.
#[wasm_bindgen]
pub fn mount(root: &ShadowRoot, host: HtmlElement, options: JsValue) -> Result<ElementHandle, JsValue> {
    install_panic_hook();
    // Fails if an earlier element has initialised the executor.
    let _ = Executor::init_wasm_bindgen();
    let mut options: ElementOptions = serde_wasm_bindgen::from_value(options)?;
    let early = options.early.take();
    let inputs = Inputs::read(&options);
    let owner = Owner::new();
    let (app, view) = owner.with(|| {
        let app = App::provide(&options, &inputs, host);
        app.start(&inputs, early);
        clear(root);
        let view = app.mount(root);
        warm_up(app.room, root);
        app.events.emit(&ElementEvent::Ready { version: env!("CARGO_PKG_VERSION") });
        (app, view)
    });
    MOUNTED.set(MOUNTED.get() + 1);
    Ok(ElementHandle { app, inputs: RefCell::new(inputs), owner, view: Some(view) })
}

/// A mounted element. Freeing the handle unmounts the view and stops all of its requests and timers.
#[wasm_bindgen]
pub struct ElementHandle {
    app: App,
    inputs: RefCell<Inputs>,
    owner: Owner,
    view: Option<UnmountHandle<BuiltState>>,
}

#[wasm_bindgen]
impl ElementHandle {
    /// Applies changed attributes and properties.
    ///
    /// # Errors
    /// `options` is not an `ElementOptions`.
    pub fn update(&self, options: JsValue) -> Result<(), JsValue> {
        let options: ElementOptions = serde_wasm_bindgen::from_value(options)?;
        let new = Inputs::read(&options);
        let old = self.inputs.replace(new.clone());
        self.owner.with(|| self.app.update(&old, &new));
        Ok(())
    }

    /// Reloads the room, and in a console the list.
    pub fn reload(&self) {
        match self.app.console {
            Some(console) => console.reload(),
            None => self.app.room.reload(),
        }
    }

    /// Returns the location within a console (`present::location`); `None` for a transcript.
    pub fn query(&self) -> Option<String> {
        self.app.console.map(ConsoleState::query)
    }

    /// Scrolls to a message, even if it is the current target.
    #[wasm_bindgen(js_name = scrollToMessage)]
    pub fn scroll_to_message(&self, id: String) {
        self.app.settings.scroll_to(id);
    }

    /// Mounts all rows while the page is printed.
    #[wasm_bindgen(js_name = setPrinting)]
    pub fn set_printing(&self, is_printing: bool) {
        self.app.settings.is_printing.set(is_printing);
    }
}

impl Drop for ElementHandle {
    fn drop(&mut self) {
        self.view.take();
        self.app.room.stop();
        self.owner.cleanup();
        MOUNTED.set(MOUNTED.get() - 1);
    }
}

impl std::fmt::Debug for ElementHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ElementHandle").field("inputs", &self.inputs).finish_non_exhaustive()
    }
}
