//! The error of a command: one message for the user, with the next action if that is known.

use std::fmt;
use std::path::Path;

/// Result of a step.
pub type Outcome<T = ()> = Result<T, Failed>;

/// The message that ends the command.
#[derive(Debug, PartialEq, Eq)]
pub struct Failed(String);

impl Failed {
    /// Returns a failure with this message.
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// Returns a function for `map_err` that adds the path of a file or folder.
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
