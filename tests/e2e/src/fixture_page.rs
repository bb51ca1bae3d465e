//! Fixtures of the corpus in the viewer's own page, one at a time, under the settings of different readers. Examples are dark,
//! narrow, large text, forced colours and reduced motion.

use happytalk_model::fixtures::{Expect, Fixture};
use serde_json::{Value, json};

use crate::{Browser, Result};

/// Browser flag that resolves no host but loopback: external addresses of a fixture fail at once, on every machine.
pub const LOOPBACK_ONLY: &str = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/// Settings of a page and its window.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Name in messages.
    pub name: &'static str,
    /// Value of `theme` in the address.
    pub theme: &'static str,
    /// Width and height of the window in CSS pixels.
    pub window: (u32, u32),
    /// Device pixels per CSS pixel; 4 in a window that is zoomed to 400 %.
    pub zoom: u32,
    /// Value of `--ht-font-size` on the document element.
    pub font_size: Option<&'static str>,
    /// Whether forced colours are active.
    pub forced_colors: bool,
}

/// The light theme in a desktop window.
pub const LIGHT: Setting =
    Setting { name: "light", theme: "light", window: (1100, 900), zoom: 1, font_size: None, forced_colors: false };
/// The dark theme in a desktop window.
pub const DARK: Setting = Setting { name: "dark", theme: "dark", ..LIGHT };
/// Forced colours.
pub const FORCED: Setting = Setting { name: "forced colours", forced_colors: true, ..LIGHT };
/// The narrowest window of WCAG 1.4.10.
pub const NARROW: Setting = Setting { name: "320 px", window: (320, 800), ..LIGHT };
/// Text at twice its size.
pub const LARGE: Setting = Setting { name: "200 % text", font_size: Some("30px"), ..LIGHT };
/// A window of 1,280 × 1,024 zoomed to 400 %.
pub const ZOOMED: Setting = Setting { name: "400 % zoom", window: (320, 256), zoom: 4, ..LIGHT };

impl Browser {
    /// Opens the static page of `origin` without a room, with these settings.
    ///
    /// # Errors
    /// Fails when it does not load.
    pub async fn open_with(&self, origin: &str, setting: &Setting) -> Result {
        self.open_query_with(origin, "room=", setting).await
    }

    /// Opens the static page of `origin` at a query, with these settings.
    ///
    /// # Errors
    /// Fails when it does not load.
    pub async fn open_query_with(&self, origin: &str, query: &str, setting: &Setting) -> Result {
        let (width, height) = setting.window;
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": setting.zoom, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", screen).await?;
        self.prefers("forced-colors", if setting.forced_colors { "active" } else { "none" }).await?;
        self.open(&format!("{origin}/?{query}&theme={}", setting.theme)).await?;
        self.until_started().await?;
        if let Some(size) = setting.font_size {
            let large = format!("document.documentElement.style.setProperty('--ht-font-size', {})", json!(size));
            self.run(&large).await?;
        }
        Ok(())
    }

    /// Emulates a media feature, such as a preference of the reader's system.
    ///
    /// # Errors
    /// Fails on the browser's own errors.
    pub async fn prefers(&self, feature: &str, value: &str) -> Result {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.cdp("Emulation.setEmulatedMedia", features).await.map(drop)
    }

    /// Replaces the page's element by a new one with a fixture as its `data`, and waits until the expected rows and all
    /// media are shown.
    ///
    /// # Errors
    /// Fails when the element shows other content.
    pub async fn show_fixture(&self, fixture: &Fixture) -> Result {
        let states: &[&str] = match fixture.expect {
            Expect::Rows([]) | Expect::Empty => &["empty"],
            Expect::Cut([]) => &["empty", "error"],
            Expect::Rows(_) | Expect::Cut(_) => &["ready"],
            _ => &["error"],
        };
        let wanted = json!([fixture.name, states, fixture.kinds().len()]);
        let shown = self.run(&SHOW.replace("WANTED", &wanted.to_string())).await?;
        if shown == Value::Null {
            Ok(())
        } else {
            Err(format!("{} is shown as {shown}, not {wanted}", fixture.name).into())
        }
    }
}

/// Returns `null`, or a description of the other content after ten seconds.
const SHOW: &str = "
    const [name, states, rows] = WANTED;
    const answer = await fetch(`/demo/fixtures/${name}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const old = document.querySelector('happytalk-transcript');
    const element = old.cloneNode();
    element.data = await answer.arrayBuffer();
    old.replaceWith(element);
    const root = element.shadowRoot;
    const settled = () => states.includes(root.firstElementChild?.dataset.state)
        && root.querySelectorAll('article').length === rows
        && [...root.querySelectorAll('img')].every((image) => ((image.loading = 'eager'), image.complete))
        && [...root.querySelectorAll('video')].every((video) => video.readyState > 0);
    for (const end = performance.now() + 10000; !settled(); ) {
        if (performance.now() > end) return [root.firstElementChild?.dataset.state, root.querySelectorAll('article').length];
        await new Promise((done) => setTimeout(done, 10));
    }
    // The error event of a failed load is dispatched in a task of its own.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return null;
";
