//! The WebAssembly module that Trunk builds: the library, linked as a program. JavaScript calls the library's exports.

use happytalk_viewer as _;

fn main() {}
