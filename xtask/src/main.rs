//! The project's commands: `cargo xtask demo | test | dist | bench | faults | dev | tidy`.
//!
//! Each installs missing tools, prints its steps, and ends with one summary line. A failure ends with exit code 1.
//! `stylesheet` is Trunk's build hook, not a command for users.

mod bench;
mod demo;
mod dev;
mod dist;
mod faults;
mod outcome;
mod run;
mod say;
mod site;
mod steps;
mod stylesheet;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

use outcome::{Failed, Outcome};

const HELP: &str = "\
cargo xtask <command>

  demo [--listen ADDR]   build everything, start a simulated vendor and the real gateway on loopback (127.0.0.1:8787)
  test                   format, lints, native, browser and end-to-end tests; exit code 0 only if all passed
  dist                   dist/site/ and target/release/happytalk-gateway, with sizes
  bench [part…]          the benchmarks (decode, paint, navigation, gateway); without parts, writes bench/results.md
  faults [--times N]     the gateway's fault tests at full size
  dev                    rebuild on every save, beside a running demo
  tidy                   the rules of the project";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            say::error(&failed.to_string());
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Outcome {
    match arguments {
        ["demo", rest @ ..] => demo::demo(rest),
        ["test"] => test::test(),
        ["dist"] => dist::dist(),
        ["bench", rest @ ..] => bench::bench(rest),
        ["faults", rest @ ..] => faults::faults(rest),
        ["dev"] => dev::dev(),
        ["tidy"] => tidy::tidy(),
        ["stylesheet"] => stylesheet::hook(),
        ["help" | "--help" | "-h"] => {
            say::line(HELP);
            Ok(())
        }
        _ => Err(Failed::new(format!("`{}` is not a command\n\n{HELP}", arguments.join(" ")))),
    }
}
