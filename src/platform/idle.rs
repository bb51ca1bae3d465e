//! Work in slices, so that the page stays responsive.

use js_sys::{Date, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/www/page.js")]
extern "C" {
    fn frame() -> Promise;
    fn idle() -> Promise;
    fn later(milliseconds: i32) -> Promise;
}

/// Milliseconds a slice may take.
const SLICE: f64 = 8.0;
/// Milliseconds between two presses of a key that is held, and more.
const MOMENT: i32 = 150;

/// A run of slices: ask [`Slices::breathe`] between small steps.
#[derive(Debug)]
pub struct Slices {
    until: f64,
}

impl Slices {
    /// Begins once the browser has shown what was drawn so far and is idle: a browser that waits for its next frame has
    /// idle time too, and a slice in it would make the frame late.
    pub async fn begin() -> Self {
        resolved(frame()).await;
        Self::after_idle().await
    }

    async fn after_idle() -> Self {
        resolved(idle()).await;
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
    after(0).await;
}

/// Goes on after a moment, in which another key may be pressed.
pub async fn pause() {
    after(MOMENT).await;
}

/// Goes on after so many milliseconds.
pub(super) async fn after(milliseconds: i32) {
    resolved(later(milliseconds)).await;
}

async fn resolved(promise: Promise) {
    // None of them is ever rejected.
    let _ = JsFuture::from(promise).await;
}
