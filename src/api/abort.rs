//! Aborting requests.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AbortController, AbortSignal};

/// Aborts a request, explicitly or when it is dropped. Has no effect on a completed request.
#[derive(Debug)]
pub struct AbortHandle(AbortController);

impl AbortHandle {
    /// Returns a handle for one request.
    ///
    /// # Panics
    /// Never: all browsers that run this module (WebAssembly with reference types) have `AbortController`.
    pub fn new() -> Self {
        Self(AbortController::new().expect("the browser has AbortController"))
    }

    /// Returns the handle of a request that JavaScript has sent.
    pub fn of_controller(controller: AbortController) -> Self {
        Self(controller)
    }

    /// Returns the signal that the request observes.
    pub fn signal(&self) -> RequestSignal {
        RequestSignal(self.0.clone())
    }

    /// Aborts the request.
    pub fn abort(&self) {
        self.0.abort();
    }
}

impl Default for AbortHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for AbortHandle {
    fn drop(&mut self) {
        self.abort();
    }
}

/// The request's side of an [`AbortHandle`].
#[derive(Clone, Debug)]
pub struct RequestSignal(AbortController);

impl RequestSignal {
    /// Returns the signal for `fetch`.
    pub(super) fn web_signal(&self) -> AbortSignal {
        self.0.signal()
    }

    /// Aborts the request after a timeout.
    pub(super) fn abort(&self) {
        self.0.abort();
    }

    /// Aborts `other` when this signal is aborted, until the link is dropped.
    pub(super) fn link(&self, other: &AbortHandle) -> AbortLink {
        let other = other.signal();
        let listener = Closure::new(move || other.abort());
        let signal = self.web_signal();
        // Throws only if the listener is neither a function nor an object.
        let _ = signal.add_event_listener_with_callback(ABORT, listener.as_ref().unchecked_ref());
        AbortLink { signal, listener }
    }
}

const ABORT: &str = "abort";

/// A link made by [`RequestSignal::link`]. Dropping it removes the listener.
#[derive(Debug)]
pub(super) struct AbortLink {
    signal: AbortSignal,
    listener: Closure<dyn FnMut()>,
}

impl Drop for AbortLink {
    fn drop(&mut self) {
        let _ = self.signal.remove_event_listener_with_callback(ABORT, self.listener.as_ref().unchecked_ref());
    }
}
