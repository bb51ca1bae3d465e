//! Runs Trunk: the viewer in release, into a folder of its own.
//!
//! The catch: Trunk reads `NO_COLOR=1`, which many machines set, as a wrong value of a flag, and stops.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::traces;
use crate::outcome::{Failed, Outcome};
use crate::{run, say};

/// Builds the page into `staging`.
pub fn build(staging: &Path) -> Outcome {
    say::step("building the viewer (release; the first time takes some minutes)");
    fs::create_dir_all(staging).map_err(Failed::at(staging))?;
    let mut command = command(&["build", "--release", "--offline", "--locked"]);
    command.args(["--filehash", "false", "--dist"]).arg(staging);
    // For the wasm alone: the style sheet's hook runs cargo too, and must not build xtask anew.
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", traces::compiler_flags());
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("RUSTFLAGS");
    run::run(command)
}

/// Trunk with these arguments, asking nobody for a newer version of itself.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = run::command("trunk", arguments);
    command.env("TRUNK_SKIP_VERSION_CHECK", "true");
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}
