//! Tools that `cargo install` builds from source, at pinned versions.
//!
//! They land in cargo's normal folder for programs, so every checkout shares them. Built with little optimisation:
//! they run for seconds, and building them is most of the first run.

use std::time::Instant;

use super::version;
use crate::outcome::{Failed, Outcome};
use crate::{run, say, workspace};

/// A program, the package it comes from, and what for.
#[derive(Debug)]
pub struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    why: &'static str,
}

/// Builds the page. 0.22 of Trunk needs a newer compiler than ours.
pub fn building() -> Outcome<Vec<Tool>> {
    let lock = workspace::read("Cargo.lock")?;
    let bindgen = version::locked(&lock, "wasm-bindgen")
        .ok_or_else(|| Failed::new("Cargo.lock names no wasm-bindgen; is the checkout whole?"))?;
    Ok(vec![
        Tool { package: "trunk", program: "trunk", version: "0.21.14".into(), why: "builds the page" },
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: bindgen.into(),
            why: "joins wasm and JavaScript; must equal the version in Cargo.lock",
        },
    ])
}

/// Runs the browser tests.
pub fn testing() -> Vec<Tool> {
    vec![Tool {
        package: "wasm-pack",
        program: "wasm-pack",
        version: "0.15.1".into(),
        why: "runs the tests that need a browser",
    }]
}

/// Installs those that are missing or of another version.
pub fn install(tools: &[Tool]) -> Outcome {
    for tool in tools {
        if let Some(reason) = missing(tool, run::printed(tool.program, &["--version"]).as_deref()) {
            build(tool, &reason)?;
        }
    }
    Ok(())
}

/// Why the tool has to be installed, judged by what its program printed.
fn missing(tool: &Tool, printed: Option<&str>) -> Option<String> {
    match printed.and_then(version::printed) {
        Some(found) if found == tool.version => None,
        Some(found) => Some(format!("version {found} is there, {} is needed", tool.version)),
        None => Some("not installed".to_owned()),
    }
}

fn build(tool: &Tool, reason: &str) -> Outcome {
    let Tool { package, version, why, .. } = tool;
    say::step(&format!("installing {package} {version}: {why} ({reason}; takes a few minutes, once)"));
    let started = Instant::now();
    let mut command = run::command("cargo", &["install", "--locked", "--version", version, package]);
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    // A folder of its own, gone afterwards: ours must not fill up with a stranger's objects.
    command.env_remove("CARGO_TARGET_DIR");
    run::run(command)?;
    say::line(&format!("installed {package} {version} in {}", say::duration(started.elapsed())));
    match missing(tool, run::printed(tool.program, &["--version"]).as_deref()) {
        None => Ok(()),
        Some(reason) => Err(Failed::new(format!(
            "{package} was installed, but `{}` on the path is not it ({reason}); put cargo's bin folder first in PATH",
            tool.program
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pinned_version_will_do() {
        let [trunk, bindgen] = <[Tool; 2]>::try_from(building().unwrap()).unwrap();
        assert_eq!(missing(&trunk, Some("trunk 0.21.14\n")), None);
        assert_eq!(
            missing(&trunk, Some("trunk 0.22.0\n")).as_deref(),
            Some("version 0.22.0 is there, 0.21.14 is needed")
        );
        assert_eq!(missing(&trunk, None).as_deref(), Some("not installed"));
        assert_eq!(bindgen.version, "0.2.129", "the command line tool follows Cargo.lock");
    }
}
