//! `dist`: the release artefacts, `dist/site/` and the gateway with that site inside.

use crate::outcome::Outcome;
use crate::{run, say, site, tools, workspace};

/// The command.
pub fn dist() -> Outcome {
    tools::for_building()?;
    build_and_weigh()?;
    let gateway = workspace::relative(&workspace::gateway(), &workspace::root());
    say::line(&format!("dist: done: dist/site/ and {gateway}"));
    Ok(())
}

/// Both artefacts, and whether the site is small enough.
pub fn build_and_weigh() -> Outcome {
    build()?;
    site::weigh()
}

/// Both artefacts, the site first: the gateway takes it in.
pub fn build() -> Outcome {
    site::build()?;
    say::step("building the gateway (release, with the site inside)");
    run::run(run::command("cargo", &["build", "--release", "--locked", "--package", "happytalk-gateway"]))
}
