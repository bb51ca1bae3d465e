//! The tools the commands need. Looked for first, installed only when missing or of another version than the pinned
//! one, each time saying why; so the first run takes minutes and the second none.

pub mod cargo;
pub mod debian;
pub mod npm;
pub mod version;
pub mod wasm_target;

use std::env;
use std::path::PathBuf;

use crate::outcome::Outcome;

/// What `demo`, `dist` and `dev` need: the page can be built.
pub fn for_building() -> Outcome {
    wasm_target::install()?;
    npm::install()?;
    cargo::install(&cargo::building()?)
}

/// What `test` and `bench` need besides: browsers, and a runner for them.
pub fn for_testing() -> Outcome {
    debian::install()?;
    for_building()?;
    cargo::install(&cargo::testing())
}

/// Where `cargo install` puts programs.
pub fn cargo_bin() -> PathBuf {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let root = env::var_os("CARGO_INSTALL_ROOT").or_else(|| env::var_os("CARGO_HOME")).map(PathBuf::from);
    root.or_else(home).unwrap_or_default().join("bin")
}
