//! No trace of the machine that built it: panics carry the paths of their sources, into every reader's download.
//!
//! The compiler is told shorter paths; what was built is searched for the long ones.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::Files;
use crate::outcome::{Failed, Outcome};
use crate::workspace;

/// Flags for the compiler, in the form of `RUSTFLAGS`. Equal sources then give equal bytes anywhere.
pub fn compiler_flags() -> String {
    let remap = |path: PathBuf| format!("--remap-path-prefix={}=", path.display());
    folders().into_iter().map(remap).collect::<Vec<_>>().join(" ")
}

/// Fails when a file holds a path of this machine.
pub fn check(files: &Files) -> Outcome {
    let paths: Vec<String> = folders().iter().map(|path| path.display().to_string()).collect();
    for (name, bytes) in files {
        if let Some(path) = paths.iter().find(|path| bytes.windows(path.len()).any(|window| window == path.as_bytes()))
        {
            return Err(Failed::new(format!("{name} holds the path {path} of the machine that built it")));
        }
    }
    Ok(())
}

/// The checkout, and the folders of other people's sources. None with a space in it: `RUSTFLAGS` can't name that.
fn folders() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
    let sources = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let sources = sources.into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let can_be_named = |path: &PathBuf| !path.to_string_lossy().contains(char::is_whitespace);
    let mut folders: Vec<PathBuf> = sources.chain([workspace::root()]).filter(can_be_named).collect();
    folders.sort();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_machine_is_found() {
        let leak = format!("\0panicked at {}/src/lib.rs", workspace::root().display());
        let files = |text: &str| Files::from([("app.wasm".to_owned(), text.as_bytes().to_vec())]);
        assert!(check(&files(&leak)).unwrap_err().to_string().starts_with("app.wasm holds the path"));
        assert_eq!(check(&files("\0panicked at src/lib.rs")), Ok(()));
    }

    #[test]
    fn the_compiler_is_told_of_the_checkout() {
        assert!(compiler_flags().contains(&format!("={}=", workspace::root().display())));
    }
}
