//! Decides whether the site has to be built again, by a hash of its inputs and one of its files.
//!
//! The hashes are stored in `dist/site.fingerprint`. A file that was removed or changed by hand causes a new build.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::outcome::{Failed, Outcome};
use crate::workspace;

/// Files and folders that can change a byte of the site.
const INPUTS: [&str; 13] = [
    "src",
    "www",
    "crates/model/src",
    "crates/model/Cargo.toml",
    "crates/present/src",
    "crates/present/Cargo.toml",
    "xtask/src/site",
    "xtask/src/stylesheet.rs",
    "index.html",
    "Trunk.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "package-lock.json",
];

/// Returns the hash of all inputs, including `Cargo.toml`.
pub fn of_inputs() -> Outcome<String> {
    let root = workspace::root();
    let mut files = vec![root.join("Cargo.toml")];
    for input in INPUTS {
        let path = root.join(input);
        if path.is_dir() {
            files.extend(workspace::files_below(&path)?);
        } else if path.is_file() {
            files.push(path);
        }
    }
    of_files(&files, &root)
}

/// Returns whether the site was built from these inputs and has not changed since.
pub fn is_fresh(inputs: &str, site: &Path) -> Outcome<bool> {
    let stored = fs::read_to_string(stored_path(site)).unwrap_or_default();
    Ok(!stored.is_empty() && stored == both(inputs, site)?)
}

/// Stores the hashes that `is_fresh` compares with.
pub fn save(inputs: &str, site: &Path) -> Outcome {
    let path = stored_path(site);
    fs::write(&path, both(inputs, site)?).map_err(Failed::at(&path))
}

fn both(inputs: &str, site: &Path) -> Outcome<String> {
    Ok(format!("{inputs}\n{}\n", of_files(&workspace::files_below(site)?, site)?))
}

fn stored_path(site: &Path) -> PathBuf {
    site.with_extension("fingerprint")
}

/// A hash of names, lengths and contents.
fn of_files(files: &[PathBuf], base: &Path) -> Outcome<String> {
    let mut hash = Sha256::new();
    for path in files {
        let bytes = fs::read(path).map_err(Failed::at(path))?;
        hash.update(format!("{}\0{}\0", workspace::relative(path, base), bytes.len()));
        hash.update(&bytes);
    }
    Ok(hex(&hash.finalize()))
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_input_and_a_removed_output_need_a_build() {
        let base = workspace::target().join("xtask/fingerprint-test");
        let site = base.join("site");
        fs::create_dir_all(&site).unwrap();
        fs::write(site.join("a.js"), "a").unwrap();
        save("inputs", &site).unwrap();
        assert_eq!(is_fresh("inputs", &site), Ok(true));
        assert_eq!(is_fresh("other inputs", &site), Ok(false));
        fs::remove_file(site.join("a.js")).unwrap();
        assert_eq!(is_fresh("inputs", &site), Ok(false));
        fs::remove_dir_all(&base).unwrap();
        assert_eq!(is_fresh("inputs", &site), Ok(false));
    }

    #[test]
    fn the_hash_of_the_inputs_is_stable() {
        assert_eq!(of_inputs().unwrap(), of_inputs().unwrap());
        assert_eq!(of_inputs().unwrap().len(), 64);
    }
}
