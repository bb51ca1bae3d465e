//! The gateway's binary in release, as a process whose memory can be read.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::{Result, nginx::Folder, root};

/// The secret part of the webhook's address.
pub(super) const WEBHOOK: &str = "a-webhook-of-the-benchmark";

/// Builds it; takes no time when that was done.
pub(super) fn build() -> Result {
    let mut command = Command::new("cargo");
    command.args(["build", "--release", "--locked", "--package", "happytalk-gateway"]).current_dir(root());
    if command.status()?.success() { Ok(()) } else { Err("the gateway does not build".into()) }
}

fn binary() -> Result<PathBuf> {
    // Beside this program, which is built in release too.
    let path = std::env::current_exe()?.with_file_name("happytalk-gateway");
    if path.is_file() { Ok(path) } else { Err(format!("{} is not there", path.display()).into()) }
}

/// A running one; it ends with this.
#[derive(Debug)]
pub(super) struct Gateway {
    /// Where it listens.
    pub(super) addr: SocketAddr,
    child: Child,
    /// Where its log is.
    log: Folder,
}

impl Gateway {
    /// On a free port, without authentication; `token` is the customer's.
    pub(super) fn start(flags: &[&str], token: &str) -> Result<Self> {
        let mut command = Command::new(binary()?);
        command.env_clear().args(["serve", "--auth", "none", "--listen", "127.0.0.1:0"]);
        if !flags.contains(&"--store") {
            command.args(["--store", ":memory:"]);
        }
        command.args(flags).env("HAPPYTALK_CUSTOMER_TOKEN", token).env("HAPPYTALK_WEBHOOK_SECRET", WEBHOOK);
        // The log is on, as it is in service, and goes to a file.
        let log = Folder::new()?;
        let file = fs::File::create(log.path().join("log"))?;
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().ok_or("no output")?).read_line(&mut line)?;
        let addr = line.trim().strip_prefix("listening on http://").ok_or_else(|| format!("it said {line:?}"))?;
        Ok(Self { addr: addr.parse()?, child, log })
    }

    /// How many requests its log has.
    pub(super) fn logged(&self) -> Result<usize> {
        Ok(fs::read_to_string(self.log.path().join("log"))?.matches("\"message\":\"request\"").count())
    }

    /// What it has in memory, in bytes.
    pub(super) fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? * 1024.0)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // Gone already is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
