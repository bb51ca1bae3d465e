//! Reference pictures of the gallery: the accepted rendering of each fixture.
//!
//! They are in `tests/e2e/gallery/` at half size; `GALLERY_UPDATE=always` accepts new ones. They are valid for one
//! browser and one Korean font, those of Debian that `cargo xtask test` installs. `fonts.conf` excludes other fonts.

use std::{collections::BTreeSet, fs, path::PathBuf};

use crate::{
    Result,
    picture::{Picture, Tolerance},
    root,
};

/// Tolerance of a comparison.
///
/// The font rasterizer of another machine moves the edge of a letter by a fraction of a pixel: at most about 40 of 255
/// after halving. A missing word changes over 100 pixels of a band, and the tolerance of 5 ‰ is 57 pixels.
pub const TOLERANCE: Tolerance = Tolerance { channel: 48, band: 64, per_mille: 5, height: 1 };

/// Command that accepts the current rendering.
pub const ACCEPT: &str = "GALLERY_UPDATE=always cargo test --locked -p happytalk-e2e gallery";

/// The references, and whether they are updated.
#[derive(Debug)]
pub struct Gallery {
    folder: PathBuf,
    /// Whether the current rendering becomes the reference.
    pub update: bool,
}

impl Gallery {
    /// Opens the references of the checkout. The environment decides whether they are updated.
    pub fn open() -> Self {
        let update = std::env::var_os("GALLERY_UPDATE").is_some_and(|value| value == "always");
        Self { folder: root().join("tests/e2e/gallery"), update }
    }

    /// Compares a full-size screenshot with the reference of this name, or makes it the reference.
    ///
    /// Returns the description of a difference, whose pictures are written to `target/screenshots/`.
    ///
    /// # Errors
    /// Fails when a file can't be read or written.
    pub fn compare(&self, name: &str, screenshot: &[u8]) -> Result<Option<String>> {
        let drawn = Picture::read(screenshot)?.halved().coarse();
        let file = self.folder.join(format!("{name}.png"));
        let reference = if file.is_file() { Some(Picture::read(&fs::read(&file)?)?) } else { None };
        let verdict = reference.map(|reference| drawn.compare(&reference, TOLERANCE));
        if self.update {
            // A reference that still matches stays as it is.
            if !matches!(verdict, Some(Ok(()))) {
                fs::create_dir_all(&self.folder)?;
                fs::write(file, drawn.write()?)?;
            }
            return Ok(None);
        }
        let screenshots = root().join("target/screenshots");
        fs::create_dir_all(&screenshots)?;
        Ok(match verdict {
            Some(Ok(())) => None,
            None => Some(format!("{name}: there is no {}", file.display())),
            Some(Err(difference)) => {
                let path = |kind| screenshots.join(format!("gallery-{name}-{kind}.png"));
                fs::write(path("now"), drawn.write()?)?;
                fs::write(path("difference"), difference.picture.write()?)?;
                Some(format!("{name}: {} ({})", difference.words, path("difference").display()))
            }
        })
    }

    /// Returns descriptions of references without a fixture, or removes these references.
    ///
    /// # Errors
    /// Fails when the files can't be listed or removed.
    pub fn stale(&self, names: &BTreeSet<String>) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        if self.folder.is_dir() {
            for file in fs::read_dir(&self.folder)? {
                let file = file?.path();
                let name = file.file_stem().unwrap_or_default().to_string_lossy();
                if names.contains(&*name) && file.extension().is_some_and(|kind| kind == "png") {
                    continue;
                }
                if self.update {
                    fs::remove_file(&file)?;
                } else {
                    wrong.push(format!("{} is a reference without a fixture", file.display()));
                }
            }
        }
        Ok(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_reported_missing_accepted_compared_and_removed() {
        let folder = std::env::temp_dir().join(format!("happytalk-gallery-{}", std::process::id()));
        let [checks, accepts] = [false, true].map(|update| Gallery { folder: folder.clone(), update });
        let names = BTreeSet::from(["a-fixture".to_owned()]);
        let shown = |colour| Picture::plain(40, 40, colour).write().unwrap();
        let compared = |gallery: &Gallery, colour| gallery.compare("a-fixture", &shown(colour)).unwrap();

        assert!(checks.stale(&names).unwrap().is_empty(), "without a folder there is no reference");
        assert!(compared(&checks, [9, 9, 9]).unwrap().contains("there is no"));
        assert_eq!(compared(&accepts, [9, 9, 9]), None);
        assert_eq!(compared(&checks, [9, 9, 9]), None);
        assert!(compared(&checks, [90, 9, 9]).unwrap().contains("400 of 400 pixels"));
        assert_eq!(compared(&accepts, [90, 9, 9]), None);
        assert_eq!(compared(&checks, [90, 9, 9]), None, "a reference that no longer matches is replaced");

        assert!(checks.stale(&names).unwrap().is_empty());
        assert_eq!(checks.stale(&BTreeSet::new()).unwrap().len(), 1);
        assert!(accepts.stale(&BTreeSet::new()).unwrap().is_empty());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        fs::remove_dir(&folder).unwrap();
    }
}
