//! Tools from npm, pinned in `package.json` and by hash in `package-lock.json`.
//!
//! They are installed into the checkout's `node_modules`. Install scripts of packages are not run.

use super::version;
use crate::outcome::{Failed, Outcome};
use crate::steps::Step;
use crate::{run, workspace};

const PACKAGES: [(&str, &str); 4] = [
    ("binaryen", "its wasm-opt shrinks the wasm"),
    ("esbuild", "minifies scripts and style sheets"),
    ("axe-core", "checks accessibility in the tests"),
    ("typescript", "checks the published types"),
];

/// Returns the step that installs all packages, when one is missing or has another version.
pub fn step() -> Outcome<Option<Step>> {
    let manifest = workspace::read("package.json")?;
    let missing = PACKAGES.into_iter().find(|(name, _)| !is_installed(&manifest, name));
    Ok(missing.map(|(package, why)| {
        Step::new(format!("installing npm packages into node_modules: {package} is missing ({why})"), move || {
            install(package, why)
        })
    }))
}

fn install(package: &str, why: &str) -> Outcome {
    if run::which("npm").is_none() {
        return Err(Failed::new(format!(
            "npm is not installed, and {package} comes from there ({why}); install Node.js with npm \
             (Debian: apt-get install nodejs npm)"
        )));
    }
    run::run(run::command("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
}

fn is_installed(manifest: &str, package: &str) -> bool {
    let installed = workspace::read(&format!("node_modules/{package}/package.json")).unwrap_or_default();
    let wanted = version::json_field(manifest, package);
    wanted.is_some() && wanted == version::json_field(&installed, "version")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_pinned_exactly_and_by_hash() {
        let manifest = workspace::read("package.json").unwrap();
        let lock = workspace::read("package-lock.json").unwrap();
        for (package, _) in PACKAGES {
            let version = version::json_field(&manifest, package).unwrap();
            assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{package} {version}");
            let (_, entry) = lock.split_once(&format!("\"node_modules/{package}\"")).unwrap();
            assert_eq!(version::json_field(entry, "version"), Some(version));
            assert!(version::json_field(entry, "integrity").unwrap().starts_with("sha512-"));
        }
    }
}
