//! A headless Chromium with a fresh profile, driven by WebDriver.
//!
//! Journeys use WebDriver commands where they exist, so that other browsers can follow. The DevTools protocol covers the
//! rest: offline mode, CPU throttling, garbage collection. At most two browsers run at the same time.

use std::{fs, path::PathBuf, time::Duration};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver, WebElement};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, sleep},
};

use crate::{Result, driver::Driver, log, root};

/// Permits for running browsers: the tests may use two cores.
static SEATS: Semaphore = Semaphore::const_new(2);

/// Flags for root in a container, without a screen, and without background traffic.
const FLAGS: [&str; 15] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--lang=ko",
    // A page in the back/forward cache would keep its event stream open.
    "--disable-features=BackForwardCache",
    "--js-flags=--expose-gc",
];

/// Timeout of a condition. Generous, because the machine may be busy.
const CONDITION_TIMEOUT: Duration = Duration::from_secs(20);

/// A browser window. Dropping it ends the browser.
#[derive(Debug)]
pub struct Browser {
    web: Option<WebDriver>,
    _driver: Driver,
    _seat: SemaphorePermit<'static>,
}

impl Browser {
    /// Opens a window of 1,100 × 900 CSS pixels. Every page gets the collectors of [`log`] and `queries.js`.
    ///
    /// # Errors
    /// Fails when ChromeDriver or Chromium does not start.
    pub async fn start() -> Result<Self> {
        Self::with_flags(&[]).await
    }

    /// Opens a window with additional command line flags.
    ///
    /// # Errors
    /// Fails when ChromeDriver or Chromium does not start.
    pub async fn with_flags(flags: &[String]) -> Result<Self> {
        let seat = SEATS.acquire().await?;
        let mut tries_left = 2;
        let (driver, web) = loop {
            match session(flags).await {
                // On a busy machine a browser may start later than its driver's timeout.
                Err(_) if tries_left > 0 => tries_left -= 1,
                done => break done?,
            }
        };
        let browser = Self { web: Some(web), _driver: driver, _seat: seat };
        for source in [log::COLLECTOR, include_str!("queries.js")] {
            browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        }
        Ok(browser)
    }

    /// Returns the WebDriver session.
    ///
    /// # Errors
    /// Fails after the browser was closed.
    pub fn web(&self) -> Result<&WebDriver> {
        self.web.as_ref().ok_or_else(|| "the browser is gone".into())
    }

    /// Navigates to an address and waits for the page's `load` event.
    ///
    /// # Errors
    /// Fails when the page does not load.
    pub async fn open(&self, url: &str) -> Result {
        Ok(self.web()?.goto(url).await?)
    }

    /// Sends a DevTools command, for what WebDriver can't do.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        Ok(self.web()?.cdp().send_raw(method, parameters).await?)
    }

    /// Runs the body of an async function in the page and returns its value as JSON.
    ///
    /// # Errors
    /// Fails when the script throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        let script = format!("return (async () => {{ {script} }})();");
        let answer = self.web()?.execute(script.clone(), vec![]).await;
        Ok(answer.map_err(|error| format!("{error}\nin {script}"))?.json().clone())
    }

    /// Returns the element that an expression evaluates to, also inside a shadow root.
    ///
    /// # Errors
    /// Fails when the value is not an element.
    pub async fn element(&self, expression: &str) -> Result<WebElement> {
        let found = self.web()?.execute(format!("return {expression};"), vec![]).await?;
        found.element().map_err(|_| format!("no element is {expression}").into())
    }

    /// Waits until an expression is truthy.
    ///
    /// # Errors
    /// Fails on a timeout; the error contains the text of the page and the path of a screenshot.
    pub async fn until(&self, expression: &str) -> Result {
        self.until_within(expression, CONDITION_TIMEOUT).await
    }

    /// Waits until an expression is truthy, with a timeout of its own.
    ///
    /// # Errors
    /// Fails like [`Self::until`].
    pub async fn until_within(&self, expression: &str, timeout: Duration) -> Result {
        let deadline = Instant::now() + timeout;
        let script = format!("return !!({expression});");
        while self.run(&script).await? != json!(true) {
            if Instant::now() > deadline {
                let picture = self.screenshot("timeout").await?;
                let page = self.run("return document.querySelector('happytalk-transcript, happytalk-console')?.shadowRoot?.textContent ?? document.body.textContent").await?;
                let page: String = page.as_str().unwrap_or_default().chars().take(600).collect();
                return Err(
                    format!("timed out waiting for {expression}\non the page ({}): {page}", picture.display()).into()
                );
            }
            sleep(Duration::from_millis(30)).await;
        }
        Ok(())
    }

    /// Sets the window's inner size in CSS pixels.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Switches offline mode on or off.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn offline(&self, offline: bool) -> Result {
        self.cdp("Network.enable", json!({})).await?;
        let unlimited = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.emulateNetworkConditions", unlimited).await?;
        Ok(())
    }

    /// Throttles the processor by this factor.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn slow_down(&self, factor: u32) -> Result {
        self.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": factor })).await?;
        Ok(())
    }

    /// Writes a screenshot of the window to `target/screenshots/` and returns its path.
    ///
    /// # Errors
    /// Fails when it can't be taken or written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = root().join("target/screenshots");
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.png"));
        self.web()?.screenshot(&file).await?;
        Ok(file)
    }
}

/// Starts a driver with a fresh profile, and its browser.
async fn session(flags: &[String]) -> Result<(Driver, WebDriver)> {
    let driver = Driver::start().await?;
    let profile = format!("--user-data-dir={}", driver.profile().display());
    let ours = FLAGS.iter().map(|flag| (*flag).to_owned()).chain([profile, "--window-size=1100,900".to_owned()]);
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": ours.chain(flags.iter().cloned()).collect::<Vec<_>>() },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    let Value::Object(capabilities) = capabilities else { return Err("capabilities are an object".into()) };
    let web = WebDriver::new(driver.url(), Capabilities::from(capabilities)).await?;
    Ok((driver, web))
}

impl Drop for Browser {
    fn drop(&mut self) {
        // `quit` would block the test's runtime. The browser ends with its driver.
        if let Some(web) = self.web.take() {
            let _ = web.leak();
        }
    }
}
