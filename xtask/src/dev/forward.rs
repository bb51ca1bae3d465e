//! Stands between Trunk and the demo: takes away the `X-Forwarded-*` headers that Trunk adds.
//!
//! The gateway rightly refuses them while it asks nobody who he is; behind this there is simulated data only. One
//! connection, one request; what follows the head is passed on as it comes, so streams work too.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

/// Longer heads are nobody's.
const HEAD: usize = 64 * 1024;

/// Passes on from now on what comes to the listener.
pub fn start(listener: TcpListener, to: String) {
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let to = to.clone();
            // A broken connection is the browser's to notice.
            thread::spawn(move || pass(client, &to).is_ok());
        }
    });
}

fn pass(mut client: TcpStream, to: &str) -> io::Result<()> {
    let (head, rest) = read_head(&mut client)?;
    let mut server = TcpStream::connect(to)?;
    server.write_all(rewritten(&head, to).as_bytes())?;
    server.write_all(&rest)?;
    let (mut from, mut onto) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || io::copy(&mut from, &mut onto));
    io::copy(&mut server, &mut client)?;
    client.shutdown(Shutdown::Both)
}

/// The head of a request, and what came with it.
fn read_head(client: &mut TcpStream) -> io::Result<(String, Vec<u8>)> {
    let mut read = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let length = client.read(&mut chunk)?;
        read.extend_from_slice(&chunk[..length]);
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let rest = read.split_off(end);
            return Ok((String::from_utf8_lossy(&read).into_owned(), rest[4..].to_vec()));
        }
        if length == 0 || read.len() > HEAD {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
}

fn rewritten(head: &str, to: &str) -> String {
    let is_ours = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        !matches!(name.as_str(), "host" | "connection" | "forwarded") && !name.starts_with("x-forwarded-")
    };
    let lines: String = head.split("\r\n").filter(is_ours).flat_map(|line| [line, "\r\n"]).collect();
    format!("{lines}Host: {to}\r\nConnection: close\r\n\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_arrives_without_the_headers_of_the_one_between() {
        let gateway = TcpListener::bind("127.0.0.1:0").unwrap();
        let between = TcpListener::bind("127.0.0.1:0").unwrap();
        let (address, between_address) = (gateway.local_addr().unwrap().to_string(), between.local_addr().unwrap());
        start(between, address.clone());
        let seen = thread::spawn(move || {
            let mut stream = gateway.accept().unwrap().0;
            let (head, mut body) = read_head(&mut stream).unwrap();
            while body.len() < 4 {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                body.push(byte[0]);
            }
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
            (head, body)
        });
        let mut client = TcpStream::connect(between_address).unwrap();
        client
            .write_all(
                b"POST /api/x HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Host: a:8080\r\nAccept: b\r\n\
                  Content-Length: 4\r\n\r\nbody",
            )
            .unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        let (head, body) = seen.join().unwrap();
        assert_eq!(answer, "HTTP/1.1 204 No Content\r\n\r\n");
        assert_eq!(body, b"body");
        let expected =
            format!("POST /api/x HTTP/1.1\r\nAccept: b\r\nContent-Length: 4\r\nHost: {address}\r\nConnection: close");
        assert_eq!(head, expected);
    }

    #[test]
    fn what_has_no_head_is_refused() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut client = TcpStream::connect(address).unwrap();
        client.write_all(b"GET / HTTP/1.1\r\n").unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        assert!(read_head(&mut listener.accept().unwrap().0).is_err());
    }
}
