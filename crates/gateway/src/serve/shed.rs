//! Who comes when all places are taken: told so at once, and gone within a second.
//!
//! The answer is written before the request is read. The catch: closing a socket that holds unread bytes resets it, and
//! the answer may be lost with it; so what was sent is read away for a moment.

use std::{sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::Semaphore,
    time::timeout,
};

/// Told at the same time; those beyond are only closed.
const TOLD: usize = 512;
/// For writing the answer and reading what was sent.
const PATIENCE: Duration = Duration::from_secs(1);
/// Bytes that are read away.
const READ_AWAY: usize = 64 * 1024;

const ANSWER: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\ncontent-length: 142\r\n\
                      retry-after: 5\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: \
                      close\r\n\r\n{\"type\":\"urn:happytalk:problem:overloaded\",\"title\":\"Overloaded\",\"status\":503,\
                      \"detail\":\"All connections are taken; try again in some seconds.\"}";

/// The place where they are told.
#[derive(Debug)]
pub(super) struct Shed(Arc<Semaphore>);

impl Shed {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(TOLD)))
    }

    /// Does not wait.
    pub(super) fn refuse(&self, mut stream: TcpStream) {
        let Ok(place) = Arc::clone(&self.0).try_acquire_owned() else { return };
        tokio::spawn(async move {
            // Slower than that, or gone: there is nobody left to tell.
            let _ = timeout(PATIENCE, tell(&mut stream)).await;
            drop(place);
        });
    }
}

async fn tell(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(ANSWER.as_bytes()).await?;
    stream.shutdown().await?;
    let (mut read, mut buffer) = (0, [0; 2048]);
    while read < READ_AWAY {
        match stream.read(&mut buffer).await? {
            0 => break,
            length => read += length,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_answer_is_as_long_as_it_says() {
        let (head, body) = super::ANSWER.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("\r\ncontent-length: {}\r\n", body.len())), "{}", body.len());
        assert!(serde_json::from_str::<serde_json::Value>(body).unwrap()["status"] == 503);
    }
}
