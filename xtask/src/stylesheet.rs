//! Joins the style sheets into one: the tokens, the small parts in `components/ui`, then the other components by path. The
//! other components may adjust the small parts. `print.css` comes last, because it overrides the others.
//!
//! Trunk runs this as a build hook (`cargo xtask stylesheet`) and serves the result as `happytalk.css`.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::outcome::{Failed, Outcome};
use crate::workspace;

/// Writes `$TRUNK_STAGING_DIR/happytalk.css`.
pub fn hook() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Failed::new("`stylesheet` is called by Trunk, which sets TRUNK_STAGING_DIR"))?;
    let path = PathBuf::from(staging).join("happytalk.css");
    fs::write(&path, joined()?).map_err(Failed::at(&path))
}

fn joined() -> Outcome<String> {
    let root = workspace::root();
    let mut files = vec![root.join("www/tokens.css")];
    let components = workspace::files_below(&root.join("src/components"))?;
    files.extend(components.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "css")));
    let ui = root.join("src/components/ui");
    files[1..].sort_by_key(|path| (path.ends_with("print.css"), !path.starts_with(&ui)));
    let read = |path: PathBuf| fs::read_to_string(&path).map_err(Failed::at(&path));
    files.into_iter().map(read).collect()
}
