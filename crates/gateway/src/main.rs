//! The binary: reads the configuration, starts, says where, and stops when told.
//!
//! Exit codes: 0 after SIGTERM or Ctrl-C, 1 when it could not start, 2 when the configuration has to change. Standard
//! output holds the addresses and nothing else; the log goes to standard error.

use std::{
    io::{IsTerminal as _, Write as _, stderr, stdout},
    process::ExitCode,
    sync::Arc,
};

use clap::Parser as _;
use happytalk_gateway::{
    AppState, Settings,
    config::{Cli, Command, Front, LogFormat, Serve},
    demo_server, metrics,
    rates::Rates,
    router,
    serve::{Limits, a_thread_per_processor, serve},
    start::{self, StartError},
    vendor::{Biz, HttpVendor, VendorSettings},
};
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;
use tracing_subscriber::EnvFilter;

/// The documents' room (000).
const ROOM: &str = "68dd2893cbfbfTSDc66M6MvVeYpG2a";

/// Rooms of the simulated vendor that fail, each in its own way (contract §5).
const FAILURES: &str = "fail-501 fail-502 fail-503 slow-10s garbage http-500 truncated reset empty no-room";

#[tokio::main]
async fn main() -> ExitCode {
    let command = Cli::parse().command;
    let (log, format) = match &command {
        Command::Serve(said) => said.log(),
        Command::Demo(front) => (front.log.as_str(), front.log_format),
    };
    match EnvFilter::try_new(log) {
        Ok(filter) => {
            // A log that can't be written is not complained of: that would be on standard error too, and end in a panic.
            let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).log_internal_errors(false);
            match format.unwrap_or(if stderr().is_terminal() { LogFormat::Text } else { LogFormat::Json }) {
                LogFormat::Json => log.json().flatten_event(true).with_current_span(false).with_span_list(false).init(),
                LogFormat::Text => log.with_ansi(stderr().is_terminal()).init(),
            }
        }
        Err(error) => return fail(&format!("--log: {error}"), 2),
    }
    start::raise_file_limit();
    start::keep_freed_memory();
    let ended = match command {
        Command::Serve(said) => serve_vendor(said).await,
        Command::Demo(front) => serve_demo(front).await,
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string(), if error.is_configuration() { 2 } else { 1 }),
    }
}

async fn serve_vendor(said: Box<Serve>) -> Result<(), StartError> {
    let config = said.resolve(|name| std::env::var(name).ok())?;
    let site = start::site(&config.front)?;
    let auth = start::auth(config.jwt_keys.as_deref())?;
    let threads = a_thread_per_processor();
    let vendor = HttpVendor::new(VendorSettings {
        customer_api: config.customer_api,
        token: config.customer_token,
        biz: config.biz.map(|credentials| Biz { api: config.biz_api, credentials }),
        timeout: config.vendor_timeout,
        threads,
    })?;
    let live = match config.webhook_secret {
        Some(secret) => Some(start::live(&config.store, secret, config.retain_days)?),
        None => None,
    };
    let (listener, addr) = start::listen(config.front.listen)?;
    let state = AppState::new(Settings {
        listen: addr,
        vendor: Arc::new(vendor),
        site,
        allow_origins: config.front.allow_origin,
        media_hosts: config.front.media_host,
        auth,
        rates: Rates::new(config.token_rate, config.address_rate),
        live,
        trusted_proxies: config.trusted_proxies,
    });
    let _metrics = match config.metrics_listen {
        Some(addr) => {
            let (addr, serving) = metrics::listen(addr, state.clone()).await?;
            info!(%addr, "metrics");
            Some(serving)
        }
        None => None,
    };
    let (stop, at_once) = (told_to_stop(1)?, told_to_stop(2)?);
    say(&format!("listening on http://{addr}"));
    let limits = Limits { threads, ..Limits::default().for_vendor(config.vendor_timeout) };
    let drain = state.drain();
    tokio::select! {
        // The counting first: a second signal that comes before the first was counted would be taken for the same.
        biased;
        () = at_once => {}
        () = serve(listener, router(state), limits, drain, stop) => {}
    }
    Ok(())
}

async fn serve_demo(front: Front) -> Result<(), StartError> {
    let stop = told_to_stop(1)?;
    let running = demo_server::start(front).await?;
    say(&format!("listening on {}", running.url("")));
    say(&format!("  the documents' room  {}", running.url(&format!("/?room={ROOM}"))));
    say(&format!("  every fixture        {}", running.url("/demo/gallery")));
    say("  a shop's rooms");
    for (room, title) in running.examples() {
        say(&format!("                       {}  {title}", running.url(&format!("/?room={room}"))));
    }
    say("  rooms that fail");
    for room in FAILURES.split(' ') {
        say(&format!("                       {}", running.url(&format!("/?room={room}"))));
    }
    say("Ctrl-C stops it.");
    stop.await;
    running.stop().await;
    Ok(())
}

/// SIGTERM or Ctrl-C so many times, listened for from now on: one that comes before the future is polled counts too.
fn told_to_stop(times: usize) -> Result<impl Future<Output = ()>, StartError> {
    let listen = |kind| signal(kind).map_err(StartError::Signals);
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    Ok(async move {
        for _ in 0..times {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
    })
}

/// The addresses are the binary's user interface. Where nobody listens it serves all the same.
fn say(line: &str) {
    let _ = writeln!(stdout(), "{line}");
}

/// Not by the log, which may be filtered away.
fn fail(why: &str, code: u8) -> ExitCode {
    let _ = writeln!(stderr(), "happytalk-gateway: {why}");
    ExitCode::from(code)
}
