//! The references of the gallery: what each fixture looked like when somebody last looked.
//!
//! They stand in `tests/e2e/gallery/`, half their size, and are accepted with `GALLERY_UPDATE=always`. The catch: they
//! hold for one browser and one Korean font, Debian's, which is what `cargo xtask test` installs; `fonts.conf` keeps the
//! browser from any other.

use std::{collections::BTreeSet, fs, path::PathBuf};

use crate::{
    Result,
    picture::{Picture, Tolerance},
    root,
};

/// Another machine's font rasterizer moves the edge of a letter by part of a pixel, which after halving is at most some
/// 40 of 255. A word that is there or not is over 100 pixels of a band; half a per cent of one is 57.
pub const TOLERANCE: Tolerance = Tolerance { channel: 48, band: 64, per_mille: 5, height: 1 };

/// How to accept what is drawn now.
pub const ACCEPT: &str = "GALLERY_UPDATE=always cargo test --locked -p happytalk-e2e gallery";

/// The references, and whether they are to be written anew.
#[derive(Debug)]
pub struct Gallery {
    folder: PathBuf,
    /// Whether what is drawn now is to become the reference.
    pub update: bool,
}

impl Gallery {
    /// Those of the checkout, as the environment says.
    pub fn open() -> Self {
        let update = std::env::var_os("GALLERY_UPDATE").is_some_and(|value| value == "always");
        Self { folder: root().join("tests/e2e/gallery"), update }
    }

    /// Compares a screenshot in full size with the reference of that name; or makes it the reference.
    ///
    /// # Errors
    /// When it can't be read or written. A difference is no error: it is what comes back, in words, with two pictures
    /// in `target/screenshots/`.
    pub fn judge(&self, name: &str, screenshot: &[u8]) -> Result<Option<String>> {
        let drawn = Picture::read(screenshot)?.halved().coarse();
        let file = self.folder.join(format!("{name}.png"));
        let reference = if file.is_file() { Some(Picture::read(&fs::read(&file)?)?) } else { None };
        let verdict = reference.map(|reference| drawn.compare(&reference, TOLERANCE));
        if self.update {
            // One that still holds stays as it is: no byte changes without a reason.
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
                let place = |what| screenshots.join(format!("gallery-{name}-{what}.png"));
                fs::write(place("now"), drawn.write()?)?;
                fs::write(place("difference"), difference.picture.write()?)?;
                Some(format!("{name}: {} ({})", difference.words, place("difference").display()))
            }
        })
    }

    /// References of nothing, in words; or takes them away.
    ///
    /// # Errors
    /// When they can't be listed or taken away.
    pub fn left_over(&self, names: &BTreeSet<String>) -> Result<Vec<String>> {
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
                    wrong.push(format!("{} is a reference of nothing", file.display()));
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
    fn a_reference_is_missed_accepted_held_broken_and_left_over() {
        let folder = std::env::temp_dir().join(format!("happytalk-gallery-{}", std::process::id()));
        let [checks, accepts] = [false, true].map(|update| Gallery { folder: folder.clone(), update });
        let names = BTreeSet::from(["a-fixture".to_owned()]);
        let shown = |colour| Picture::plain(40, 40, colour).write().unwrap();
        let judged = |gallery: &Gallery, colour| gallery.judge("a-fixture", &shown(colour)).unwrap();

        assert!(checks.left_over(&names).unwrap().is_empty(), "no folder is no reference");
        assert!(judged(&checks, [9, 9, 9]).unwrap().contains("there is no"));
        assert_eq!(judged(&accepts, [9, 9, 9]), None);
        assert_eq!(judged(&checks, [9, 9, 9]), None);
        assert!(judged(&checks, [90, 9, 9]).unwrap().contains("400 of 400 pixels"));
        assert_eq!(judged(&accepts, [90, 9, 9]), None);
        assert_eq!(judged(&checks, [90, 9, 9]), None, "a stale one is replaced");

        assert!(checks.left_over(&names).unwrap().is_empty());
        assert_eq!(checks.left_over(&BTreeSet::new()).unwrap().len(), 1);
        assert!(accepts.left_over(&BTreeSet::new()).unwrap().is_empty());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        fs::remove_dir(&folder).unwrap();
    }
}
