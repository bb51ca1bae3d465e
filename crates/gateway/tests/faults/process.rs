//! The real binary, a vendor it can ask, and a client that sees how each exchange ends.

use std::{
    io::{self, BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use axum::{Router, routing::post};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// Part of the webhook's address.
pub const WEBHOOK_SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A running `happytalk-gateway serve`; killed when dropped.
pub struct Gateway {
    pub addr: SocketAddr,
    child: Child,
}

impl Gateway {
    /// In front of `vendor`, without authentication, with its store in memory unless the flags say otherwise.
    pub fn start(vendor: SocketAddr, flags: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_happytalk-gateway"));
        command.env_clear().args(["serve", "--auth", "none", "--listen", "127.0.0.1:0", "--log", "warn"]);
        if !flags.contains(&"--store") {
            command.args(["--store", ":memory:"]);
        }
        let command = command
            .args(["--customer-api", &format!("http://{vendor}")])
            .args(flags)
            .env("HAPPYTALK_CUSTOMER_TOKEN", "token-of-the-fault-tests")
            .env("HAPPYTALK_WEBHOOK_SECRET", WEBHOOK_SECRET);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let addr = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}"));
        Self { addr: addr.parse().unwrap(), child }
    }

    /// Memory of the process that is really there, in bytes.
    pub fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix("kB")).unwrap();
        kilobytes.trim().parse::<usize>().unwrap() * 1024
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// The exit code, once there is one; fails after `most`.
    pub async fn ended(&mut self, most: Duration) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(start.elapsed() < most, "it did not end");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // Gone already is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Answers every call with an empty room, after `pause`.
pub async fn vendor(pause: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let answer = move || async move {
        tokio::time::sleep(pause).await;
        ([("content-type", "application/json")], r#"{"result":"success","data":[]}"#)
    };
    let router = Router::new().route("/user/api/chat_data/format/json", post(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    addr
}

/// A connection of a client.
pub struct Client(TcpStream);

/// An answer.
pub struct Answer {
    pub status: u16,
    /// The server will close.
    pub closes: bool,
}

impl Client {
    pub async fn connect(addr: SocketAddr) -> io::Result<Self> {
        TcpStream::connect(addr).await.map(Self)
    }

    /// One exchange to its end.
    pub async fn get(&mut self, path: &str) -> io::Result<Answer> {
        let host = self.0.peer_addr()?;
        self.exchange(format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n\r\n")).await
    }

    /// Sends what the vendor would.
    pub async fn webhook(&mut self, payload: &str) -> io::Result<Answer> {
        let (host, length) = (self.0.peer_addr()?, payload.len());
        let head = format!("POST /hooks/{WEBHOOK_SECRET}/message/test-user HTTP/1.1\r\nhost: {host}\r\n");
        let head = format!("{head}content-type: application/json\r\ncontent-length: {length}\r\n\r\n");
        self.exchange(head + payload).await
    }

    async fn exchange(&mut self, request: String) -> io::Result<Answer> {
        self.0.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        loop {
            if let Some(answer) = whole(&bytes) {
                return Ok(answer);
            }
            let mut chunk = [0; 8192];
            match self.0.read(&mut chunk).await? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                length => bytes.extend_from_slice(&chunk[..length]),
            }
        }
    }
}

fn whole(bytes: &[u8]) -> Option<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let length: usize = header("content-length:")?.parse().unwrap();
    let status = head.split(' ').nth(1)?.parse().unwrap();
    (body.len() >= length).then(|| Answer { status, closes: header("connection:") == Some("close") })
}

/// The value below which `share` of the samples lie.
pub fn percentile(samples: &mut [Duration], share: usize) -> Duration {
    samples.sort_unstable();
    samples[(samples.len() * share / 100).min(samples.len() - 1)]
}
