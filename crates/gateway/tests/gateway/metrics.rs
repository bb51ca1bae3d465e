//! What `/metrics` serves: each name, what makes it move, and nothing a client sent.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use happytalk_gateway::metrics::ALL;

use crate::{
    binary::{gateway, get, started, stop},
    browser::TOKEN,
    tokens::{hs, jwks},
};

/// A free port, which the gateway says only in its log.
fn free() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn every_name_is_described_and_what_happened_is_counted_by_route() {
    let metrics = free();
    let said = ["serve", "--auth", "none", "--listen", "127.0.0.1:0", "--customer-api", "http://127.0.0.1:9"];
    let mut command = gateway(&said);
    command.env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN).args(["--metrics-listen", &metrics]);
    let (child, addr) = started(&mut command);
    for path in ["/api/rooms/one", "/api/rooms/two", "/nothing-of-this-name", "/healthz", "/readyz"] {
        get(&addr, path);
    }
    let text = get(&metrics, "/metrics");
    for (series, value) in [
        (r#"happytalk_requests_total{route="/api/rooms/{room_id}",method="GET",status="502"}"#, "2"),
        (r#"happytalk_requests_total{route="/{file}",method="GET",status="404"}"#, "1"),
        (r#"happytalk_request_seconds_count{route="/healthz"}"#, "1"),
        (r#"happytalk_vendor_calls_total{call="chat_data",outcome="transport"}"#, "2"),
        (r#"happytalk_vendor_seconds_count{call="chat_data"}"#, "2"),
        ("happytalk_ready", "1"),
        ("happytalk_streams", "0"),
        ("happytalk_events_stored_total", "0"),
    ] {
        assert!(text.lines().any(|line| line == format!("{series} {value}")), "{series} {value} in {text}");
    }
    for (name, ..) in ALL {
        assert!(text.contains(&format!("# HELP {name} ")) || is_later(name), "{name} in {text}");
    }
    for sent in ["one", "two", "nothing-of-this-name"] {
        assert!(!text.contains(sent), "{sent} in {text}");
    }
    assert!(get(&metrics, "/").starts_with("HTTP/1.1 404"));
    assert!(get(&addr, "/metrics").starts_with("HTTP/1.1 404"), "the numbers are for the operator alone");
    assert_eq!(stop(child, "-TERM").0, Some(0));
}

/// Scrapes until the numbers say so.
fn until(metrics: &str, series: &str) {
    let start = Instant::now();
    while !get(metrics, "/metrics").lines().any(|line| line == series) {
        assert!(start.elapsed() < Duration::from_secs(30), "{series} never comes");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_alarms_go_by_is_measured_though_nobody_asks_for_it() {
    let (metrics, path) = (free(), std::env::temp_dir().join(format!("happytalk-metrics-{}", std::process::id())));
    let keys = jwks(&[hs()]);
    std::fs::write(&path, &keys).unwrap();
    let said =
        ["serve", "--listen", "127.0.0.1:0", "--customer-api", "http://127.0.0.1:9", "--metrics-listen", &metrics];
    let mut command = gateway(&said);
    command.env("HAPPYTALK_CUSTOMER_TOKEN", TOKEN).arg("--jwt-keys").arg(&path);
    let (mut child, _) = started(&mut command);
    until(&metrics, "happytalk_ready 1");
    until(&metrics, "happytalk_keys_stale 0");
    std::fs::write(&path, &keys[1..]).unwrap();
    until(&metrics, "happytalk_keys_stale 1");
    std::fs::write(&path, &keys).unwrap();
    until(&metrics, "happytalk_keys_stale 0");
    std::fs::remove_file(&path).unwrap();
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    until(&metrics, "happytalk_ready 0");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Counted by label, so not there before it happens.
fn is_later(name: &str) -> bool {
    ["happytalk_shed_total", "happytalk_rate_limited_total", "happytalk_auth_failures_total"].contains(&name)
}

#[test]
fn every_name_is_documented() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/gateway.md")).unwrap();
    for (name, ..) in ALL {
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}
