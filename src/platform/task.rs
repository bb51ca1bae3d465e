//! Work that goes on beside what is on screen.

use std::pin::Pin;

/// Runs `work` from the next microtask on, as far as it goes each time.
pub fn spawn_local(work: impl Future<Output = ()> + 'static) {
    spawn(Box::pin(work));
}

/// Not once more for each kind of work.
#[inline(never)]
fn spawn(work: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(work);
}
