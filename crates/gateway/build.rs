//! Lists the built viewer's files for `src/site.rs`, so that one binary holds everything.
//!
//! The directory is `HAPPYTALK_SITE`, or `dist/site` in the workspace; without one the list is empty. The catch: a
//! missing directory can't be watched, so whoever builds the site for the first time sets the variable.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let workspace = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("../..");
    say("rerun-if-changed=build.rs");
    say("rerun-if-env-changed=HAPPYTALK_SITE");
    let site = match env::var_os("HAPPYTALK_SITE") {
        Some(path) => fs::canonicalize(workspace.join(&path))
            .map_err(|error| io::Error::new(error.kind(), format!("HAPPYTALK_SITE={}: {error}", path.display())))?,
        None => workspace.join("dist/site"),
    };

    let mut files = Vec::new();
    if site.is_dir() {
        say(&format!("rerun-if-changed={}", site.display()));
        let site = fs::canonicalize(&site)?;
        collect(&site, "", &mut files)?;
    }
    files.sort();

    let entries = files.iter().map(|(name, path)| {
        let path = path.display().to_string();
        format!("    ({name:?}, include_bytes!({path:?})),")
    });
    let source = format!("&[\n{}\n]\n", entries.collect::<Vec<_>>().join("\n"));
    fs::write(Path::new(&variable("OUT_DIR")).join("site.rs"), source)
}

/// Every file below `directory`, under its path in the site.
fn collect(directory: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| {
            io::Error::new(io::ErrorKind::InvalidData, format!("{} is no UTF-8 name", name.display()))
        })?;
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push((path, entry.path()));
        }
    }
    Ok(())
}

fn variable(name: &str) -> String {
    env::var(name).expect("cargo sets it for build scripts")
}

fn say(instruction: &str) {
    println!("cargo::{instruction}");
}
