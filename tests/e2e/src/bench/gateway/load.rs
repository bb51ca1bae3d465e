//! Clients with kept-alive connections: closed loop at full load, or open loop at a steady rate.
//!
//! At a steady rate the latency starts when a request was due, not when a client could send it. A stalled server would
//! otherwise hide the requests that were due in the meantime (coordinated omission).

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
};

use crate::Result;

/// Returns the text of a request for its number and host.
pub(super) type Request = fn(u64, SocketAddr) -> String;

static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Returns the responses per second of `clients` clients at full load.
pub(super) async fn closed(addr: SocketAddr, request: Request, clients: usize, time: Duration) -> Result<f64> {
    let start = Instant::now();
    let mut all = JoinSet::new();
    for _ in 0..clients {
        all.spawn(async move {
            let (mut connection, mut count) = (Connection::open(addr).await?, 0_u32);
            while start.elapsed() < time {
                connection.exchange(&request(NUMBER.fetch_add(1, Ordering::Relaxed), addr)).await?;
                count += 1;
            }
            Result::Ok(count)
        });
    }
    let counts: Vec<u32> = all.join_all().await.into_iter().collect::<Result<_>>()?;
    Ok(f64::from(counts.iter().sum::<u32>()) / start.elapsed().as_secs_f64())
}

/// Returns the latency in milliseconds of each request at `rate` requests per second.
pub(super) async fn open(
    addr: SocketAddr,
    request: Request,
    rate: f64,
    clients: usize,
    time: Duration,
) -> Result<Vec<f64>> {
    let start = Instant::now() + Duration::from_millis(50);
    let due = Arc::new(AtomicU64::new(0));
    let mut all = JoinSet::new();
    for _ in 0..clients {
        let due = Arc::clone(&due);
        all.spawn(async move {
            let (mut connection, mut times) = (Connection::open(addr).await?, Vec::new());
            loop {
                #[expect(clippy::cast_precision_loss, reason = "some thousands of requests")]
                let at = Duration::from_secs_f64(due.fetch_add(1, Ordering::Relaxed) as f64 / rate);
                if at >= time {
                    return Result::Ok(times);
                }
                let at = start + at;
                tokio::time::sleep_until(at.into()).await;
                connection.exchange(&request(NUMBER.fetch_add(1, Ordering::Relaxed), addr)).await?;
                times.push(at.elapsed().as_secs_f64() * 1e3);
            }
        });
    }
    let times: Vec<Vec<f64>> = all.join_all().await.into_iter().collect::<Result<_>>()?;
    Ok(times.concat())
}

/// Returns the percentile `share` of the samples.
pub(super) fn percentile(samples: &mut [f64], share: usize) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get((samples.len() * share / 100).min(samples.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(addr: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 64 * 1024] })
    }

    /// Sends a request and reads its response; fails unless it has status 200 and a complete body.
    async fn exchange(&mut self, request: &str) -> Result {
        self.stream.write_all(request.as_bytes()).await?;
        let (mut read, mut whole) = (0, None);
        loop {
            if whole.is_some_and(|whole| read >= whole) {
                return Ok(());
            }
            let free = if whole.is_some() { 0..self.buffer.len() } else { read..self.buffer.len() };
            let length = self.stream.read(&mut self.buffer[free]).await?;
            if length == 0 {
                return Err("the connection was closed".into());
            }
            read += length;
            if whole.is_none()
                && let Some(end) = self.buffer[..read].windows(4).position(|window| window == b"\r\n\r\n")
            {
                let head = str::from_utf8(&self.buffer[..end])?;
                if !head.starts_with("HTTP/1.1 200 ") {
                    return Err(format!("not 200: {head}").into());
                }
                whole = Some(end + 4 + content_length(head).ok_or("no length")?);
            }
        }
    }
}

fn content_length(head: &str) -> Option<usize> {
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn percentile_is_one_of_the_samples() {
        let mut samples: Vec<f64> = (0..100).rev().map(f64::from).collect();
        assert!((percentile(&mut samples, 95) - 95.0).abs() < f64::EPSILON);
        assert!(percentile(&mut [], 95).is_nan());
    }
}
