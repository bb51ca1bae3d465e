//! Runs other programs in the root of the workspace, with the installed tools on the path.
//!
//! `cargo run` sets variables for the xtask package. They are removed for child processes, where they would cause rebuilds.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::outcome::{Failed, Outcome};
use crate::{say, tools, workspace};

/// Prefixes of the variables that `cargo run` sets for xtask.
const LEAKED: [&str; 4] = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"];

/// Returns a command with these arguments that runs in the root of the workspace.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(workspace::root()).env("PATH", path());
    for (name, _) in env::vars_os() {
        if LEAKED.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    // The gateway's build script can't watch a missing folder. Setting the variable causes a rebuild once the folder exists.
    if workspace::site().is_dir() && env::var_os("HAPPYTALK_SITE").is_none() {
        command.env("HAPPYTALK_SITE", workspace::site());
    }
    command
}

/// Returns the path: tools of npm, then of cargo, then of the system.
pub fn path() -> OsString {
    let system = env::var_os("PATH").unwrap_or_default();
    let ours = [workspace::root().join("node_modules/.bin"), tools::cargo_bin()];
    env::join_paths(ours.into_iter().chain(env::split_paths(&system))).unwrap_or(system)
}

/// Returns the file of a program on the path.
pub fn which(program: &str) -> Option<std::path::PathBuf> {
    env::split_paths(&path()).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// Runs a command and waits for it. The output goes to the terminal.
pub fn run(mut command: Command) -> Outcome {
    say::line(&format!("$ {}", shown(&command)));
    let status = command.status().map_err(cannot_start(&command))?;
    if status.success() { Ok(()) } else { Err(Failed::new(format!("`{}` failed ({status})", shown(&command)))) }
}

/// Runs a command and waits for it. Each line of standard output goes to the terminal and to `on_line`. Returns false if it
/// failed.
pub fn watch(mut command: Command, mut on_line: impl FnMut(&str)) -> Outcome<bool> {
    say::line(&format!("$ {}", shown(&command)));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot_start(&command))?;
    if let Some(output) = child.stdout.take() {
        // Split by bytes, because a test may print invalid UTF-8.
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

/// Returns the standard output of a program; `None` if the program is missing or fails.
pub fn printed(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program, arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Replaces this process with the command, which then receives signals such as Ctrl-C.
#[cfg(unix)]
pub fn exec(mut command: Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    say::line(&format!("$ {}", shown(&command)));
    let error = command.exec();
    Err(Failed::new(format!("`{}` does not start: {error}", shown(&command))))
}

/// Runs a command and waits for it, because this system can't replace a process.
#[cfg(not(unix))]
pub fn exec(command: Command) -> Outcome {
    run(command)
}

fn cannot_start(command: &Command) -> impl FnOnce(std::io::Error) -> Failed {
    let shown = shown(command);
    move |error| Failed::new(format!("`{shown}` does not start: {error}"))
}

/// Returns the command line, relative to the root.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let root = format!("{}/", workspace::root().display());
    words.map(|word| word.to_string_lossy().replace(&root, "")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn watch_reports_every_line_and_the_failure() {
        let mut lines = Vec::new();
        let passed = watch(command("sh", &["-c", "echo one; echo two; exit 3"]), |line| lines.push(line.to_owned()));
        assert_eq!(passed, Ok(false));
        assert_eq!(lines, ["one", "two"]);
    }

    #[test]
    fn a_failure_contains_the_command() {
        let failed = run(command("sh", &["-c", "exit 3"])).unwrap_err();
        assert_eq!(failed.to_string(), "`sh -c exit 3` failed (exit status: 3)");
        assert!(run(command("no-such-program", &[])).unwrap_err().to_string().contains("does not start"));
    }

    #[test]
    fn variables_of_this_package_are_not_passed_on() {
        let output = printed("sh", &["-c", "echo ${CARGO_PKG_NAME-none}"]);
        assert_eq!(env::var("CARGO_PKG_NAME").as_deref(), Ok("xtask"));
        assert_eq!(output.as_deref(), Some("none\n"));
    }
}
