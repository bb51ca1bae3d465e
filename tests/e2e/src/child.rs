//! ChromeDriver as a child process, and the browser it starts.
//!
//! The catch: the browser is not our child and outlives its driver, so it is found by the profile that only it uses.

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

/// A running ChromeDriver and the profile folder of its one browser. Dropping it ends both and removes the folder.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
    profile: PathBuf,
}

impl Driver {
    /// Starts it on a port of its own choice.
    ///
    /// # Errors
    /// When it is not installed, or does not say its port within ten seconds.
    pub async fn start() -> Result<Self> {
        // It takes a free port of IPv4 and ends when another program has the same one of IPv6.
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
        // A run that was killed may have left one, and the system gives its process's number again.
        clear(&profile);
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            // The browser has it from its driver.
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
        // Read on, or the driver would wait for room in the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        fs::create_dir_all(&profile)?;
        Ok(Self { process, port, profile })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// For `--user-data-dir`.
    pub fn profile(&self) -> &Path {
        &self.profile
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An error means that it is already gone.
        let _ = self.process.start_kill();
        clear(&self.profile);
    }
}

/// Ends the browser of that profile, if there is one, and removes the folder.
fn clear(profile: &Path) {
    for pid in users_of(profile) {
        // An error means that it is already gone.
        let _ = kill_process(pid, Signal::KILL);
    }
    // A dying browser may still be writing.
    for _ in 0..40 {
        if fs::remove_dir_all(profile).is_ok() || !profile.exists() {
            return;
        }
        sleep(Duration::from_millis(25));
    }
}

/// The processes that were told to use that profile.
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
