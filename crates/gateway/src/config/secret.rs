//! Secrets come from a file or from a variable, and are a type from then on: it can't be printed.

use std::{error::Error, fmt, fs, io, path::Path};

use secrecy::SecretString;

/// How one secret is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    /// The flag that names its file.
    pub(super) flag: &'static str,
    /// The variable that holds it.
    pub(super) variable: &'static str,
    /// The variable that names its file.
    pub(super) file_variable: &'static str,
}

/// The file's content or the variable's, without the white space around it.
pub(super) fn read(
    names: Names,
    file: Option<&Path>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<SecretString, SecretError> {
    let Names { flag, variable: name, file_variable } = names;
    optional(names, file, variable)?.ok_or(SecretError::Missing { flag, name, file_variable })
}

/// The same, for a secret without which something is off: `None` when it is neither said nor named, or empty.
pub(super) fn optional(
    names: Names,
    file: Option<&Path>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<SecretString>, SecretError> {
    let Names { flag, variable: name, .. } = names;
    let text = match (file, variable(name)) {
        (Some(_), Some(_)) => return Err(SecretError::Twice { flag, name }),
        (Some(path), None) => {
            fs::read_to_string(path).map_err(|error| SecretError::Unreadable(path.display().to_string(), error))?
        }
        (None, Some(text)) => text,
        (None, None) => String::new(),
    };
    match text.trim() {
        "" => Ok(None),
        secret => Ok(Some(SecretString::from(secret))),
    }
}

/// Why a secret is not there.
#[derive(Debug)]
pub enum SecretError {
    /// Neither said nor named, or empty.
    Missing {
        /// The flag that would name its file.
        flag: &'static str,
        /// The variable that would hold it.
        name: &'static str,
        /// The variable that would name its file.
        file_variable: &'static str,
    },
    /// Said twice, and which one counts would be a guess.
    Twice {
        /// The flag that names its file.
        flag: &'static str,
        /// The variable that holds it.
        name: &'static str,
    },
    /// The file can't be read.
    Unreadable(String, io::Error),
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { flag, name, file_variable } => {
                write!(f, "a secret is missing: give its file by {flag} or {file_variable}, or set {name}")
            }
            Self::Twice { flag, name } => {
                write!(f, "a secret is given twice, by {name} and by {flag} (or its variable): keep one")
            }
            Self::Unreadable(path, error) => write!(f, "cannot read the secret in {path}: {error}"),
        }
    }
}

impl Error for SecretError {}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    const NAMES: Names = Names { flag: "--x-file", variable: "X", file_variable: "X_FILE" };

    #[test]
    fn a_secret_is_read_from_one_place_and_trimmed() {
        let directory = std::env::temp_dir().join(format!("happytalk-secret-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let file = directory.join("token");
        fs::write(&file, "from-file\n").unwrap();

        let none = |_: &str| None;
        let said = |_: &str| Some(" from-variable ".to_owned());
        assert_eq!(read(NAMES, Some(&file), none).unwrap().expose_secret(), "from-file");
        assert_eq!(read(NAMES, None, said).unwrap().expose_secret(), "from-variable");
        assert!(matches!(read(NAMES, Some(&file), said), Err(SecretError::Twice { .. })));
        assert!(matches!(read(NAMES, None, none), Err(SecretError::Missing { .. })));
        assert!(matches!(read(NAMES, None, |_| Some(" ".to_owned())), Err(SecretError::Missing { .. })));
        assert!(matches!(read(NAMES, Some(&directory), none), Err(SecretError::Unreadable(..))));

        fs::remove_dir_all(&directory).unwrap();
    }
}
