//! The decoder as a module of its own, built like the viewer: what is measured is what is shipped.

use crate::outcome::Outcome;
use crate::site::{names, trunk};
use crate::{run, workspace};

/// Leaves `decode.js` and `decode_bg.wasm` in `target/bench`.
pub fn build() -> Outcome {
    let folder = workspace::target().join("bench");
    let package = ["build", "--locked", "--package", "happytalk-bench-decode"];
    let profile = ["--profile", "wasm-release", "--target", "wasm32-unknown-unknown"];
    let mut cargo = run::command("cargo", &[package, profile].concat());
    trunk::set_for_release(&mut cargo);
    run::run(cargo)?;
    let module = workspace::target().join("wasm32-unknown-unknown/wasm-release/happytalk_bench_decode.wasm");
    let mut bindgen = run::command("wasm-bindgen", &["--target", "web", "--no-typescript", "--out-name", "decode"]);
    bindgen.arg("--out-dir").arg(&folder).arg(module);
    run::run(bindgen)?;
    let wasm = folder.join("decode_bg.wasm");
    let mut optimise = run::command("wasm-opt", &names::OPTIMISE);
    optimise.arg(&wasm).arg("-o").arg(&wasm);
    run::run(optimise)
}
