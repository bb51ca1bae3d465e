//! Memory of idle event streams.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::process::Gateway;
use crate::{
    Result,
    bench::{budgets::STREAM_KB, report::Report},
};

const STREAMS: u16 = 5000;

pub(super) async fn measure(report: &mut Report) -> Result {
    happytalk_gateway::start::raise_file_limit();
    let gateway = Gateway::start(&["--customer-api", "http://127.0.0.1:9"], "unused")?;
    // The first stream allocates what all streams share.
    let mut streams = vec![listen(&gateway, 0).await?];
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = gateway.memory()?;
    for number in 0..STREAMS {
        streams.push(listen(&gateway, number % 50).await?);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let each = (gateway.memory()? - before) / f64::from(STREAMS) / 1024.0;
    report.bound(&format!("(d) memory of each of {STREAMS} idle event streams"), each, STREAM_KB, "KB");
    drop(streams);
    Ok(())
}

/// Opens a stream and waits for its response head.
async fn listen(gateway: &Gateway, room: u16) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(gateway.addr).await?;
    let request = format!(
        "GET /api/events?room=bench-{room} HTTP/1.1\r\nhost: {}\r\naccept: text/event-stream\r\n\r\n",
        gateway.addr
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = vec![0; 2048];
    let length = stream.read(&mut answer).await?;
    let head = String::from_utf8_lossy(&answer[..length]);
    if head.starts_with("HTTP/1.1 200 ") { Ok(stream) } else { Err(format!("no stream: {head}").into()) }
}
