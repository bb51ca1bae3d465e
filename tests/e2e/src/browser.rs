//! A headless Chromium with a fresh profile, driven by WebDriver.
//!
//! Journeys speak WebDriver wherever it has words for it, so that other browsers can follow; the DevTools protocol is
//! for what it has none for (offline, slow processors, garbage collection). Two browsers run at once at most.

use std::{fs, path::PathBuf, time::Duration};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver, WebElement};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, sleep},
};

use crate::{Result, child::Driver, log, root};

/// Two cores are what the tests may count on.
static SEATS: Semaphore = Semaphore::const_new(2);

/// As root in a container, without a screen, and talking to nobody but the page.
const FLAGS: [&str; 14] = [
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
    "--js-flags=--expose-gc",
];

/// How long anything may take to appear. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser window. Dropping it ends the browser.
#[derive(Debug)]
pub struct Browser {
    web: Option<WebDriver>,
    _driver: Driver,
    _seat: SemaphorePermit<'static>,
}

impl Browser {
    /// A window of 1,100 × 900 CSS pixels, with the collectors of [`log`] in every page.
    ///
    /// # Errors
    /// When ChromeDriver or Chromium do not start.
    pub async fn start() -> Result<Self> {
        Self::with_flags(&[]).await
    }

    /// Besides with these command line flags.
    ///
    /// # Errors
    /// When ChromeDriver or Chromium do not start.
    pub async fn with_flags(flags: &[String]) -> Result<Self> {
        let seat = SEATS.acquire().await?;
        let mut tries_left = 2;
        let (driver, web) = loop {
            match session(flags).await {
                // On a busy machine a browser may come up later than its driver waits for it.
                Err(_) if tries_left > 0 => tries_left -= 1,
                done => break done?,
            }
        };
        let browser = Self { web: Some(web), _driver: driver, _seat: seat };
        let collect = json!({ "source": log::COLLECTOR });
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", collect).await?;
        Ok(browser)
    }

    /// The WebDriver session.
    ///
    /// # Errors
    /// Never while the browser is there.
    pub fn web(&self) -> Result<&WebDriver> {
        self.web.as_ref().ok_or_else(|| "the browser is gone".into())
    }

    /// Goes there and waits for the page's own `load`.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn open(&self, url: &str) -> Result {
        Ok(self.web()?.goto(url).await?)
    }

    /// A DevTools command, for what WebDriver has no words for.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        Ok(self.web()?.cdp().send_raw(method, parameters).await?)
    }

    /// Runs the body of an async function in the page; its value comes back as JSON.
    ///
    /// # Errors
    /// What the script throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        let script = format!("return (async () => {{ {script} }})();");
        let answer = self.web()?.execute(script.clone(), vec![]).await;
        Ok(answer.map_err(|error| format!("{error}\nin {script}"))?.json().clone())
    }

    /// The element an expression names, also inside a shadow root.
    ///
    /// # Errors
    /// When it names none.
    pub async fn element(&self, expression: &str) -> Result<WebElement> {
        let found = self.web()?.execute(format!("return {expression};"), vec![]).await?;
        found.element().map_err(|_| format!("no element is {expression}").into())
    }

    /// Waits until an expression is truthy.
    ///
    /// # Errors
    /// When it is not in time; says what is on the page, and leaves a screenshot.
    pub async fn until(&self, expression: &str) -> Result {
        self.until_within(expression, PATIENCE).await
    }

    /// The same, for what takes long by itself.
    ///
    /// # Errors
    /// As above.
    pub async fn until_within(&self, expression: &str, patience: Duration) -> Result {
        let deadline = Instant::now() + patience;
        let script = format!("return !!({expression});");
        while self.run(&script).await? != json!(true) {
            if Instant::now() > deadline {
                let picture = self.screenshot("timeout").await?;
                let page = self.run("return document.querySelector('happytalk-transcript, happytalk-console')?.shadowRoot?.textContent ?? document.body.textContent").await?;
                let page: String = page.as_str().unwrap_or_default().chars().take(600).collect();
                return Err(
                    format!("waited in vain for {expression}\non the page ({}): {page}", picture.display()).into()
                );
            }
            sleep(Duration::from_millis(30)).await;
        }
        Ok(())
    }

    /// The window's inner size in CSS pixels.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Cuts the network off, or gives it back.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn offline(&self, offline: bool) -> Result {
        self.cdp("Network.enable", json!({})).await?;
        let unlimited = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.emulateNetworkConditions", unlimited).await?;
        Ok(())
    }

    /// Slows the processor down by that factor.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn slow_down(&self, factor: u32) -> Result {
        self.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": factor })).await?;
        Ok(())
    }

    /// What is in sight, in `target/screenshots/`.
    ///
    /// # Errors
    /// When it can't be taken or written.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let folder = root().join("target/screenshots");
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.png"));
        self.web()?.screenshot(&file).await?;
        Ok(file)
    }
}

/// A driver with a fresh profile, and the browser it has started.
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
        // Not `quit`, which would block the test's runtime: the driver's end is the browser's.
        if let Some(web) = self.web.take() {
            let _ = web.leak();
        }
    }
}
