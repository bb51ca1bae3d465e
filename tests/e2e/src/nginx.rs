//! A real nginx (Debian's) with the shipped configuration of `deploy/`, in a folder of its own for each test.
//!
//! The configuration includes small files for what a deployment changes: addresses, certificates, allowed clients. A test
//! writes its own ones, so that nothing shipped is edited. Dropping nginx stops it and removes the folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use tokio::net::TcpStream;

use crate::{Result, root};

/// A running nginx.
#[derive(Debug)]
pub struct Nginx {
    process: Child,
    folder: Folder,
}

/// Temporary folder of a test.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Creates an empty folder.
    ///
    /// # Errors
    /// Fails when it can't be created.
    pub fn new() -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("happytalk-nginx-{}-{number}", std::process::id()));
        // A killed run may have left a folder, and process ids are reused.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("happytalk"))?;
        Ok(Self(path))
    }

    /// Returns its path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into the folder.
    ///
    /// # Errors
    /// Fails when it can't be written.
    pub fn put(&self, name: &str, text: &str) -> Result {
        Ok(fs::write(self.0.join(name), text)?)
    }

    /// Copies the files of `deploy/nginx/` into `happytalk/`, like an administrator.
    ///
    /// # Errors
    /// Fails when a file can't be copied.
    pub fn install(&self) -> Result {
        for file in fs::read_dir(root().join("deploy/nginx"))? {
            let file = file?;
            fs::copy(file.path(), self.0.join("happytalk").join(file.file_name()))?;
        }
        Ok(())
    }

    /// Creates a certificate for `names` and the authority that signs it: `{stem}-ca.crt`, `{stem}.crt`, `{stem}.key`.
    ///
    /// # Errors
    /// Fails when `openssl` is missing or fails.
    pub fn certificate(&self, stem: &str, names: &[&str]) -> Result {
        let names: Vec<String> = names.iter().map(|name| format!("DNS:{name}")).collect();
        self.put(&format!("{stem}.ext"), &format!("subjectAltName={}", names.join(",")))?;
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"].join(" ");
        for line in [
            format!("req -x509 {key} -days 2 -subj /CN={stem}-authority -keyout {stem}-ca.key -out {stem}-ca.crt"),
            format!("req {key} -subj /CN={stem} -keyout {stem}.key -out {stem}.csr"),
            format!(
                "x509 -req -in {stem}.csr -CA {stem}-ca.crt -CAkey {stem}-ca.key -CAcreateserial -days 2 \
                 -extfile {stem}.ext -out {stem}.crt"
            ),
        ] {
            let made = Command::new("openssl").args(line.split(' ')).current_dir(&self.0).output()?;
            if !made.status.success() {
                return Err(format!("openssl {line}: {}", String::from_utf8_lossy(&made.stderr)).into());
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that can't be removed stays in the system's temporary folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Nginx {
    /// Starts nginx with `http` inside its `http` block, and waits until it accepts connections on `port`.
    ///
    /// # Errors
    /// Fails with nginx's message when it is not installed, rejects the configuration, or can't bind the port.
    pub async fn start(folder: Folder, http: &str, port: u16) -> Result<Self> {
        folder.put("nginx.conf", &main(folder.path(), http))?;
        let mut process = command(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("stderr"))?)
            .spawn()
            .map_err(|error| format!("nginx does not start: {error} (Debian: nginx)"))?;
        let start = Instant::now();
        // nginx writes its pid file after it has bound all ports. Before that, another process may own the port.
        let pid = folder.path().join("pid");
        while !pid.is_file() || TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            if process.try_wait()?.is_some() || start.elapsed() > Duration::from_secs(20) {
                let _ = process.kill();
                let _ = process.wait();
                let why = fs::read_to_string(folder.path().join("stderr")).unwrap_or_default();
                return Err(format!("nginx does not listen on {port}: {why}").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(Self { process, folder })
    }

    /// Checks a configuration with `nginx -t`; warnings count as errors.
    ///
    /// # Errors
    /// Fails with nginx's message.
    pub fn check(folder: &Folder, http: &str) -> Result {
        folder.put("nginx.conf", &main(folder.path(), http))?;
        let output = command(folder).arg("-t").output()?;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() && !text.contains("[warn]") { Ok(()) } else { Err(text.into()) }
    }

    /// Reads a file of its folder, such as a log, which need not be UTF-8.
    ///
    /// # Errors
    /// Fails when the file does not exist.
    pub fn read(&self, name: &str) -> Result<String> {
        Ok(String::from_utf8_lossy(&fs::read(self.folder.path().join(name))?).into_owned())
    }

    /// Reads a file once it contains `text`: nginx logs a request after its response.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn read_with(&self, name: &str, text: &str) -> Result<String> {
        let start = Instant::now();
        loop {
            let file = self.read(name)?;
            if file.contains(text) {
                return Ok(file);
            }
            if start.elapsed() > Duration::from_secs(20) {
                return Err(format!("{text} is not in {name}: {file}").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        if let Some(pid) = rustix::process::Pid::from_raw(self.process.id().cast_signed()) {
            // SIGTERM stops nginx at once, including its workers. An error means that it has already ended.
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

/// Returns different free ports. All are bound until the last one is known.
///
/// # Errors
/// Fails when there are no free ports.
pub fn free_ports<const N: usize>() -> Result<[u16; N]> {
    let mut held = Vec::new();
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        *port = listener.local_addr()?.port();
        held.push(listener);
    }
    Ok(ports)
}

/// Calls `start` with [`free_ports`]. Retries with other ports when one is taken, at most four times.
///
/// # Errors
/// Fails like `start`.
pub async fn on_free_ports<T, F>(start: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut tries_left = 3;
    loop {
        match start().await {
            Err(error) if tries_left > 0 && error.to_string().contains("Address already in use") => tries_left -= 1,
            done => return done,
        }
    }
}

fn command(folder: &Folder) -> Command {
    let program = if Path::new("/usr/sbin/nginx").is_file() { "/usr/sbin/nginx" } else { "nginx" };
    let mut command = Command::new(program);
    command.arg("-p").arg(folder.path()).arg("-c").arg(folder.path().join("nginx.conf"));
    command
}

/// Returns a main configuration for a folder, in place of Debian's `/etc/nginx/nginx.conf`.
fn main(folder: &Path, http: &str) -> String {
    // Workers drop root's rights by default, but the folder belongs to the user who runs the test.
    let user = if rustix::process::geteuid().is_root() { "user root;" } else { "" };
    let folder = folder.display();
    format!(
        "{user}\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log warn;\nworker_processes 2;\n\
         events {{ worker_connections 1024; }}\nhttp {{\n  client_body_temp_path {folder}/body;\n  \
         proxy_temp_path {folder}/proxy;\n  fastcgi_temp_path {folder}/fastcgi;\n  uwsgi_temp_path {folder}/uwsgi;\n  \
         scgi_temp_path {folder}/scgi;\n  access_log off;\n{http}\n}}\n"
    )
}
