//! A proxy between browser and gateway that records requests and injects faults.
//!
//! It forwards each request over a connection of its own. It can drop the connections, lose a request or its response,
//! respond in place of the gateway, and add rows to rooms.

use std::{
    io::{Error, ErrorKind, Result as IoResult},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::sleep,
};

use crate::{Result, Stack};

/// Start of the request line of an event stream.
const STREAM: &str = "GET /api/events";

/// Fault of a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The request does not reach the gateway, and the connection is closed.
    LoseRequest,
    /// The request reaches the gateway, and the connection is closed before the response.
    LoseResponse,
    /// The proxy responds with this status and JSON, and the request does not reach the gateway.
    Respond(u16, Value),
}

/// A recorded request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Its request line.
    pub line: String,
    /// Its headers, with names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// Returns the value of a header, or an empty string.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(is, _)| is == name).map_or("", |(_, value)| value)
    }
}

#[derive(Debug, Default)]
struct State {
    requests: Vec<Request>,
    /// Start of the request line, fault, and number of requests it still applies to.
    faults: Vec<(String, Fault, usize)>,
    /// Rows appended to every room.
    rows: Vec<Value>,
    /// Value of `Happytalk-Can`.
    capabilities: Option<String>,
    /// Number of open event streams that the gateway has accepted.
    open_streams: usize,
}

/// A running proxy on a free port.
#[derive(Debug)]
pub struct FaultProxy {
    addr: SocketAddr,
    state: Arc<Mutex<State>>,
    is_connected: watch::Sender<bool>,
}

impl FaultProxy {
    /// Starts a proxy in front of a gateway. Readers may follow rooms and send messages.
    ///
    /// # Errors
    /// Fails when there is no free port.
    pub async fn start(stack: &Stack) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let initial = State { capabilities: Some("live send".into()), ..State::default() };
        let state = Arc::new(Mutex::new(initial));
        let (is_connected, connected) = watch::channel(true);
        let (shared, gateway) = (Arc::clone(&state), stack.authority());
        tokio::spawn(async move {
            loop {
                let Ok((client, _)) = listener.accept().await else { continue };
                let (state, gateway, mut connected) = (Arc::clone(&shared), gateway.clone(), connected.clone());
                tokio::spawn(async move {
                    if *connected.borrow_and_update() {
                        // An error means that either side has closed its connection.
                        tokio::select! {
                            _ = forward(client, &gateway, &state) => {}
                            _ = connected.changed() => {}
                        }
                    }
                });
            }
        });
        Ok(Self { addr, state, is_connected })
    }

    /// Returns the address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// Closes all connections and accepts no new one.
    pub fn disconnect(&self) {
        self.is_connected.send_replace(false);
    }

    /// Accepts connections again.
    pub fn reconnect(&self) {
        self.is_connected.send_replace(true);
    }

    /// Applies a fault to the next `times` requests whose request line starts with `line_start`.
    pub fn inject(&self, line_start: &str, fault: Fault, times: usize) {
        lock(&self.state).faults.push((line_start.to_owned(), fault, times));
    }

    /// Appends a row to every room from now on.
    pub fn add_row(&self, row: Value) {
        lock(&self.state).rows.push(row);
    }

    /// Sets the reader's capabilities from now on; `None` leaves them to the gateway.
    pub fn set_capabilities(&self, capabilities: Option<&str>) {
        lock(&self.state).capabilities = capabilities.map(str::to_owned);
    }

    /// Returns the requests so far whose request line starts with `line_start`.
    pub fn requests(&self, line_start: &str) -> Vec<Request> {
        lock(&self.state).requests.iter().filter(|request| request.line.starts_with(line_start)).cloned().collect()
    }

    /// Waits until there are at least `count` such requests.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_requested(&self, line_start: &str, count: usize) -> Result {
        let what = format!("{count} requests {line_start}");
        self.until(&what, || self.requests(line_start).len() >= count).await
    }

    /// Waits until exactly `count` event streams are open.
    ///
    /// # Errors
    /// Fails on a timeout.
    pub async fn until_streams(&self, count: usize) -> Result {
        self.until(&format!("{count} open streams"), || lock(&self.state).open_streams == count).await
    }

    /// Waits until a condition on the recorded requests is true.
    ///
    /// # Errors
    /// Fails on a timeout, and lists the requests.
    pub async fn until(&self, what: &str, condition: impl Fn() -> bool) -> Result {
        for _ in 0..400 {
            if condition() {
                return Ok(());
            }
            sleep(Duration::from_millis(50)).await;
        }
        let state = lock(&self.state);
        let lines: Vec<_> = state.requests.iter().map(|request| &request.line).collect();
        Err(format!("timed out waiting for {what}: {} open streams, {lines:#?}", state.open_streams).into())
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open event stream, which is counted until it is dropped.
struct OpenStream<'a>(&'a Mutex<State>);

impl<'a> OpenStream<'a> {
    fn new(state: &'a Mutex<State>) -> Self {
        lock(state).open_streams += 1;
        Self(state)
    }
}

impl Drop for OpenStream<'_> {
    fn drop(&mut self) {
        lock(self.0).open_streams -= 1;
    }
}

async fn forward(mut client: TcpStream, gateway: &str, state: &Mutex<State>) -> IoResult<()> {
    let (head, mut rest) = read_head(&mut client).await?;
    let (line, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
    let headers: Vec<(String, String)> = (headers.lines())
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    while rest.len() < length.unwrap_or(0) {
        if client.read_buf(&mut rest).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
    }
    let (fault, rows, capabilities) = {
        let mut state = lock(state);
        state.requests.push(Request { line: line.to_owned(), headers: headers.clone() });
        let mut faults = state.faults.iter_mut();
        let fault = faults.find(|(start, _, times)| *times > 0 && line.starts_with(start.as_str()));
        let fault = fault.map(|(_, fault, times)| {
            *times -= 1;
            fault.clone()
        });
        (fault, state.rows.clone(), capabilities_header(state.capabilities.as_deref()))
    };
    match &fault {
        Some(Fault::LoseRequest) => return Ok(()),
        Some(Fault::Respond(status, answer)) => {
            return respond(&mut client, *status, &answer.to_string(), &capabilities).await;
        }
        _ => {}
    }

    let mut server = TcpStream::connect(gateway).await?;
    let mut request = format!("{line}\r\nhost: {gateway}\r\nconnection: close\r\n");
    for (name, value) in &headers {
        // The gateway must see a request from a page of its own origin.
        if !matches!(name.as_str(), "host" | "connection" | "origin" | "referer" | "accept-encoding") {
            request.extend([name.as_str(), ": ", value.as_str(), "\r\n"]);
        }
    }
    request.push_str("\r\n");
    server.write_all(request.as_bytes()).await?;
    server.write_all(&rest).await?;

    if line.starts_with("GET /api/rooms/") || matches!(fault, Some(Fault::LoseResponse)) {
        let (head, mut body) = read_head(&mut server).await?;
        server.read_to_end(&mut body).await?;
        if fault.is_some() {
            return Ok(());
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(502);
        let body = String::from_utf8(body).map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
        return respond(&mut client, status, &with_rows(&body, &rows), &capabilities).await;
    }
    if line.starts_with(STREAM) {
        let (head, begun) = read_head(&mut server).await?;
        client.write_all(head.as_bytes()).await?;
        client.write_all(&begun).await?;
        let _open = OpenStream::new(state);
        let (mut from_client, mut to_client) = client.split();
        // The browser sends nothing more: a read ends when it closes the stream.
        return tokio::select! {
            copied = copy(&mut server, &mut to_client) => copied.map(drop),
            closed = from_client.read_u8() => closed.map(drop),
        };
    }
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

fn capabilities_header(capabilities: Option<&str>) -> String {
    capabilities.map(|capabilities| format!("happytalk-can: {capabilities}\r\n")).unwrap_or_default()
}

/// Returns a room's response with more rows at its end.
fn with_rows(body: &str, rows: &[Value]) -> String {
    let Ok(mut room) = serde_json::from_str::<Value>(body) else { return body.to_owned() };
    match room.pointer_mut("/data/0/message").and_then(Value::as_array_mut) {
        Some(messages) if !rows.is_empty() => {
            messages.extend(rows.iter().cloned());
            room.to_string()
        }
        _ => body.to_owned(),
    }
}

async fn respond(client: &mut TcpStream, status: u16, body: &str, header: &str) -> IoResult<()> {
    let content_type = if status < 300 { "application/json" } else { "application/problem+json" };
    let head = format!(
        "HTTP/1.1 {status} \r\ncontent-type: {content_type}\r\ncontent-length: {}\r\nconnection: close\r\n{header}\r\n",
        body.len()
    );
    client.write_all(head.as_bytes()).await?;
    client.write_all(body.as_bytes()).await?;
    client.shutdown().await
}

/// Reads a head with its empty line, and the bytes of the body that arrived with it.
async fn read_head(stream: &mut TcpStream) -> IoResult<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let rest = bytes.split_off(end + 4);
            let head = String::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
            return Ok((head, rest));
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Returns the webhook payload of a counselor's text (001).
pub fn webhook_text(room: &str, id: &str, text: &str) -> Value {
    json!({ "uuid": "test-user", "room_id": room, "type": "text", "content": text, "image": {}, "msgid": id, "auto_end": "N" })
}

/// Returns a text as a row of `chat_data` (000), sent at a Korean time.
pub fn text_row(id: &str, sender: &str, text: &str, sent_at: &str) -> Value {
    json!({
        "id": id, "from_id": "a", "to_id": "b", "type": "C", "user_type": sender, "contents_type": "text",
        "contents": text, "send_date": sent_at, "read_date": "",
    })
}
