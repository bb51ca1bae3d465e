//! Fixtures of the corpus in the viewer's own page, one after the other in one element's place, and the page as it is
//! set for a reader: dark, narrow, large, with forced colours, without motion.

use happytalk_model::fixtures::{Expect, Fixture};
use serde_json::{Value, json};

use crate::{Browser, Result};

/// Goes nowhere but to this machine: what a fixture names elsewhere fails at once, and the same way everywhere.
pub const NOWHERE_ELSE: &str = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/// How a page is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// In words.
    pub name: &'static str,
    /// `theme` in the address.
    pub theme: &'static str,
    /// Width and height of the window, in CSS pixels.
    pub window: (u32, u32),
    /// How many pixels of the screen one CSS pixel is: 4 in a window that is zoomed to 400 %.
    pub zoom: u32,
    /// `--ht-font-size`, above the element.
    pub font_size: Option<&'static str>,
    /// Whether the reader's system forces its colours on pages.
    pub forced_colors: bool,
}

/// Light, on a desktop.
pub const LIGHT: Setting =
    Setting { name: "light", theme: "light", window: (1100, 900), zoom: 1, font_size: None, forced_colors: false };
/// Dark, on a desktop.
pub const DARK: Setting = Setting { name: "dark", theme: "dark", ..LIGHT };
/// With colours of the reader's.
pub const FORCED: Setting = Setting { name: "forced colours", forced_colors: true, ..LIGHT };
/// The narrowest window WCAG asks for.
pub const NARROW: Setting = Setting { name: "320 px", window: (320, 800), ..LIGHT };
/// Text at twice its size.
pub const LARGE: Setting = Setting { name: "200 % text", font_size: Some("30px"), ..LIGHT };
/// A window of 1,280 × 1,024 at 400 %.
pub const ZOOMED: Setting = Setting { name: "400 % zoom", window: (320, 256), zoom: 4, ..LIGHT };

impl Browser {
    /// Goes to the static page of `origin`, to a transcript without a room, and sets it so.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn open_set(&self, origin: &str, setting: &Setting) -> Result {
        self.open_set_at(origin, "room=", setting).await
    }

    /// The same, to what a query shows.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn open_set_at(&self, origin: &str, query: &str, setting: &Setting) -> Result {
        let (width, height) = setting.window;
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": setting.zoom, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", screen).await?;
        self.prefers("forced-colors", if setting.forced_colors { "active" } else { "none" }).await?;
        self.open(&format!("{origin}/?{query}&theme={}", setting.theme)).await?;
        self.until("window.__events.some((event) => event.name === 'ready')").await?;
        if let Some(size) = setting.font_size {
            let large = format!("document.documentElement.style.setProperty('--ht-font-size', {})", json!(size));
            self.run(&large).await?;
        }
        Ok(())
    }

    /// What the reader's system prefers, as a media feature.
    ///
    /// # Errors
    /// The browser's own.
    pub async fn prefers(&self, feature: &str, value: &str) -> Result {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.cdp("Emulation.setEmulatedMedia", features).await.map(drop)
    }

    /// Puts a new element in the place of the page's own, with this fixture of the corpus as its `data`, and waits until
    /// it shows what must be made of it, pictures and all.
    ///
    /// # Errors
    /// When it does not.
    pub async fn draw(&self, fixture: &Fixture) -> Result {
        let states: &[&str] = match fixture.expect {
            Expect::Rows([]) | Expect::Empty => &["empty"],
            Expect::Cut([]) => &["empty", "error"],
            Expect::Rows(_) | Expect::Cut(_) => &["ready"],
            _ => &["error"],
        };
        let wanted = json!([fixture.name, states, fixture.kinds().len()]);
        let seen = self.run(&DRAW.replace("WANTED", &wanted.to_string())).await?;
        if seen == Value::Null {
            Ok(())
        } else {
            Err(format!("{} is drawn as {seen}, not {wanted}", fixture.name).into())
        }
    }
}

/// Gives what stands there instead after ten seconds.
const DRAW: &str = "
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
        && [...root.querySelectorAll('video')].every((film) => film.readyState > 0);
    for (const end = performance.now() + 10000; !settled(); ) {
        if (performance.now() > end) return [root.firstElementChild?.dataset.state, root.querySelectorAll('article').length];
        await new Promise((done) => setTimeout(done, 10));
    }
    // A failure to load is told of in a task of its own.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return null;
";
