//! A client of the event stream on a socket: it sees ids and what is in the data.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    time::timeout,
};

/// Reached only when something that must come does not.
const NEVER: Duration = Duration::from_mins(1);

/// An open stream.
pub struct Events {
    lines: BufReader<TcpStream>,
    /// The last id.
    pub last_id: u64,
}

impl Events {
    /// Asks for a room, from an id on; returns when the stream has begun.
    pub async fn open(addr: SocketAddr, room: &str, last_id: Option<u64>) -> io::Result<Self> {
        let mut stream = TcpStream::connect(addr).await?;
        let asked = last_id.map(|id| format!("last-event-id: {id}\r\n")).unwrap_or_default();
        let request = format!("GET /api/events?room={room} HTTP/1.1\r\nhost: {addr}\r\n{asked}\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut events = Self { lines: BufReader::with_capacity(1024, stream), last_id: last_id.unwrap_or_default() };
        let status = events.line().await?;
        assert!(status.starts_with("HTTP/1.1 200 "), "{status}");
        while !events.line().await?.starts_with("retry:") {}
        // Its id, or nothing.
        events.line().await?;
        Ok(events)
    }

    /// The data of the next message; its lines are not joined, for all the tests' messages are one.
    pub async fn message(&mut self) -> io::Result<String> {
        let mut name = String::new();
        loop {
            let line = self.line().await?;
            if let Some(event) = line.strip_prefix("event: ") {
                event.clone_into(&mut name);
            } else if let Some(data) = line.strip_prefix("data: ") {
                assert_eq!(name, "message", "{data}");
                return Ok(data.to_owned());
            }
        }
    }

    /// The number of the next text message.
    pub async fn number(&mut self) -> io::Result<usize> {
        let message = self.message().await?;
        let (_, after) = message.split_once(r#""msgid":""#).unwrap();
        Ok(after.split('"').next().unwrap().parse().unwrap())
    }

    /// The socket, to be left alone.
    pub fn into_inner(self) -> TcpStream {
        self.lines.into_inner()
    }

    /// A line of the stream, or of how HTTP cuts it into pieces.
    async fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        let read = timeout(NEVER, self.lines.read_line(&mut line)).await.expect("nothing came")?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(id) = line.strip_prefix("id: ") {
            let id = id.trim().parse().unwrap();
            assert!(id > self.last_id, "{id} after {}", self.last_id);
            self.last_id = id;
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }
}
