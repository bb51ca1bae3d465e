//! `cargo xtask bench`: measures, prints a table and writes `bench/results.md`; fails when a binding budget is exceeded.
//!
//! With names of parts it measures only these and writes no file. `forwarding` is the comparison with nginx, a part of
//! `gateway`. `serve` only serves both pages, for a look or a profile.

use std::process::ExitCode;

use happytalk_e2e::{
    Browser, Result,
    bench::{decode, gateway, mounting, navigation, paint, report::Report, server},
    say,
};

#[tokio::main]
async fn main() -> ExitCode {
    let parts: Vec<String> = std::env::args().skip(1).collect();
    match measure(&parts).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("bench: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Names of the parts.
const PARTS: [&str; 7] = ["decode", "paint", "mounting", "navigation", "gateway", "forwarding", "serve"];

async fn measure(parts: &[String]) -> Result<bool> {
    if let Some(part) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(format!("unknown part `{part}`; there are {}", PARTS.join(", ")).into());
    }
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|name| name == part);
    if parts == ["gateway"] || parts == ["forwarding"] {
        // These parts need neither a browser nor the viewer.
        let mut report = Report::default();
        if wanted("gateway") {
            gateway::measure(&mut report).await?;
        } else {
            gateway::forwarding(&mut report).await?;
        }
        return Ok(report.verdict());
    }
    let decoder = if wanted("decode") { decode::files()? } else { Vec::new() };
    let origin = server::start(decoder).await?;
    if parts == ["serve"] {
        say(&format!("{origin}/?room=bench-100 and {origin}/plain/index.html?room=bench-100, until Ctrl-C"));
        std::future::pending::<()>().await;
    }
    let browser = Browser::start().await?;
    let mut report = Report::default();
    if wanted("decode") {
        decode::measure(&browser, &origin, &mut report).await?;
    }
    if wanted("paint") {
        paint::measure(&browser, &origin, &mut report).await?;
    }
    if wanted("mounting") {
        mounting::measure(&browser, &origin, &mut report).await?;
    }
    if wanted("navigation") {
        navigation::measure(&browser, &origin, &mut report).await?;
    }
    let version = browser.run("return navigator.userAgent.match(/Chrome[^ ]*/)[0]").await?;
    drop(browser);
    if wanted("gateway") {
        gateway::measure(&mut report).await?;
    }
    let cores = std::thread::available_parallelism()?;
    let machine = format!("{cores} cores, headless {}", version.as_str().unwrap_or("Chromium"));
    if parts.is_empty() {
        report.write(&machine)?;
    }
    Ok(report.verdict())
}
