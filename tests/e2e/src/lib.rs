//! The harness of the whole-stack journeys: a real browser, the real gateway and the simulated vendor, nothing mocked.
//!
//! Each test has its own of everything, on free ports; what it started ends with it, also when it panics. The catch:
//! browsers are heavy, so only as many run at once as the machine bears ([`browser`]).

pub mod axe;
pub mod bare_proxy;
pub mod bench;
pub mod between;
pub mod browser;
pub mod child;
pub mod corpus;
pub mod foreign;
pub mod gallery;
pub mod keys;
pub mod log;
pub mod nginx;
pub mod passthrough;
pub mod picture;
pub mod recorder;
pub mod reflow;
pub mod stack;
pub mod vendor;
pub mod viewer;
pub mod walk;

use std::path::{Path, PathBuf};

pub use between::Between;
pub use browser::Browser;
pub use foreign::Foreign;
pub use passthrough::Passthrough;
pub use recorder::Recorder;
pub use stack::Stack;

/// What a journey returns: any failure ends it, with its own words.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The documents' room (000).
pub const DOCUMENTS_ROOM: &str = "68dd2893cbfbfTSDc66M6MvVeYpG2a";

/// The root of the checkout.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The built viewer: `HAPPYTALK_SITE`, else `dist/site`.
///
/// # Errors
/// When it has not been built.
pub fn site() -> Result<PathBuf> {
    let site = std::env::var_os("HAPPYTALK_SITE").map_or_else(|| root().join("dist/site"), PathBuf::from);
    if site.join("index.html").is_file() {
        Ok(site)
    } else {
        Err(format!("there is no viewer in {}: run `cargo xtask dist` first", site.display()).into())
    }
}
