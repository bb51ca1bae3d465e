//! The standard library for wasm, which rustup adds to the toolchain: as it is, for development and tests, and its
//! sources, which the release is built from.

use std::path::Path;

use crate::outcome::{Failed, Outcome};
use crate::{run, say};

/// What rustup adds: how, its name, and where it is below the toolchain's `lib/rustlib` when it is there.
const PARTS: [[&str; 3]; 2] =
    [["target", "wasm32-unknown-unknown", "wasm32-unknown-unknown"], ["component", "rust-src", "src/rust/library/std"]];

/// Adds what the toolchain lacks.
pub fn install() -> Outcome {
    let sysroot = run::printed("rustc", &["--print", "sysroot"])
        .ok_or_else(|| Failed::new("rustc does not run; install Rust by rustup"))?;
    let below = Path::new(sysroot.trim()).join("lib/rustlib");
    PARTS.iter().filter(|[.., place]| !below.join(place).is_dir()).try_for_each(|[kind, name, _]| add(kind, name))
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
