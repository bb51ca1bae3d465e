//! The tools that the commands need. A tool is installed only when it is missing or has another version than the pinned one.

pub mod cargo;
pub mod debian;
pub mod npm;
pub mod version;
pub mod wasm_target;

use std::env;
use std::path::PathBuf;

use crate::outcome::Outcome;
use crate::steps::{self, Step};

/// Installs what `dist` and `dev` need to build the page.
pub fn install_for_building() -> Outcome {
    steps::run(steps_for_building()?)
}

/// Installs what `test` and `bench` need: browsers, a test runner, and everything for building.
pub fn install_for_testing() -> Outcome {
    let mut steps = debian::steps();
    steps.extend(steps_for_building()?);
    steps.extend(cargo::steps(cargo::testing()));
    steps::run(steps)
}

/// Returns a step for each tool that is missing for building the page.
pub fn steps_for_building() -> Outcome<Vec<Step>> {
    let mut steps = Vec::new();
    if wasm_target::is_target_missing()? {
        steps.push(Step::new("adding the wasm target, which the viewer is compiled for", wasm_target::add_target));
    }
    if wasm_target::are_crates_missing() {
        steps.push(Step::new("downloading the crates of Cargo.lock", wasm_target::fetch_crates));
    }
    steps.extend(npm::step()?);
    steps.extend(cargo::steps(cargo::building()?));
    Ok(steps)
}

/// The folder where `cargo install` puts programs.
pub fn cargo_bin() -> PathBuf {
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo"));
    let root = env::var_os("CARGO_INSTALL_ROOT").or_else(|| env::var_os("CARGO_HOME")).map(PathBuf::from);
    root.or_else(home).unwrap_or_default().join("bin")
}
