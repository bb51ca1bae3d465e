//! Runs Trunk: the viewer in release, into a folder of its own.
//!
//! The standard library is built with it, for size, and a panic is a trap and nothing else: no message, no place, no code
//! that would write them (13 KB of 150; the element notices the trap, see `www/happytalk.js`). Both are still nightly's, so
//! the compiler is told to take them; its version is pinned, which is what nightly lacks.
//!
//! The catch: Trunk reads `NO_COLOR=1`, which many machines set, as a wrong value of a flag, and stops.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::traces;
use crate::outcome::{Failed, Outcome};
use crate::{run, say};

/// Cargo's settings for the standard library of the wasm.
const STANDARD_LIBRARY: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];
const PANICS: &str = "-Zunstable-options -Cpanic=immediate-abort";
/// Nothing is inlined that makes the code larger, also in the decoder, which is built for speed: its hot loops say themselves
/// what belongs into them. That is 3 KB of 150.
const INLINING: &str = "-Cllvm-args=-inline-threshold=5";

/// Builds the page into `staging`.
pub fn build(staging: &Path) -> Outcome {
    say::step("building the viewer (release; the first time takes some minutes)");
    fs::create_dir_all(staging).map_err(Failed::at(staging))?;
    let mut command = command(&["build", "--release", "--offline", "--locked"]);
    command.args(["--filehash", "false", "--dist"]).arg(staging);
    set_for_release(&mut command);
    run::run(command)
}

/// What cargo is told of the wasm of a release, and of nothing else: the style sheet's hook runs it too, and must not build
/// xtask anew (Trunk.toml takes the standard library's settings away again).
pub fn set_for_release(command: &mut Command) {
    let flags = format!("{} {PANICS} {INLINING}", traces::compiler_flags());
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    command.env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("RUSTFLAGS");
    command.envs(STANDARD_LIBRARY);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn the_style_sheets_hook_is_spared_every_setting_of_the_wasm() {
        let trunk = workspace::read("Trunk.toml").unwrap();
        for (name, _) in STANDARD_LIBRARY {
            assert!(trunk.contains(&format!("\"-u\", \"{name}\"")), "{name}");
        }
    }
}
