//! The WebAssembly module that Trunk builds: the library, linked as a program. JavaScript calls its exports.
//!
//! Not a `cdylib` beside the `rlib` the tests need: a crate that is both keeps every function for others to call, which
//! costs the download 10 KB.

use happytalk_viewer as _;

/// TLSF in its small form: a third of the code of the default allocator, and no slower here (`bench/README.md`).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}
