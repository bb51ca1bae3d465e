//! The wasm target of the toolchain, and the crates of `Cargo.lock`, which Trunk's offline build needs.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::outcome::{Failed, Outcome};
use crate::run;

const TARGET: &str = "wasm32-unknown-unknown";

/// Returns whether rustup has to add the target.
pub fn is_target_missing() -> Outcome<bool> {
    let sysroot = run::printed("rustc", &["--print", "sysroot"])
        .ok_or_else(|| Failed::new("rustc does not run; install Rust with rustup"))?;
    Ok(!Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir())
}

/// Adds the target.
pub fn add_target() -> Outcome {
    if run::which("rustup").is_none() {
        return Err(Failed::new(format!(
            "the target {TARGET} is missing and there is no rustup to add it; install Rust with rustup, or the target \
             from your system's packages"
        )));
    }
    run::run(run::command("rustup", &["target", "add", TARGET]))
}

/// Returns whether a crate of `Cargo.lock` has to be downloaded.
pub fn are_crates_missing() -> bool {
    let mut command = fetch();
    command.args(["--offline", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null());
    !command.status().is_ok_and(|status| status.success())
}

/// Downloads the crates of `Cargo.lock`.
pub fn fetch_crates() -> Outcome {
    run::run(fetch())
}

fn fetch() -> Command {
    run::command("cargo", &["fetch", "--locked"])
}
