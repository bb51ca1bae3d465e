//! Builds the decoder as a module of its own, with the settings of the viewer.

use crate::outcome::Outcome;
use crate::site::{trunk, wasm_opt};
use crate::{run, workspace};

/// Writes `decode.js` and `decode_bg.wasm` to `target/bench`.
pub fn build() -> Outcome {
    let folder = workspace::target().join("bench");
    let package = ["build", "--locked", "--package", "happytalk-bench-decode"];
    let profile = ["--profile", "wasm-release", "--target", "wasm32-unknown-unknown"];
    let mut cargo = run::command("cargo", &[package, profile].concat());
    trunk::set_wasm_flags(&mut cargo);
    run::run(cargo)?;
    let module = workspace::target().join("wasm32-unknown-unknown/wasm-release/happytalk_bench_decode.wasm");
    let mut bindgen = run::command("wasm-bindgen", &["--target", "web", "--no-typescript", "--out-name", "decode"]);
    bindgen.arg("--out-dir").arg(&folder).arg(module);
    run::run(bindgen)?;
    wasm_opt::optimize(&folder.join("decode_bg.wasm"))
}
