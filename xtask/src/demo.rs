//! `demo`: builds the viewer and the gateway, then runs the gateway with its simulated vendor until Ctrl-C.
//!
//! The gateway replaces this process, so that it receives signals and its exit code is the command's.

use crate::outcome::{Failed, Outcome};
use crate::steps::{self, Step};
use crate::{dist, run, site, tools, workspace};

const LISTEN: &str = "127.0.0.1:8787";
/// Build profile that compiles faster than `release`; see `Cargo.toml`.
const PROFILE: &str = "demo";

/// Runs the command.
pub fn demo(arguments: &[&str]) -> Outcome {
    let listen = listen(arguments)?;
    let mut steps = tools::steps_for_building()?;
    steps.push(Step::new("building the viewer", site::build));
    steps.push(Step::new("building the gateway, with the viewer inside", || dist::build_gateway(PROFILE)));
    steps::run(steps)?;
    let gateway = workspace::gateway(PROFILE);
    run::exec(run::command(&gateway.to_string_lossy(), &["demo", "--listen", listen]))
}

fn listen<'a>(arguments: &[&'a str]) -> Outcome<&'a str> {
    match arguments {
        [] => Ok(LISTEN),
        ["--listen", address] => Ok(address),
        [flag] if flag.starts_with("--listen=") => Ok(&flag["--listen=".len()..]),
        _ => Err(Failed::new(format!("`demo` takes only `--listen ADDR`, not `{}`", arguments.join(" ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_optional_and_has_two_forms() {
        assert_eq!(listen(&[]), Ok("127.0.0.1:8787"));
        assert_eq!(listen(&["--listen", "127.0.0.1:1"]), Ok("127.0.0.1:1"));
        assert_eq!(listen(&["--listen=[::1]:1"]), Ok("[::1]:1"));
        assert!(listen(&["--port", "1"]).is_err());
        assert!(listen(&["--listen"]).is_err());
    }
}
