//! The static viewer in `dist/site/`: Trunk's output, optimised, minified, named by content and compressed.
//!
//! Nothing is built when neither the inputs nor the outputs changed since the last build. `happytalk.js` and `index.html`
//! keep their names, because other pages link to them; the files they load have a content hash in their names.

mod budget;
mod compress;
mod content_names;
mod esbuild;
mod fingerprint;
pub mod inline;
mod local_paths;
mod page;
pub mod trunk;
mod trusted_types;
pub mod wasm_opt;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::outcome::{Failed, Outcome};
use crate::{say, workspace};

/// The files of the site by their path in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// JavaScript that wasm-bindgen generates.
const GLUE: &str = "happytalk-viewer.js";
const WASM: &str = "happytalk-viewer_bg.wasm";

/// Builds a complete `dist/site/`.
pub fn build() -> Outcome {
    let site = workspace::site();
    let inputs = fingerprint::of_inputs()?;
    if fingerprint::is_fresh(&inputs, &site)? {
        say::line("the site is up to date");
        return Ok(());
    }
    let staging = workspace::target().join("xtask/staging");
    trunk::build(&staging)?;
    wasm_opt::optimize(&staging.join(WASM))?;
    esbuild::minify(&staging)?;
    let files = content_names::apply(with_finished_page(read_all(&staging)?)?)?;
    local_paths::check(&files)?;
    trusted_types::check(&files)?;
    write_all(&with_compressed(files)?, &site)?;
    fingerprint::save(&inputs, &site)
}

/// Prints the sizes of `dist/site/`; fails over budget.
pub fn check_size() -> Outcome {
    budget::report(&read_all(&workspace::site())?)
}

fn with_finished_page(mut files: Files) -> Outcome<Files> {
    let page = files.get_mut("index.html").ok_or_else(|| Failed::new("Trunk built no index.html"))?;
    *page = page::finish(&String::from_utf8_lossy(page))?.into_bytes();
    Ok(files)
}

fn with_compressed(mut files: Files) -> Outcome<Files> {
    let mut compressed = Files::new();
    for (name, bytes) in files.iter().filter(|(name, _)| compress::is_compressible(name)) {
        compressed.insert(format!("{name}.br"), compress::brotli(bytes)?);
        compressed.insert(format!("{name}.gz"), compress::gzip(bytes)?);
    }
    files.append(&mut compressed);
    Ok(files)
}

fn read_all(dir: &Path) -> Outcome<Files> {
    let read =
        |path: &std::path::PathBuf| Ok((workspace::relative(path, dir), fs::read(path).map_err(Failed::at(path))?));
    workspace::files_below(dir)?.iter().map(read).collect()
}

/// Replaces the whole folder, so that no file of an earlier build remains.
fn write_all(files: &Files, dir: &Path) -> Outcome {
    if dir.exists() {
        fs::remove_dir_all(dir).map_err(Failed::at(dir))?;
    }
    for (name, bytes) in files {
        let path = dir.join(name);
        let parent = path.parent().unwrap_or(dir);
        fs::create_dir_all(parent).map_err(Failed::at(parent))?;
        fs::write(&path, bytes).map_err(Failed::at(&path))?;
    }
    Ok(())
}
