//! `dist`: builds the release artefacts, `dist/site/` and the gateway with that site inside.

use crate::outcome::Outcome;
use crate::{run, say, site, tools, workspace};

/// Runs the command.
pub fn dist() -> Outcome {
    tools::install_for_building()?;
    build_and_check_size()?;
    let gateway = workspace::relative(&workspace::gateway("release"), &workspace::root());
    say::line(&format!("dist: done: dist/site/ and {gateway}"));
    Ok(())
}

/// Builds both artefacts; fails when the site is over budget.
pub fn build_and_check_size() -> Outcome {
    build()?;
    site::check_size()
}

/// Builds both artefacts.
pub fn build() -> Outcome {
    say::step("building the viewer (release)");
    site::build()?;
    say::step("building the gateway (release, with the site inside)");
    build_gateway("release")
}

/// Builds the gateway in a profile of `Cargo.toml`. It embeds `dist/site/`, which must exist.
pub fn build_gateway(profile: &str) -> Outcome {
    run::run(run::command("cargo", &["build", "--profile", profile, "--locked", "--package", "happytalk-gateway"]))
}
