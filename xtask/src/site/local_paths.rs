//! Keeps paths of the building machine out of the site. Panic messages name source files, and the wasm carries them.
//!
//! The compiler shortens the paths; the finished site is searched for the full ones.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::Files;
use crate::outcome::{Failed, Outcome};
use crate::workspace;

/// Returns compiler flags in the format of `RUSTFLAGS`. With them, equal sources give equal bytes on every machine.
pub fn compiler_flags() -> String {
    let remap = |path: PathBuf| format!("--remap-path-prefix={}=", path.display());
    source_folders().into_iter().map(remap).collect::<Vec<_>>().join(" ")
}

/// Fails when a file contains a path of this machine.
pub fn check(files: &Files) -> Outcome {
    let paths: Vec<String> = source_folders().iter().map(|path| path.display().to_string()).collect();
    for (name, bytes) in files {
        if let Some(path) = paths.iter().find(|path| bytes.windows(path.len()).any(|window| window == path.as_bytes()))
        {
            return Err(Failed::new(format!("{name} contains {path}, a path of the machine that built it")));
        }
    }
    Ok(())
}

/// Returns the checkout and the folders of downloaded crates. Paths with white space are left out, because `RUSTFLAGS`
/// can't express them.
fn source_folders() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
    let sources = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let sources = sources.into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let has_no_space = |path: &PathBuf| !path.to_string_lossy().contains(char::is_whitespace);
    let mut folders: Vec<PathBuf> = sources.chain([workspace::root()]).filter(has_no_space).collect();
    folders.sort();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_machine_fails_the_build() {
        let leak = format!("\0panicked at {}/src/lib.rs", workspace::root().display());
        let files = |text: &str| Files::from([("app.wasm".to_owned(), text.as_bytes().to_vec())]);
        assert!(check(&files(&leak)).unwrap_err().to_string().starts_with("app.wasm contains"));
        assert_eq!(check(&files("\0panicked at src/lib.rs")), Ok(()));
    }

    #[test]
    fn the_checkout_is_remapped() {
        assert!(compiler_flags().contains(&format!("={}=", workspace::root().display())));
    }
}
