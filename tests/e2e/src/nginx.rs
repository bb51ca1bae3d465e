//! A real nginx (Debian's), started by a test in a folder of its own, with the configuration of `deploy/` as it is.
//!
//! What a deployment changes (addresses, certificates, who may ask) is in the small files that the configuration
//! includes, so a test brings its own of those and nothing is edited. Dropping it stops it and removes the folder.

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

/// A folder of a test's own.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// An empty one.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn new() -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("happytalk-nginx-{}-{number}", std::process::id()));
        // A run that was killed may have left one, and the system gives its process's number again.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("happytalk"))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into it.
    ///
    /// # Errors
    /// When that fails.
    pub fn put(&self, name: &str, text: &str) -> Result {
        Ok(fs::write(self.0.join(name), text)?)
    }

    /// Copies the files of `deploy/nginx/` into `happytalk/`, as an administrator does.
    ///
    /// # Errors
    /// When that fails.
    pub fn install(&self) -> Result {
        for file in fs::read_dir(root().join("deploy/nginx"))? {
            let file = file?;
            fs::copy(file.path(), self.0.join("happytalk").join(file.file_name()))?;
        }
        Ok(())
    }

    /// A certificate for `names`, signed by an authority of its own: `{stem}-ca.crt`, `{stem}.crt`, `{stem}.key`.
    ///
    /// # Errors
    /// When `openssl` is not there.
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
        // What can't be removed is in the system's own folder for such.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Nginx {
    /// Starts it with `http` inside its `http` block, and waits until it takes connections on `port`.
    ///
    /// # Errors
    /// When it is not installed, refuses the configuration, or does not get the port; the error has its own words.
    pub async fn start(folder: Folder, http: &str, port: u16) -> Result<Self> {
        folder.put("nginx.conf", &main(folder.path(), http))?;
        let mut process = command(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("stderr"))?)
            .spawn()
            .map_err(|error| format!("nginx does not start: {error} (Debian: nginx)"))?;
        let start = Instant::now();
        // Written once all its ports are its own: before that, whoever takes connections there may be somebody else.
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

    /// What it says of a configuration (`nginx -t`): nothing wrong, and no warning.
    ///
    /// # Errors
    /// With its own words.
    pub fn check(folder: &Folder, http: &str) -> Result {
        folder.put("nginx.conf", &main(folder.path(), http))?;
        let said = command(folder).arg("-t").output()?;
        let text = String::from_utf8_lossy(&said.stderr).into_owned();
        if said.status.success() && !text.contains("[warn]") { Ok(()) } else { Err(text.into()) }
    }

    /// A file of its folder, such as its log, in which anything may stand.
    ///
    /// # Errors
    /// When it is not there.
    pub fn read(&self, name: &str) -> Result<String> {
        Ok(String::from_utf8_lossy(&fs::read(self.folder.path().join(name))?).into_owned())
    }

    /// The same once it holds `text`: nginx logs a request after it has answered it.
    ///
    /// # Errors
    /// When it does not come to hold it.
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
            // Its own way to stop at once, workers included. Gone already is as well.
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

/// Ports that nobody has, each another one: all are held until all are known.
///
/// # Errors
/// When there are none.
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

/// Starts something on [`free_ports`], and on others when somebody has taken one of them first: four times at most.
///
/// # Errors
/// Those of `start`.
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

/// What Debian's own `/etc/nginx/nginx.conf` is there for, in a folder.
fn main(folder: &Path, http: &str) -> String {
    // Its workers give up root's rights, and the folder is the tester's.
    let user = if rustix::process::geteuid().is_root() { "user root;" } else { "" };
    let folder = folder.display();
    format!(
        "{user}\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log warn;\nworker_processes 2;\n\
         events {{ worker_connections 1024; }}\nhttp {{\n  client_body_temp_path {folder}/body;\n  \
         proxy_temp_path {folder}/proxy;\n  fastcgi_temp_path {folder}/fastcgi;\n  uwsgi_temp_path {folder}/uwsgi;\n  \
         scgi_temp_path {folder}/scgi;\n  access_log off;\n{http}\n}}\n"
    )
}
