//! The binary as a process: what it refuses, what it says, how it ends.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use happytalk_gateway::serve::Limits;

use crate::browser::TOKEN;

pub fn gateway(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_happytalk-gateway"));
    command.env_clear().args(arguments).stdin(Stdio::null());
    command
}

fn refused(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(stdout.is_empty(), "{}", String::from_utf8_lossy(&stdout));
    (status.code(), String::from_utf8(stderr).unwrap())
}

/// Starts it on a free port; gives its address as it says it.
pub fn started(command: &mut Command) -> (Child, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let addr = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}")).to_owned();
    (child, addr)
}

pub fn get(addr: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(addr).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Sends a signal, and once more so that it does not linger; gives the exit code and the log.
pub fn stop(mut child: Child, signal: &str) -> (Option<i32>, String) {
    let id = child.id().to_string();
    let send = || Command::new("kill").args([signal, &id]).status().unwrap();
    assert!(send().success());
    // The two must not become one; and the child, not waited for, keeps its id.
    std::thread::sleep(Duration::from_millis(100));
    assert!(send().success());
    let code = child.wait().unwrap().code();
    let mut log = String::new();
    child.stderr.unwrap().read_to_string(&mut log).unwrap();
    (code, log)
}

#[test]
fn it_refuses_to_check_tokens_without_keys() {
    for arguments in [&["serve"][..], &["serve", "--auth", "jwt"]] {
        let (code, why) = refused(gateway(arguments).env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN));
        assert_eq!(code, Some(2));
        assert!(why.contains("--auth none"), "{why}");
    }
}

#[test]
fn it_refuses_what_would_be_unsafe_or_unclear_in_one_sentence() {
    for (arguments, token, said) in [
        (&["serve", "--auth", "none"][..], None, "HAPPYTALK_CUSTOMER_TOKEN"),
        (&["serve", "--auth", "none"], Some(""), "HAPPYTALK_CUSTOMER_TOKEN"),
        (&["serve", "--auth", "none", "--listen", "0.0.0.0:0"], Some(TOKEN), "loopback"),
        (&["serve", "--auth", "none", "--customer-api", "http://vendor.example"], Some(TOKEN), "https"),
        (&["serve", "--auth", "none", "--site", "/nonexistent"], Some(TOKEN), "/nonexistent"),
        (&["serve", "--auth", "none", "--customer-token-file", "/x"], Some(TOKEN), "twice"),
        (&["serve", "--auth", "none", "--log", "a=b=c"], Some(TOKEN), "--log"),
        (&["serve", "--auth", "none", "--media-host", "a;b"], Some(TOKEN), "not a host"),
        (&["demo", "--listen", "0.0.0.0:0"], None, "loopback"),
    ] {
        let (code, why) = refused(gateway(arguments).envs(token.map(|token| ("HAPPYTALK_CUSTOMER_TOKEN", token))));
        assert_eq!(code, Some(2), "{arguments:?}: {why}");
        assert!(why.contains(said), "{arguments:?}: {why}");
        assert!(!why.contains(TOKEN), "{why}");
    }
}

#[test]
fn a_port_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let (code, why) = refused(&mut gateway(&["demo", "--listen", &addr]));
    assert_eq!(code, Some(1));
    assert!(why.contains("cannot listen on 127.0.0.1:"), "{why}");
}

#[test]
fn it_serves_says_where_and_stops_when_told() {
    for signal in ["-TERM", "-INT"] {
        let (child, addr) = started(
            gateway(&["serve", "--auth", "none", "--listen", "127.0.0.1:0", "--customer-api", "http://127.0.0.1:9"])
                .env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN)
                .env("HAPPYTALK_LOG", "trace"),
        );
        assert!(get(&addr, "/healthz").starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(get(&addr, "/api/rooms/a").contains("urn:happytalk:problem:vendor-failed"));
        let (code, log) = stop(child, signal);
        assert_eq!(code, Some(0), "{signal}");
        assert!(log.contains("/api/rooms/a"), "{log}");
        assert!(!log.contains(TOKEN), "{log}");
    }
}

#[test]
fn it_serves_and_stops_in_order_though_its_log_cannot_be_written() {
    let full = || Stdio::from(std::fs::File::options().write(true).open("/dev/full").unwrap());
    // A pipe that nobody reads any more, and a disk that is full.
    let started = [Stdio::piped as fn() -> Stdio, full].map(|log| {
        let mut child =
            gateway(&["serve", "--auth", "none", "--listen", "127.0.0.1:0", "--customer-api", "http://127.0.0.1:9"])
                .env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN)
                .env("HAPPYTALK_LOG", "trace")
                .stdout(Stdio::piped())
                .stderr(log())
                .spawn()
                .unwrap();
        drop(child.stderr.take());
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let addr = line.trim().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        (child, addr)
    });
    for (child, addr) in &started {
        // The vendor is not there, which is a warning.
        assert!(get(addr, "/api/rooms/a").contains("urn:happytalk:problem:vendor-failed"));
        assert!(get(addr, "/healthz").starts_with("HTTP/1.1 200 OK\r\n"));
        assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    }
    // It lingers, as after any one signal: were it to go at once, or never to say so, nobody would answer here in the end.
    for (_, addr) in &started {
        while !get(addr, "/readyz").starts_with("HTTP/1.1 503 ") {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    for (mut child, _) in started {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn the_demo_shows_the_documents_room() {
    let (child, addr) = started(&mut gateway(&["demo", "--listen", "127.0.0.1:0"]));
    let room = get(&addr, "/api/rooms/68dd2893cbfbfTSDc66M6MvVeYpG2a");
    assert!(room.starts_with("HTTP/1.1 200 OK\r\n"), "{room}");
    assert!(room.contains("1:1 채팅 상담 문의 드립니다."), "{room}");
    assert_eq!(stop(child, "-INT").0, Some(0));
}

#[test]
fn it_may_have_as_many_connections_as_the_system_allows() {
    let mut limited = Command::new("sh");
    let run = format!(
        "ulimit -S -n 64; exec {} serve --auth none --listen 127.0.0.1:0",
        env!("CARGO_BIN_EXE_happytalk-gateway")
    );
    limited
        .args(["-c", &run])
        .env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN)
        .env("HAPPYTALK_CUSTOMER_API", "http://127.0.0.1:9");
    let (child, addr) = started(&mut limited);
    let silent: Vec<_> = (0..200).map(|_| TcpStream::connect(&addr).unwrap()).collect();
    // Without the files it would answer too, but only once the silent ones have timed out.
    let start = Instant::now();
    assert!(get(&addr, "/healthz").starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(start.elapsed() < Limits::default().header / 2);
    drop(silent);
    assert_eq!(stop(child, "-TERM").0, Some(0));
}
