//! The WebAssembly module that Trunk builds from the library. JavaScript calls the exports of the library.

use happytalk_viewer as _;

fn main() {}
