//! `dev`: runs `trunk serve`, which rebuilds the page on every save. `Trunk.toml` lists the paths that are proxied to the running demo.

use std::net::TcpStream;

use crate::outcome::{Failed, Outcome};
use crate::{run, site, tools, workspace};

const DEMO: &str = "127.0.0.1:8787";

/// Runs the command.
pub fn dev() -> Outcome {
    tools::install_for_building()?;
    if TcpStream::connect(DEMO).is_err() {
        return Err(Failed::new(format!(
            "no demo gateway answers on {DEMO}; run `cargo xtask demo` in another terminal first"
        )));
    }
    let mut command = site::trunk::command(&["serve", "--offline", "--dist"]);
    // Not `dist/site/`: the gateway embeds that folder, and it holds the release.
    command.arg(workspace::target().join("xtask/dev"));
    run::run(command)
}
