//! `dev`: Trunk builds on every save and serves the page; `/api`, `/demo` and `/healthz` go to a running demo.
//!
//! Which paths go there stands in `Trunk.toml`, with the address of the forwarder between (see there why).

mod forward;

use std::net::{TcpListener, TcpStream};

use crate::outcome::{Failed, Outcome};
use crate::{run, site, tools, workspace};

const DEMO: &str = "127.0.0.1:8787";
/// As in `Trunk.toml`.
const FORWARDER: &str = "127.0.0.1:8788";

/// The command.
pub fn dev() -> Outcome {
    tools::for_building()?;
    if TcpStream::connect(DEMO).is_err() {
        return Err(Failed::new(format!(
            "no demo gateway answers on {DEMO}; run `cargo xtask demo` in another terminal first"
        )));
    }
    let listener = TcpListener::bind(FORWARDER)
        .map_err(|error| Failed::new(format!("{FORWARDER}: {error}; is another `cargo xtask dev` running?")))?;
    forward::start(listener, DEMO.to_owned());
    let mut command = site::trunk::command(&["serve", "--offline", "--dist"]);
    // Not `dist/site/`: that is the release, and may be inside a gateway that is being built.
    command.arg(workspace::target().join("xtask/dev"));
    run::run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_sends_data_paths_to_the_forwarder() {
        let trunk = workspace::read("Trunk.toml").unwrap();
        for path in ["api/", "demo/", "healthz"] {
            assert!(trunk.contains(&format!("backend = \"http://{FORWARDER}/{path}\"")), "{path}");
        }
    }
}
