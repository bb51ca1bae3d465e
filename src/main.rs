//! The WebAssembly module that Trunk builds: the library, linked as a program. JavaScript calls its exports.
//!
//! Not a `cdylib` beside the `rlib` the tests need: a crate that is both keeps every function for others to call, which
//! costs the download 10 KB.

use happytalk_viewer as _;

fn main() {}
