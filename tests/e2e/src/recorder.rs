//! A proxy between browser and gateway that records every byte the browser receives.
//!
//! The browser uses it for all requests, loopback included. It removes `Accept-Encoding` from requests, so that the
//! recorded bytes can be searched. There is no TLS, since nothing leaves this machine.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, tcp::OwnedReadHalf, tcp::OwnedWriteHalf},
};

use crate::Result;

/// A running recorder.
#[derive(Debug)]
pub struct Recorder {
    addr: SocketAddr,
    received: Arc<Mutex<Vec<u8>>>,
}

impl Recorder {
    /// Starts a recorder that forwards everything to `gateway` (`host:port`).
    ///
    /// # Errors
    /// Fails when there is no free port.
    pub async fn start(gateway: String) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        tokio::spawn(async move {
            while let Ok((browser, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&gateway).await else { continue };
                let (from_browser, to_browser) = browser.into_split();
                let (from_server, to_server) = server.into_split();
                tokio::spawn(forward_requests(from_browser, to_server));
                tokio::spawn(forward_responses(from_server, to_browser, Arc::clone(&kept)));
            }
        });
        Ok(Self { addr, received })
    }

    /// Returns the browser's flags that route its requests through the recorder.
    pub fn flags(&self) -> [String; 2] {
        [format!("--proxy-server=http://{}", self.addr), "--proxy-bypass-list=<-loopback>".to_owned()]
    }

    /// Returns all bytes received so far, heads and bodies.
    pub fn received(&self) -> Vec<u8> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn forward_requests(mut browser: OwnedReadHalf, mut server: OwnedWriteHalf) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = browser.read(&mut buffer).await {
        // A head usually arrives in one piece. A header split across two would only leave its response compressed.
        let request = uncompressed(&buffer[..count]);
        if server.write_all(&request).await.is_err() {
            return;
        }
    }
}

async fn forward_responses(mut server: OwnedReadHalf, mut browser: OwnedWriteHalf, kept: Arc<Mutex<Vec<u8>>>) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = server.read(&mut buffer).await {
        kept.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&buffer[..count]);
        if browser.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

fn uncompressed(request: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"accept-encoding:";
    let mut request = request.to_vec();
    let found = request.windows(NAME.len()).position(|part| part.eq_ignore_ascii_case(NAME));
    if let Some(at) = found {
        request[at] = b'x';
    }
    request
}

#[cfg(test)]
mod tests {
    use super::uncompressed;

    #[test]
    fn accept_encoding_is_removed_from_requests() {
        let request = b"GET http://h/ HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip, br\r\n\r\n";
        let passed = String::from_utf8(uncompressed(request)).unwrap();
        assert_eq!(passed, "GET http://h/ HTTP/1.1\r\nHost: h\r\nxccept-Encoding: gzip, br\r\n\r\n");
    }
}
