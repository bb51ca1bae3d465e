//! Runs Trunk, which compiles the viewer and writes the page that `index.html` describes.
//!
//! `trunk build` and `trunk serve` work without this module. It adds `--offline`, a staging directory and compiler flags
//! that keep local paths out of the wasm.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::local_paths;
use crate::outcome::{Failed, Outcome};
use crate::run;

/// Builds the release page into `staging`.
pub fn build(staging: &Path) -> Outcome {
    fs::create_dir_all(staging).map_err(Failed::at(staging))?;
    let mut command = command(&["build", "--release", "--offline", "--locked", "--dist"]);
    command.arg(staging);
    set_wasm_flags(&mut command);
    run::run(command)
}

/// Sets the compiler flags of the release wasm. Host programs such as the style sheet hook keep their own flags.
pub fn set_wasm_flags(command: &mut Command) {
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", local_paths::compiler_flags());
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("RUSTFLAGS");
}

/// Returns a Trunk command that does not look for a newer version of Trunk.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = run::command("trunk", arguments);
    command.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk 0.21 rejects `NO_COLOR=1`, the usual value, and accepts only `true` or `false`.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}
