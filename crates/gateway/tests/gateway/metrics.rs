//! What `/metrics` serves: each name, what makes it move, and nothing a client sent.

use happytalk_gateway::metrics::ALL;

use crate::{
    binary::{gateway, get, started, stop},
    browser::TOKEN,
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
