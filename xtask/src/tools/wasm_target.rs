//! The standard library for wasm, which rustup adds to the toolchain.

use std::path::Path;

use crate::outcome::{Failed, Outcome};
use crate::{run, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target when the toolchain lacks it.
pub fn install() -> Outcome {
    let sysroot = run::printed("rustc", &["--print", "sysroot"])
        .ok_or_else(|| Failed::new("rustc does not run; install Rust by rustup"))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if run::which("rustup").is_none() {
        return Err(Failed::new(format!(
            "the target {TARGET} is missing and there is no rustup to add it; install Rust by rustup, \
             or that target's standard library by your system's packages"
        )));
    }
    say::step(&format!("adding the target {TARGET}: the viewer is built for it"));
    run::run(run::command("rustup", &["target", "add", TARGET]))
}
