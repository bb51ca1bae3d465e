//! Webhooks at a steady rate: the time until each message is stored on disk and acknowledged.

use std::{net::SocketAddr, time::Duration};

use super::{
    load::{open, percentile},
    process::{Gateway, WEBHOOK},
};
use crate::{
    Result,
    bench::{budgets::WEBHOOK_MS, report::Report},
    nginx::Folder,
};

/// Messages per second.
const RATE: f64 = 500.0;
const TIME: Duration = Duration::from_secs(10);
const CLIENTS: usize = 64;

pub(super) async fn measure(report: &mut Report) -> Result {
    let folder = Folder::new()?;
    let store = folder.path().join("bench.db").display().to_string();
    let gateway = Gateway::start(&["--customer-api", "http://127.0.0.1:9", "--store", &store], "unused")?;
    let mut times = open(gateway.addr, message, RATE, CLIENTS, TIME).await?;
    let (median, p99) = (percentile(&mut times, 50), percentile(&mut times, 99));
    report.bound(&format!("(d) webhook acknowledged at {RATE:.0}/s, p99"), p99, WEBHOOK_MS, "ms");
    report.note(&format!("(d) {} webhooks at {RATE:.0}/s: acknowledged in {median:.1} ms (median)", times.len()));
    Ok(())
}

fn message(number: u64, host: SocketAddr) -> String {
    let body = format!(
        r#"{{"type":"text","msgid":"m-{number}","room_id":"bench-{}","uuid":"lc251001-1","content":{{"text":"네, 확인해 드리겠습니다. {number}"}}}}"#,
        number % 50
    );
    format!(
        "POST /hooks/{WEBHOOK}/message/lc251001-1 HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}
