//! Running other programs: in the root, with our tools on the path, and a message that names the command that failed.
//!
//! The catch: `cargo run` leaks the variables of *this* package to its children, where they would make other builds
//! believe that they changed.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::outcome::{Failed, Outcome};
use crate::{say, tools, workspace};

/// Set by `cargo run` for xtask alone.
const LEAKED: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];

/// A program to be run in the root of the workspace, with its arguments.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(workspace::root()).env("PATH", path());
    for (name, _) in env::vars_os() {
        if LEAKED.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    // The gateway's build script can't watch a folder that is not there yet; this tells it that it has come.
    if workspace::site().is_dir() && env::var_os("HAPPYTALK_SITE").is_none() {
        command.env("HAPPYTALK_SITE", workspace::site());
    }
    command
}

/// npm's tools first, then cargo's, then the system's.
pub fn path() -> OsString {
    let system = env::var_os("PATH").unwrap_or_default();
    let ours = [workspace::root().join("node_modules/.bin"), tools::cargo_bin()];
    env::join_paths(ours.into_iter().chain(env::split_paths(&system))).unwrap_or(system)
}

/// Where a program would be found.
pub fn which(program: &str) -> Option<std::path::PathBuf> {
    env::split_paths(&path()).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// Runs to the end, its output going to the terminal.
pub fn run(mut command: Command) -> Outcome {
    say::line(&format!("$ {}", shown(&command)));
    let status = command.status().map_err(cannot_start(&command))?;
    if status.success() { Ok(()) } else { Err(Failed::new(format!("`{}` failed ({status})", shown(&command)))) }
}

/// Runs to the end, every line of standard output going to the terminal and to `on_line`. False when it failed.
pub fn watch(mut command: Command, mut on_line: impl FnMut(&str)) -> Outcome<bool> {
    say::line(&format!("$ {}", shown(&command)));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot_start(&command))?;
    if let Some(output) = child.stdout.take() {
        // By bytes: a test may print what is no UTF-8.
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(|error| Failed::new(format!("`{}`: {error}", shown(&command))))?;
            let line = String::from_utf8_lossy(&line);
            say::line(line.trim_end_matches('\r'));
            on_line(&line);
        }
    }
    let status = child.wait().map_err(|error| Failed::new(format!("`{}`: {error}", shown(&command))))?;
    Ok(status.success())
}

/// What it prints; `None` when it is not there or fails.
pub fn printed(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program, arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Replaces this process by the program, which then receives signals such as Ctrl-C.
#[cfg(unix)]
pub fn exec(mut command: Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    say::line(&format!("$ {}", shown(&command)));
    let error = command.exec();
    Err(Failed::new(format!("`{}` does not start: {error}", shown(&command))))
}

/// Runs the program to its end, because this system can't replace a process.
#[cfg(not(unix))]
pub fn exec(command: Command) -> Outcome {
    run(command)
}

fn cannot_start(command: &Command) -> impl FnOnce(std::io::Error) -> Failed {
    let shown = shown(command);
    move |error| Failed::new(format!("`{shown}` does not start: {error}"))
}

/// The command as a person would type it in the root.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let root = format!("{}/", workspace::root().display());
    words.map(|word| word.to_string_lossy().replace(&root, "")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_seen_and_the_failure_too() {
        let mut lines = Vec::new();
        let passed = watch(command("sh", &["-c", "echo one; echo two; exit 3"]), |line| lines.push(line.to_owned()));
        assert_eq!(passed, Ok(false));
        assert_eq!(lines, ["one", "two"]);
    }

    #[test]
    fn a_failure_names_the_command() {
        let failed = run(command("sh", &["-c", "exit 3"])).unwrap_err();
        assert_eq!(failed.to_string(), "`sh -c exit 3` failed (exit status: 3)");
        assert!(run(command("no-such-program", &[])).unwrap_err().to_string().contains("does not start"));
    }

    #[test]
    fn this_packages_variables_stay_here() {
        let seen = printed("sh", &["-c", "echo ${CARGO_PKG_NAME-none}"]);
        assert_eq!(env::var("CARGO_PKG_NAME").as_deref(), Ok("xtask"));
        assert_eq!(seen.as_deref(), Some("none\n"));
    }
}
