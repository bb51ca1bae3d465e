//! Time slices for long tasks, so that the page stays responsive.

use std::time::Duration;

use futures_util::future::{Either, select};
use js_sys::{Date, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdleRequestOptions;

use super::timers::sleep;

/// Duration of a slice in milliseconds.
const SLICE_MS: f64 = 8.0;
/// Maximum wait for idle time, and for a frame, which hidden pages don't have.
const MAX_WAIT: Duration = Duration::from_millis(200);

/// A task in slices. The task awaits [`Slices::pause`] between small steps.
#[derive(Debug)]
pub struct Slices {
    slice_end: f64,
}

impl Slices {
    /// Starts the first slice after the browser has rendered a frame and is idle.
    ///
    /// The browser is idle also before a pending frame, which a slice would delay.
    pub async fn begin() -> Self {
        next_frame().await;
        Self::after_idle().await
    }

    /// Resolves immediately during the current slice, otherwise when the browser is idle again.
    pub async fn pause(&mut self) {
        if Date::now() >= self.slice_end {
            *self = Self::after_idle().await;
        }
    }

    async fn after_idle() -> Self {
        idle_time().await;
        Self { slice_end: Date::now() + SLICE_MS }
    }
}

/// Resolves in a new task, after the tasks that are queued.
async fn next_task() {
    sleep(Duration::ZERO).await;
}

/// Resolves in the next animation frame; after 200 ms if the page is hidden.
pub async fn next_frame() {
    let frame = JsFuture::from(promise(|resolve| {
        // Throws only if the argument is not a function.
        let _ = window().request_animation_frame(resolve);
    }));
    let timeout = Box::pin(sleep(MAX_WAIT));
    match select(frame, timeout).await {
        Either::Left(_) | Either::Right(_) => {}
    }
}

/// Resolves when the browser is idle, after 200 ms at the latest.
async fn idle_time() {
    let window = window();
    // Safari has no `requestIdleCallback`.
    let is_supported = Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or_default();
    if !is_supported {
        return next_task().await;
    }
    let options = IdleRequestOptions::new();
    options.set_timeout(u32::try_from(MAX_WAIT.as_millis()).unwrap_or_default());
    let idle = promise(|resolve| {
        let _ = window.request_idle_callback_with_options(resolve, &options);
    });
    // The promise is never rejected.
    let _ = JsFuture::from(idle).await;
}

fn promise(start: impl Fn(&Function)) -> Promise {
    Promise::new(&mut |resolve, _reject| start(&resolve))
}
