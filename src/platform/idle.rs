//! Work in slices, so that the page stays responsive.

use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

/// Milliseconds a slice may take.
const SLICE: f64 = 8.0;
/// Milliseconds between two presses of a key that is held, and more.
const MOMENT: i32 = 150;
/// Milliseconds to wait for a frame. Pages in the background have none.
const FRAME: i32 = 200;

/// A run of slices: ask [`Slices::breathe`] between small steps.
#[derive(Debug)]
pub struct Slices {
    until: f64,
}

impl Slices {
    /// Begins once the browser has shown what was drawn so far and is idle: a browser that waits for its next frame has
    /// idle time too, and a slice in it would make the frame late.
    pub async fn begin() -> Self {
        resolved(ask_frame).await;
        Self::after_idle().await
    }

    async fn after_idle() -> Self {
        resolved(ask_idle).await;
        Self { until: Date::now() + SLICE }
    }

    /// Goes on at once while the slice lasts, else when the browser is idle again.
    pub async fn breathe(&mut self) {
        if Date::now() >= self.until {
            *self = Self::after_idle().await;
        }
    }
}

/// Goes on in a task of its own, after those that wait already.
pub async fn next_task() {
    resolved(|window, resolve| {
        if window.set_timeout_with_callback(resolve).is_err() {
            give_up(resolve);
        }
    })
    .await;
}

/// Goes on after a moment, in which another key may be pressed.
pub async fn pause() {
    resolved(|window, resolve| {
        if window.set_timeout_with_callback_and_timeout_and_arguments_0(resolve, MOMENT).is_err() {
            give_up(resolve);
        }
    })
    .await;
}

async fn resolved(ask: fn(&Window, &Function)) {
    let Some(window) = web_sys::window() else { return };
    let promise = Promise::new(&mut |resolve, _| ask(&window, &resolve));
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}

fn ask_frame(window: &Window, resolve: &Function) {
    let asked = window.request_animation_frame(resolve);
    let in_time = window.set_timeout_with_callback_and_timeout_and_arguments_0(resolve, FRAME);
    if asked.is_err() && in_time.is_err() {
        give_up(resolve);
    }
}

fn ask_idle(window: &Window, resolve: &Function) {
    // Safari has no `requestIdleCallback`.
    let has_idle = Reflect::has(window, &JsValue::from_str("requestIdleCallback")).unwrap_or(false);
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(200);
    let asked = if has_idle {
        window.request_idle_callback_with_options(resolve, &options).map(drop)
    } else {
        window.set_timeout_with_callback(resolve).map(drop)
    };
    if asked.is_err() {
        give_up(resolve);
    }
}

/// Where nothing can be waited for, nothing is.
fn give_up(resolve: &Function) {
    let _ = resolve.call0(&JsValue::UNDEFINED);
}
