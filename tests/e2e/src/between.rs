//! Somebody between the browser and the gateway: passes requests on, each over a connection of its own, and can cut the
//! wire, lose an answer, give one of its own, or say something the vendor would have said.

use std::{
    io::{Error, ErrorKind, Result as IoResult},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::sleep,
};

use crate::{Result, Stack};

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It never arrives.
    LoseRequest,
    /// It arrives, its answer does not.
    LoseAnswer,
    /// This status and JSON, and it never arrives.
    Answer(u16, Value),
}

/// A request that came.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Method and path, as on its first line.
    pub line: String,
    /// Its headers, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Seen {
    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(is, _)| is == name).map_or("", |(_, value)| value)
    }
}

#[derive(Debug, Default)]
struct State {
    seen: Vec<Seen>,
    /// By the beginning of the request line, for so many requests.
    faults: Vec<(String, Fault, usize)>,
    /// Rows that rooms have besides.
    rows: Vec<Value>,
    /// What `Happytalk-Can` says.
    can: Option<String>,
}

/// On a free port, until it is dropped.
#[derive(Debug)]
pub struct Between {
    addr: SocketAddr,
    state: Arc<Mutex<State>>,
    /// Whether the wire is whole.
    whole: watch::Sender<bool>,
}

impl Between {
    /// Starts before a gateway. Readers may follow and send.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(stack: &Stack) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State { can: Some("live send".into()), ..State::default() }));
        let (whole, is_whole) = watch::channel(true);
        let (told, gateway) = (Arc::clone(&state), stack.authority());
        tokio::spawn(async move {
            loop {
                let Ok((client, _)) = listener.accept().await else { continue };
                let (state, gateway, mut is_whole) = (Arc::clone(&told), gateway.clone(), is_whole.clone());
                tokio::spawn(async move {
                    let passes = *is_whole.borrow_and_update();
                    if passes {
                        // An error is a wire that broke, on either side.
                        tokio::select! {
                            _ = pass(client, &gateway, &state) => {}
                            _ = is_whole.changed() => {}
                        }
                    }
                });
            }
        });
        Ok(Self { addr, state, whole })
    }

    /// An address on it.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// Ends all connections, and takes no other.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Takes connections again.
    pub fn mend(&self) {
        self.whole.send_replace(true);
    }

    /// The next `times` requests whose line begins so come to that.
    pub fn fail(&self, begins: &str, fault: Fault, times: usize) {
        lock(&self.state).faults.push((begins.to_owned(), fault, times));
    }

    /// Rooms have this row besides, from now on.
    pub fn add(&self, row: Value) {
        lock(&self.state).rows.push(row);
    }

    /// What the reader may do from now on; `None` leaves it to the gateway.
    pub fn allow(&self, can: Option<&str>) {
        lock(&self.state).can = can.map(str::to_owned);
    }

    /// The requests so far whose line begins so.
    pub fn seen(&self, begins: &str) -> Vec<Seen> {
        lock(&self.state).seen.iter().filter(|seen| seen.line.starts_with(begins)).cloned().collect()
    }

    /// Waits until there are so many.
    ///
    /// # Errors
    /// When there are not, for a long time.
    pub async fn until_seen(&self, begins: &str, count: usize) -> Result {
        for _ in 0..400 {
            if self.seen(begins).len() >= count {
                return Ok(());
            }
            sleep(Duration::from_millis(50)).await;
        }
        Err(format!("{} requests {begins}, not {count}", self.seen(begins).len()).into())
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn pass(mut client: TcpStream, gateway: &str, state: &Mutex<State>) -> IoResult<()> {
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
    let (fault, rows, can) = {
        let mut state = lock(state);
        state.seen.push(Seen { line: line.to_owned(), headers: headers.clone() });
        let fault = state.faults.iter_mut().find(|(begins, _, times)| *times > 0 && line.starts_with(begins.as_str()));
        let fault = fault.map(|(_, fault, times)| {
            *times -= 1;
            fault.clone()
        });
        (fault, state.rows.clone(), state.can.clone())
    };
    match &fault {
        Some(Fault::LoseRequest) => return Ok(()),
        Some(Fault::Answer(status, answer)) => {
            let kind = if *status < 300 { "application/json" } else { "application/problem+json" };
            return answer_with(&mut client, *status, kind, &answer.to_string(), &said(can.as_deref())).await;
        }
        _ => {}
    }

    let mut server = TcpStream::connect(gateway).await?;
    let mut request = format!("{line}\r\nhost: {gateway}\r\nconnection: close\r\n");
    for (name, value) in &headers {
        // The gateway is asked as by a page of its own.
        if !matches!(name.as_str(), "host" | "connection" | "origin" | "referer" | "accept-encoding") {
            request.extend([name.as_str(), ": ", value.as_str(), "\r\n"]);
        }
    }
    request.push_str("\r\n");
    server.write_all(request.as_bytes()).await?;
    server.write_all(&rest).await?;

    if line.starts_with("GET /api/rooms/") || matches!(fault, Some(Fault::LoseAnswer)) {
        let (head, mut body) = read_head(&mut server).await?;
        server.read_to_end(&mut body).await?;
        if fault.is_some() {
            return Ok(());
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(502);
        let kind = if status < 300 { "application/json" } else { "application/problem+json" };
        let body = String::from_utf8(body).map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
        return answer_with(&mut client, status, kind, &with_rows(&body, &rows), &said(can.as_deref())).await;
    }
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

/// What the reader may do, as a header.
fn said(can: Option<&str>) -> String {
    can.map(|can| format!("happytalk-can: {can}\r\n")).unwrap_or_default()
}

/// The room with these rows behind its own.
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

async fn answer_with(client: &mut TcpStream, status: u16, kind: &str, body: &str, header: &str) -> IoResult<()> {
    let head = format!(
        "HTTP/1.1 {status} \r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n{header}\r\n",
        body.len()
    );
    client.write_all(head.as_bytes()).await?;
    client.write_all(body.as_bytes()).await?;
    client.shutdown().await
}

/// A head without its empty line, and what came with it of the body.
async fn read_head(stream: &mut TcpStream) -> IoResult<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            let rest = bytes.split_off(end + 4);
            bytes.truncate(end);
            let head = String::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
            return Ok((head, rest));
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
    }
}

/// What the webhook is sent: a text of the counselor's (001).
pub fn received(room: &str, id: &str, text: &str) -> Value {
    json!({ "uuid": "test-user", "room_id": room, "type": "text", "content": text, "image": {}, "msgid": id, "auto_end": "N" })
}

/// The same as `chat_data` shows it (000), at a moment in Korean time.
pub fn row(id: &str, sender: &str, text: &str, sent_at: &str) -> Value {
    json!({
        "id": id, "from_id": "a", "to_id": "b", "type": "C", "user_type": sender, "contents_type": "text",
        "contents": text, "send_date": sent_at, "read_date": "",
    })
}
