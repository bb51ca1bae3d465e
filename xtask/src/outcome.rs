//! How a command fails: with one message for a person, which says what to do next where that is known.

use std::fmt;
use std::path::Path;

/// What a step gives, or why the command ends here.
pub type Outcome<T = ()> = Result<T, Failed>;

/// The message that ends the command.
#[derive(Debug, PartialEq, Eq)]
pub struct Failed(String);

impl Failed {
    /// Ends the command with these words.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// For `map_err`: something about this file or folder went wrong.
    pub fn at<E: fmt::Display>(path: &Path) -> impl FnOnce(E) -> Self {
        let path = path.display().to_string();
        move |error| Self(format!("{path}: {error}"))
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
