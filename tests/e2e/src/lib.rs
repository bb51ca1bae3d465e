//! Harness of the whole-stack journeys: a real browser, the real gateway and the simulated vendor, without mocks.
//!
//! Each test starts its own processes on free ports. They end with the test, also when it panics. At most two browsers
//! run at the same time ([`browser`]).

pub mod axe;
pub mod bench;
pub mod browser;
pub mod driver;
pub mod fault_proxy;
pub mod fixture_page;
pub mod gallery;
pub mod host_page;
pub mod keyboard_session;
pub mod keys;
pub mod locator;
pub mod log;
pub mod minimal_proxy;
pub mod nginx;
pub mod nginx_proxy;
pub mod output;
pub mod picture;
pub mod recorder;
pub mod recording_vendor;
pub mod reflow;
pub mod stack;
pub mod upgraded_site;
pub mod viewer;

use std::path::{Path, PathBuf};

pub use browser::Browser;
pub use fault_proxy::FaultProxy;
pub use host_page::HostPage;
pub use locator::Locator;
pub use minimal_proxy::MinimalProxy;
pub use output::say;
pub use recorder::Recorder;
pub use stack::Stack;

/// Result of a journey. Any error ends it with its own message.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The room of the vendor's documents (000).
pub const DOCUMENTS_ROOM: &str = "68dd2893cbfbfTSDc66M6MvVeYpG2a";

/// Returns the root of the checkout.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Returns the folder of the built viewer: `HAPPYTALK_SITE`, or `dist/site`.
///
/// # Errors
/// Fails when the viewer has not been built.
pub fn site() -> Result<PathBuf> {
    let site = std::env::var_os("HAPPYTALK_SITE").map_or_else(|| root().join("dist/site"), PathBuf::from);
    if site.join("index.html").is_file() {
        Ok(site)
    } else {
        Err(format!("there is no viewer in {}: run `cargo xtask dist` first", site.display()).into())
    }
}
