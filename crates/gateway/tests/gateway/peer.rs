//! A vendor on a real socket that answers each call with bytes of the test's choice, down to half an answer.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use url::Url;

/// What the peer does with a call.
#[derive(Clone)]
pub enum Reply {
    /// These bytes, then the connection is closed in order.
    Bytes(Vec<u8>),
    /// After a while, 200 with this JSON.
    After(Duration, String),
    /// These bytes, then a reset.
    Reset(Vec<u8>),
    /// These bytes, then silence.
    Silence(Vec<u8>),
    /// These bytes, then one more every 50 ms.
    Drip(Vec<u8>),
    /// These bytes, then the second ones again and again.
    Endless(Vec<u8>, Vec<u8>),
}

/// A whole answer with a length.
pub fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    Reply::Bytes(whole(status, headers, body.as_ref()))
}

fn whole(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// 200 with JSON.
pub fn json(body: impl AsRef<[u8]>) -> Reply {
    answer("200 OK", "content-type: application/json\r\n", body)
}

/// A call as it came.
#[derive(Clone, Debug)]
pub struct Call {
    /// Request line and headers.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Call {
    /// Whether it asks for this path.
    pub fn is(&self, path: &str) -> bool {
        self.head.starts_with(&format!("POST {path} HTTP/1.1\r\n"))
    }
}

/// The running peer; it ends with the test's runtime.
pub struct Peer {
    /// Its address, as `--customer-api` takes it.
    pub base: Url,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Peer {
    pub async fn start(reply: Reply) -> Self {
        Self::answering(move |_| reply.clone()).await
    }

    /// One that chooses its reply by the call.
    pub async fn answering(reply: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Self {
        let reply = Arc::new(reply);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let calls = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&calls);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (reply, seen) = (Arc::clone(&reply), Arc::clone(&seen));
                tokio::spawn(handle(stream, move |call| reply(call), seen));
            }
        });
        Self { base, calls }
    }

    /// The calls so far.
    pub fn calls(&self) -> Vec<Call> {
        self.calls.lock().unwrap().clone()
    }
}

async fn handle(mut stream: TcpStream, reply: impl Fn(&Call) -> Reply, calls: Arc<Mutex<Vec<Call>>>) {
    let Some(call) = read(&mut stream).await else { return };
    let reply = reply(&call);
    calls.lock().unwrap().push(call);
    match reply {
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Reply::After(pause, body) => {
            tokio::time::sleep(pause).await;
            let _ = stream.write_all(&whole("200 OK", "content-type: application/json\r\n", body.as_bytes())).await;
            let _ = stream.shutdown().await;
        }
        Reply::Reset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
            let _ = stream.set_zero_linger();
        }
        Reply::Silence(bytes) => {
            let _ = stream.write_all(&bytes).await;
            std::future::pending::<()>().await;
        }
        Reply::Drip(bytes) => {
            let mut written = stream.write_all(&bytes).await;
            while written.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
                written = stream.write_all(b" ").await;
            }
        }
        Reply::Endless(bytes, more) => {
            let mut written = stream.write_all(&bytes).await;
            while written.is_ok() {
                written = stream.write_all(&more).await;
            }
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Call> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap_or_default() {
                return Some(Call { head: head.to_owned(), body: body.to_owned() });
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(length) => bytes.extend_from_slice(&chunk[..length]),
        }
    }
}
