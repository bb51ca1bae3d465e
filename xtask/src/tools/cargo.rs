//! Tools that `cargo install` compiles from source, at pinned versions.
//!
//! They land in cargo's folder for programs, so all checkouts share them. They are compiled with little optimisation,
//! because compiling them is the longest part of the first run.

use super::version;
use crate::outcome::{Failed, Outcome};
use crate::steps::Step;
use crate::{run, workspace};

/// A program and the package that contains it.
#[derive(Debug)]
pub struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    /// The level that makes compiling and running it shortest together.
    opt_level: &'static str,
    /// Arguments of `cargo install` that choose the package's features.
    features: &'static [&'static str],
    why: &'static str,
}

/// The tools that build the page. Trunk 0.22 needs a newer compiler than ours.
pub fn building() -> Outcome<Vec<Tool>> {
    let lock = workspace::read("Cargo.lock")?;
    let bindgen = version::locked(&lock, "wasm-bindgen")
        .ok_or_else(|| Failed::new("Cargo.lock has no wasm-bindgen; is the checkout complete?"))?;
    Ok(vec![
        Tool {
            package: "trunk",
            program: "trunk",
            version: "0.21.14".into(),
            opt_level: "0",
            // Without TLS and the check for newer versions: it runs offline.
            features: &["--no-default-features"],
            why: "builds the page",
        },
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: bindgen.into(),
            opt_level: "1",
            // Without TLS: its test runner only talks to a driver on this machine.
            features: &["--no-default-features"],
            why: "generates the JavaScript around the wasm; must equal the version in Cargo.lock",
        },
    ])
}

/// The tools that run the browser tests.
pub fn testing() -> Vec<Tool> {
    vec![Tool {
        package: "wasm-pack",
        program: "wasm-pack",
        version: "0.15.1".into(),
        opt_level: "0",
        features: &[],
        why: "runs the tests that need a browser",
    }]
}

/// Returns a step for each tool that is missing or has another version.
pub fn steps(tools: Vec<Tool>) -> Vec<Step> {
    let step = |tool: Tool| {
        let reason = why_missing(&tool, run::printed(tool.program, &["--version"]).as_deref())?;
        let title =
            format!("installing {} {}: {} ({reason}; takes minutes, once)", tool.package, tool.version, tool.why);
        Some(Step::new(title, move || install(&tool)))
    };
    tools.into_iter().filter_map(step).collect()
}

/// Returns why the tool has to be installed, based on the version that its program prints.
fn why_missing(tool: &Tool, printed: Option<&str>) -> Option<String> {
    match printed.and_then(version::printed) {
        Some(found) if found == tool.version => None,
        Some(found) => Some(format!("version {found} is installed, {} is needed", tool.version)),
        None => Some("not installed".to_owned()),
    }
}

fn install(tool: &Tool) -> Outcome {
    let Tool { package, version, opt_level, features, .. } = tool;
    let mut command = run::command("cargo", &["install", "--locked", "--version", version, package]);
    // In a temporary directory, which cargo removes.
    command.args(*features).env_remove("CARGO_TARGET_DIR");
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level).env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    run::run(command)?;
    match why_missing(tool, run::printed(tool.program, &["--version"]).as_deref()) {
        None => Ok(()),
        Some(reason) => Err(Failed::new(format!(
            "{package} was installed, but `{}` on the path is another program ({reason}); put cargo's bin folder first \
             in PATH",
            tool.program
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pinned_version_is_accepted() {
        let [trunk, bindgen] = <[Tool; 2]>::try_from(building().unwrap()).unwrap();
        assert_eq!(why_missing(&trunk, Some("trunk 0.21.14\n")), None);
        assert_eq!(
            why_missing(&trunk, Some("trunk 0.22.0\n")).as_deref(),
            Some("version 0.22.0 is installed, 0.21.14 is needed")
        );
        assert_eq!(why_missing(&trunk, None).as_deref(), Some("not installed"));
        assert_eq!(bindgen.version, "0.2.129", "the command line tool follows Cargo.lock");
    }
}
