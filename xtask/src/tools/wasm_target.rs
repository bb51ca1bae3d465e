//! The standard library for wasm, which rustup adds to the toolchain: as it is, for development and tests, and its
//! sources, which the release is built from; and the crates that builds without a network need.
//!
//! The catch: the standard library has dependencies of its own, in a lock file of its own, and Trunk builds offline.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::outcome::{Failed, Outcome};
use crate::{run, say, workspace};

/// What rustup adds: how, its name, and where it is below the toolchain's `lib/rustlib` when it is there.
const PARTS: [[&str; 3]; 2] =
    [["target", "wasm32-unknown-unknown", "wasm32-unknown-unknown"], ["component", "rust-src", "src/rust/library/std"]];

/// Adds what the toolchain lacks, and fetches the crates.
pub fn install() -> Outcome {
    let sysroot = run::printed("rustc", &["--print", "sysroot"])
        .ok_or_else(|| Failed::new("rustc does not run; install Rust by rustup"))?;
    let below = Path::new(sysroot.trim()).join("lib/rustlib");
    PARTS.iter().filter(|[.., place]| !below.join(place).is_dir()).try_for_each(|[kind, name, _]| add(kind, name))?;
    let manifests = [workspace::root(), below.join("src/rust/library")].map(|folder| folder.join("Cargo.toml"));
    if manifests.iter().all(are_there) {
        return Ok(());
    }
    say::step("fetching crates: the viewer is built without a network");
    manifests.iter().try_for_each(|manifest| run::run(fetch(manifest)))
}

fn add(kind: &str, name: &str) -> Outcome {
    if run::which("rustup").is_none() {
        return Err(Failed::new(format!(
            "the {kind} {name} is missing and there is no rustup to add it; install Rust by rustup, or that {kind} by \
             your system's packages"
        )));
    }
    say::step(&format!("adding the {kind} {name}: the viewer is built with it"));
    run::run(run::command("rustup", &[kind, "add", name]))
}

/// Whether every crate in the lock file beside this manifest was fetched before.
fn are_there(manifest: &PathBuf) -> bool {
    let mut command = fetch(manifest);
    command.args(["--offline", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn fetch(manifest: &PathBuf) -> Command {
    let mut command = run::command("cargo", &["fetch", "--locked", "--manifest-path"]);
    // The standard library's manifest has what is nightly's.
    command.arg(manifest).env("RUSTC_BOOTSTRAP", "1");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_of_a_lock_file_that_is_not_there_have_to_be_fetched() {
        assert!(!are_there(&workspace::root().join("xtask/no-such-folder/Cargo.toml")));
    }
}
