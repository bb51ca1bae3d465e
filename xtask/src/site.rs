//! The static viewer: Trunk's output, its names shortened, minified, given content hashes, checked, precompressed, put into `dist/site/`.
//!
//! Nothing is built when neither an input nor an output has changed since the last time. `happytalk.js` and
//! `index.html` keep their names, for they are what others link to; all they load is named by content.

mod budget;
mod compress;
mod fingerprint;
pub mod inline;
mod minify;
pub mod names;
mod page;
mod rename;
mod traces;
pub mod trunk;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::outcome::{Failed, Outcome};
use crate::{say, workspace};

/// Files of the site by their path in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Leaves a whole `dist/site/`.
pub fn build() -> Outcome {
    let site = workspace::site();
    let inputs = fingerprint::of_inputs()?;
    if fingerprint::is_fresh(&inputs, &site)? {
        say::line("the site is up to date");
        return Ok(());
    }
    let staging = workspace::target().join("xtask/staging");
    trunk::build(&staging)?;
    names::shorten(&staging)?;
    minify::in_place(&staging)?;
    let files = rename::by_content(with_finished_page(read_all(&staging)?)?)?;
    traces::check(&files)?;
    write_all(&with_compressed(files)?, &site)?;
    fingerprint::remember(&inputs, &site)
}

/// Prints the sizes of `dist/site/`; fails over budget.
pub fn weigh() -> Outcome {
    budget::report(&read_all(&workspace::site())?)
}

fn with_finished_page(mut files: Files) -> Outcome<Files> {
    let page = files.get_mut("index.html").ok_or_else(|| Failed::new("Trunk built no index.html"))?;
    *page = page::finished(&String::from_utf8_lossy(page))?.into_bytes();
    Ok(files)
}

fn with_compressed(mut files: Files) -> Outcome<Files> {
    let compressed: Vec<_> = files.iter().filter(|(name, _)| compress::is_worth_it(name)).collect();
    let mut beside = Files::new();
    for (name, bytes) in compressed {
        beside.insert(format!("{name}.br"), compress::brotli(bytes)?);
        beside.insert(format!("{name}.gz"), compress::gzip(bytes)?);
    }
    files.append(&mut beside);
    Ok(files)
}

fn read_all(dir: &Path) -> Outcome<Files> {
    let read =
        |path: &std::path::PathBuf| Ok((workspace::relative(path, dir), fs::read(path).map_err(Failed::at(path))?));
    workspace::files_below(dir)?.iter().map(read).collect()
}

/// Replaces the folder as a whole, so that nothing of an earlier build stays.
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
