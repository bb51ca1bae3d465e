//! Paths and files of the checkout.
//!
//! The root is derived from the package folder of xtask, so that the commands work in any folder below the root.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::outcome::{Failed, Outcome};

/// Folders that contain no sources.
const SKIPPED: [&str; 4] = [".git", "dist", "node_modules", "target"];

/// Returns the root of the workspace.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or_else(|| xtask.to_owned(), Path::to_owned)
}

/// Returns cargo's target directory: `CARGO_TARGET_DIR`, or `target/`.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Returns the folder of the static viewer, which `dist` builds.
pub fn site() -> PathBuf {
    root().join("dist/site")
}

/// Returns the gateway binary of a profile of `Cargo.toml`.
pub fn gateway(profile: &str) -> PathBuf {
    target().join(profile).join(format!("happytalk-gateway{}", env::consts::EXE_SUFFIX))
}

/// Returns all source files below `dir`, sorted by path. Returns none if the folder does not exist.
pub fn files_below(dir: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    if dir.is_dir() {
        collect(dir, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(dir: &Path, found: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(dir).map_err(Failed::at(dir))? {
        let entry = entry.map_err(Failed::at(dir))?;
        let kind = entry.file_type().map_err(Failed::at(dir))?;
        if kind.is_file() {
            found.push(entry.path());
        } else if kind.is_dir() && !SKIPPED.iter().any(|name| entry.file_name() == *name) {
            collect(&entry.path(), found)?;
        }
    }
    Ok(())
}

/// Returns the path relative to `base`, with `/` on every system.
pub fn relative(path: &Path, base: &Path) -> String {
    let parts = path.strip_prefix(base).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Returns the text after the last dot of a file name; empty without a dot.
pub fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Reads a text file of the checkout.
pub fn read(path: &str) -> Outcome<String> {
    let path = root().join(path);
    fs::read_to_string(&path).map_err(Failed::at(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }

    #[test]
    fn an_extension_is_part_of_the_file_name() {
        assert_eq!(extension("a.b/c.min.js"), "js");
        assert_eq!(extension("a.b/LICENSE"), "");
    }

    #[test]
    fn only_source_files_are_listed() {
        let files: Vec<String> = files_below(&root()).unwrap().iter().map(|path| relative(path, &root())).collect();
        assert!(files.contains(&"xtask/src/workspace.rs".to_owned()));
        assert!(!files.iter().any(|path| path.starts_with("target/") || path.starts_with(".git/")));
        assert!(files.iter().any(|path| path == ".ci/run"));
        assert_eq!(files_below(&root().join("no such folder")).unwrap(), Vec::<PathBuf>::new());
    }
}
