//! The static viewer: every file in memory, from inside the binary or from a directory read at start.
//!
//! A path is looked up as it was sent, undecoded, in a list of known names, so there is nothing to traverse. `x.br`
//! and `x.gz` beside `x` are its compressed forms, made by `cargo xtask dist`; nothing is compressed while serving.

mod encoding;
mod file;
mod media;

use std::{collections::BTreeMap, fs, io, path::Path};

use axum::{
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::{IntoResponse as _, Response},
};

use crate::{config::MediaHost, load::InMemory, problem::Problem, security::for_every_origin, state::AppState};
use encoding::Encodings;
use file::File;

/// What `build.rs` found.
static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// Served when no viewer was built: under the same policy, so without a script or style.
const NOT_BUILT: &str = include_str!("site/not_built.html");

const INDEX: &str = "index.html";

/// The files of the viewer.
#[derive(Clone, Debug)]
pub struct Site {
    files: BTreeMap<String, File>,
}

impl Site {
    /// The viewer that was built before this binary; a page that says how to build it when there was none.
    pub fn embedded() -> Self {
        let files = EMBEDDED.iter().map(|(name, bytes)| ((*name).to_owned(), Bytes::from_static(bytes)));
        Self::new(files.collect())
    }

    /// The viewer built into `directory`, as it is now.
    ///
    /// # Errors
    /// When a file can't be read, or there is no `index.html`.
    pub fn from_directory(directory: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        read(directory, "", &mut files)?;
        if files.contains_key(INDEX) {
            Ok(Self::new(files))
        } else {
            Err(io::Error::new(io::ErrorKind::NotFound, "there is no index.html"))
        }
    }

    fn new(mut all: BTreeMap<String, Bytes>) -> Self {
        all.entry(INDEX.to_owned()).or_insert(Bytes::from_static(NOT_BUILT.as_bytes()));
        let is_form = |name: &str| {
            let plain = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
            plain.is_some_and(|plain| all.contains_key(plain))
        };
        let plain = all.iter().filter(|(name, _)| !is_form(name));
        let files = plain.map(|(name, bytes)| {
            let form = |suffix: &str| all.get(&format!("{name}{suffix}")).cloned();
            (name.clone(), File::new(name, bytes.clone(), form(".br"), form(".gz")))
        });
        Self { files: files.collect() }
    }

    /// Tells the page which hosts media may come from. The page is then served uncompressed: it is small.
    #[must_use]
    pub fn with_media_hosts(mut self, hosts: &[MediaHost]) -> Self {
        if let Some(index) = self.files.get(INDEX)
            && let Some(filled) = media::fill(&index.plain, hosts)
        {
            self.files.insert(INDEX.to_owned(), File::new(INDEX, filled.into(), None, None));
        }
        self
    }

    fn answer(&self, name: &str, method: &Method, headers: &HeaderMap) -> Result<Response, Problem> {
        let file = self.files.get(name).ok_or(Problem::NotFound)?;
        if method != Method::GET && method != Method::HEAD {
            let mut response = Problem::MethodNotAllowed.into_response();
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
            return Ok(response);
        }
        let mut response = file.answer(headers, Encodings::accepted_by(headers));
        for_every_origin(response.headers_mut());
        response.extensions_mut().insert(InMemory);
        Ok(response)
    }
}

/// `GET /` and `GET /index.html`.
pub(crate) async fn page(State(state): State<AppState>, request: Request) -> Result<Response, Problem> {
    state.site().answer(INDEX, request.method(), request.headers())
}

/// Every path that no route has.
pub(crate) async fn file(State(state): State<AppState>, request: Request) -> Result<Response, Problem> {
    let name = request.uri().path().strip_prefix('/').unwrap_or_default();
    state.site().answer(name, request.method(), request.headers())
}

fn read(directory: &Path, prefix: &str, files: &mut BTreeMap<String, Bytes>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let path = format!("{prefix}{}", name.to_string_lossy());
        if fs::metadata(entry.path())?.is_dir() {
            read(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_viewer_there_is_a_page_that_says_how_to_build_it() {
        let site = Site::new(BTreeMap::new());
        let page = &site.files[INDEX].plain;
        assert!(str::from_utf8(page).unwrap().contains("<code>cargo xtask dist</code>"));
    }

    #[test]
    fn the_embedded_viewer_has_a_page() {
        assert!(Site::embedded().files.contains_key(INDEX));
    }
}
