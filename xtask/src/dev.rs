//! `dev`: Trunk builds on every save and serves the page; `/api`, `/demo` and `/healthz` go to a running demo.
//!
//! Which paths go where stands in `Trunk.toml`.

use std::net::TcpStream;

use crate::outcome::{Failed, Outcome};
use crate::{run, site, tools, workspace};

const DEMO: &str = "127.0.0.1:8787";

/// The command.
pub fn dev() -> Outcome {
    tools::for_building()?;
    if TcpStream::connect(DEMO).is_err() {
        return Err(Failed::new(format!(
            "no demo gateway answers on {DEMO}; run `cargo xtask demo` in another terminal first"
        )));
    }
    let mut command = site::trunk::command(&["serve", "--offline", "--dist"]);
    // Not `dist/site/`: that is the release, and may be inside a gateway that is being built.
    command.arg(workspace::target().join("xtask/dev"));
    run::become_it(command)
}
