//! The gateway's release binary as a process, whose memory can be read.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::{Result, nginx::Folder, root};

/// Secret part of the webhook's address.
pub(super) const WEBHOOK: &str = "a-webhook-of-the-benchmark";

/// Builds the binary, unless it is up to date.
pub(super) fn build() -> Result {
    let mut command = Command::new("cargo");
    command.args(["build", "--release", "--locked", "--package", "happytalk-gateway"]).current_dir(root());
    if command.status()?.success() { Ok(()) } else { Err("the gateway does not build".into()) }
}

fn binary() -> Result<PathBuf> {
    // It is in the folder of this program, which is a release build too.
    let path = std::env::current_exe()?.with_file_name("happytalk-gateway");
    if path.is_file() { Ok(path) } else { Err(format!("{} is not there", path.display()).into()) }
}

/// A running gateway. Dropping it ends the process.
#[derive(Debug)]
pub(super) struct Gateway {
    /// Address it listens on.
    pub(super) addr: SocketAddr,
    child: Child,
    /// Folder of its log.
    log: Folder,
}

impl Gateway {
    /// Starts a gateway on a free port without authentication; `token` is the customer token.
    pub(super) fn start(flags: &[&str], token: &str) -> Result<Self> {
        let mut command = Command::new(binary()?);
        command.env_clear().args(["serve", "--auth", "none", "--listen", "127.0.0.1:0"]);
        if !flags.contains(&"--store") {
            command.args(["--store", ":memory:"]);
        }
        command.args(flags).env("HAPPYTALK_CUSTOMER_TOKEN", token).env("HAPPYTALK_WEBHOOK_SECRET", WEBHOOK);
        // The log is on like in production, and is written to a file.
        let log = Folder::new()?;
        let file = fs::File::create(log.path().join("log"))?;
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().ok_or("no output")?).read_line(&mut line)?;
        let addr = line.trim().strip_prefix("listening on http://").ok_or_else(|| format!("it said {line:?}"))?;
        Ok(Self { addr: addr.parse()?, child, log })
    }

    /// Returns the number of requests in its log.
    pub(super) fn logged(&self) -> Result<usize> {
        Ok(fs::read_to_string(self.log.path().join("log"))?.matches("\"message\":\"request\"").count())
    }

    /// Returns its resident memory in bytes.
    pub(super) fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? * 1024.0)
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // An error means that the process has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
