//! ChromeDriver as a child process, and the browser it starts.
//!
//! The browser is not a child of this process and outlives its driver. Its unique profile folder identifies it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::{Result, root};

/// A running ChromeDriver and the profile folder of its browser. Dropping it ends both and removes the folder.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
    profile: PathBuf,
}

impl Driver {
    /// Starts ChromeDriver on a free port.
    ///
    /// # Errors
    /// Fails when it is not installed, or does not print its port within ten seconds.
    pub async fn start() -> Result<Self> {
        // It chooses a free IPv4 port and ends when another program uses the same IPv6 port.
        for _ in 0..4 {
            if let Ok(driver) = Self::try_start().await {
                return Ok(driver);
            }
        }
        Self::try_start().await
    }

    async fn try_start() -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("happytalk-e2e-{}-{number}", std::process::id()));
        // A killed run may have left a folder, and process ids are reused.
        clear(&profile);
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            // The browser inherits the variable from its driver.
            .env("FONTCONFIG_FILE", root().join("tests/e2e/fonts.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("`{program}` does not start: {error} (Debian: chromium-driver)"))?;
        let output = process.stdout.take().ok_or("the driver has no output")?;
        let mut lines = BufReader::new(output).lines();
        let port = timeout(Duration::from_secs(10), async {
            while let Some(line) = lines.next_line().await? {
                let port = line.strip_prefix("ChromeDriver was started successfully on port ");
                if let Some(port) = port.and_then(|port| port.trim_end_matches('.').parse::<u16>().ok()) {
                    return Ok(port);
                }
            }
            Err(std::io::Error::other("the driver ended before it listened"))
        })
        .await??;
        // Drain the pipe, or the driver would block when it is full.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        fs::create_dir_all(&profile)?;
        Ok(Self { process, port, profile })
    }

    /// Returns the driver's address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the profile folder, for `--user-data-dir`.
    pub fn profile(&self) -> &Path {
        &self.profile
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An error means that the process has already ended.
        let _ = self.process.start_kill();
        clear(&self.profile);
    }
}

/// Ends the browser that uses a profile, if any, and removes the folder.
fn clear(profile: &Path) {
    for pid in users_of(profile) {
        // An error means that the process has already ended.
        let _ = kill_process(pid, Signal::KILL);
    }
    // The ending browser may still be writing.
    for _ in 0..40 {
        if fs::remove_dir_all(profile).is_ok() || !profile.exists() {
            return;
        }
        sleep(Duration::from_millis(25));
    }
}

/// Returns the processes that were started with a profile folder.
fn users_of(profile: &Path) -> Vec<Pid> {
    let argument = format!("--user-data-dir={}", profile.display());
    let is_user = |process: &Path| {
        fs::read(process.join("cmdline"))
            .is_ok_and(|line| line.split(|byte| *byte == 0).any(|arg| arg == argument.as_bytes()))
    };
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let of_profile = processes.filter(|entry| is_user(&entry.path()));
    of_profile.filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)).collect()
}
