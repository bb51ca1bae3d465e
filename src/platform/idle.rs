//! Work in slices, so that the page stays responsive.

use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

/// Milliseconds a slice may take.
const SLICE: f64 = 8.0;

/// A run of slices: ask [`Slices::breathe`] between small steps.
#[derive(Debug)]
pub struct Slices {
    until: f64,
}

impl Slices {
    /// Begins once the browser is idle, and so after everything that was due before.
    pub async fn begin() -> Self {
        idle().await;
        Self { until: Date::now() + SLICE }
    }

    /// Goes on at once while the slice lasts, else when the browser is idle again.
    pub async fn breathe(&mut self) {
        if Date::now() >= self.until {
            *self = Self::begin().await;
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

async fn idle() {
    resolved(ask).await;
}

async fn resolved(ask: fn(&Window, &Function)) {
    let Some(window) = web_sys::window() else { return };
    let promise = Promise::new(&mut |resolve, _| ask(&window, &resolve));
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}

fn ask(window: &Window, resolve: &Function) {
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
