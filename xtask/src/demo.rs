//! `demo`: everything built in release, then the gateway with its simulated vendor, until Ctrl-C.
//!
//! The gateway takes this process's place, so that signals and exit codes are its own.

use crate::outcome::{Failed, Outcome};
use crate::{dist, run, tools, workspace};

const LISTEN: &str = "127.0.0.1:8787";

/// The command.
pub fn demo(arguments: &[&str]) -> Outcome {
    let listen = listen(arguments)?;
    tools::for_building()?;
    dist::build()?;
    run::become_it(run::command(&workspace::gateway().to_string_lossy(), &["demo", "--listen", listen]))
}

fn listen<'a>(arguments: &[&'a str]) -> Outcome<&'a str> {
    match arguments {
        [] => Ok(LISTEN),
        ["--listen", address] => Ok(address),
        [flag] if flag.starts_with("--listen=") => Ok(&flag["--listen=".len()..]),
        _ => Err(Failed::new(format!("`demo` takes `--listen ADDR` and nothing else, not `{}`", arguments.join(" ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_said_in_either_way_or_not_at_all() {
        assert_eq!(listen(&[]), Ok("127.0.0.1:8787"));
        assert_eq!(listen(&["--listen", "127.0.0.1:1"]), Ok("127.0.0.1:1"));
        assert_eq!(listen(&["--listen=[::1]:1"]), Ok("[::1]:1"));
        assert!(listen(&["--port", "1"]).is_err());
        assert!(listen(&["--listen"]).is_err());
    }
}
