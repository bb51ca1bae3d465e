//! A proxy between browser and gateway that keeps every byte the browser receives.
//!
//! The browser is told to use it for everything, loopback included. It takes `Accept-Encoding` out of the requests, so
//! that what is kept can be searched as it is. No TLS: nothing here is on the network.

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
    /// Starts one that passes everything on to `gateway` (`host:port`).
    ///
    /// # Errors
    /// When no port can be had.
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
                tokio::spawn(ask(from_browser, to_server));
                tokio::spawn(answer(from_server, to_browser, Arc::clone(&kept)));
            }
        });
        Ok(Self { addr, received })
    }

    /// What the browser has to be started with.
    pub fn flags(&self) -> [String; 2] {
        [format!("--proxy-server=http://{}", self.addr), "--proxy-bypass-list=<-loopback>".to_owned()]
    }

    /// Everything so far, heads and bodies.
    pub fn received(&self) -> Vec<u8> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn ask(mut browser: OwnedReadHalf, mut server: OwnedWriteHalf) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = browser.read(&mut buffer).await {
        // A head comes in one piece; a name in the middle of two would only leave the answer compressed.
        let request = uncompressed(&buffer[..count]);
        if server.write_all(&request).await.is_err() {
            return;
        }
    }
}

async fn answer(mut server: OwnedReadHalf, mut browser: OwnedWriteHalf, kept: Arc<Mutex<Vec<u8>>>) {
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
    fn a_browser_is_not_offered_compression() {
        let request = b"GET http://h/ HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip, br\r\n\r\n";
        let passed = String::from_utf8(uncompressed(request)).unwrap();
        assert_eq!(passed, "GET http://h/ HTTP/1.1\r\nHost: h\r\nxccept-Encoding: gzip, br\r\n\r\n");
    }
}
