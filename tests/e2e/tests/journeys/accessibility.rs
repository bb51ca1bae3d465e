//! axe-core on every state of the page, and the colors of focus rings and icons, which axe does not check.
//!
//! `corpus` audits every fixture. The keyboard has journeys of its own.

use std::{collections::BTreeSet, fs};

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    fixture_page::{DARK, LIGHT},
    locator::{messages, transcript},
    say,
    viewer::{SHADOW, strings},
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn documents_room_passes_axe_in_all_themes_and_on_a_phone() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for query in ["", "&theme=dark", "&lang=en", "&locked=cover", "&locked=hide"] {
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}{query}"))).await?;
        browser.ready().await?;
        assert_eq!(browser.count("article").await?, 8, "all messages are mounted");
        browser.accessible(&format!("the documents' room {query}")).await?;
    }
    browser.resize(390, 844).await?;
    browser.accessible("the documents' room at 390 px").await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_kind_passes_axe_with_and_without_its_source() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let kinds = happytalk_model::fixtures::by_name("every-kind").expect("it is in the corpus").kinds();
    for theme in ["light", "dark"] {
        browser.open(&stack.url(&format!("/?room=&theme={theme}"))).await?;
        browser.until_started().await?;
        browser.show("every-kind").await?;
        browser.until(&messages().count_is(kinds.len())).await?;
        assert_eq!(browser.attributes("article", "data-kind").await?, kinds, "all messages are mounted");
        browser.accessible(&format!("every kind, {theme}")).await?;
        browser.screenshot(&format!("every-kind-{theme}")).await?;
        let closed_sources = messages().matching("button[aria-expanded=false]");
        browser.run(&format!("for (const button of {}) button.click()", closed_sources.all())).await?;
        browser.until(&transcript().named("group", "원문 보기").exists()).await?;
        browser.accessible(&format!("every kind with its source, {theme}")).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn error_empty_idle_and_loading_states_pass_axe() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (room, state) in [
        ("fail-501", "error"),
        ("fail-503", "error"),
        ("garbage", "error"),
        ("!", "error"),
        ("empty", "empty"),
        ("", "idle"),
        ("slow-10s", "loading"),
        ("slow-10s", "error"),
    ] {
        browser.open(&stack.url(&format!("/?room={room}"))).await?;
        browser.state(state).await?;
        browser.until(&format!("{SHADOW}.textContent.trim()")).await?;
        browser.accessible(&format!("room {room:?}, {state}")).await?;
    }
    Ok(())
}

/// Foreground, its backgrounds, and the least contrast between them (WCAG 1.4.3, 1.4.11).
const COLORS: [(&str, &[&str], f64); 5] = [
    // Text, links and icons.
    ("--text", &["--surface", "--raised", "--sunken", "--customer", "--company", "--tint", "--note"], 4.5),
    ("--muted", &["--surface", "--raised", "--sunken", "--customer", "--company", "--tint"], 4.5),
    ("--note-text", &["--note"], 4.5),
    ("--danger", &["--surface", "--raised"], 4.5),
    // Links in bubbles and the focus ring, on every background.
    ("--accent", &["--surface", "--raised", "--sunken", "--customer", "--company", "--tint", "--note"], 4.5),
];

#[tokio::test(flavor = "multi_thread")]
async fn text_icon_and_focus_ring_colors_have_enough_contrast() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for setting in [LIGHT, DARK] {
        browser.open_with(&stack.origin(), &setting).await?;
        browser.until(&format!("{SHADOW}.firstElementChild")).await?;
        let script = format!(
            "const probe = {SHADOW}.firstElementChild.appendChild(document.createElement('i'));
             const canvas = new OffscreenCanvas(1, 1).getContext('2d', {{ willReadFrequently: true }});
             const luminance = (name) => {{
                 probe.style.color = `var(${{name}})`;
                 canvas.fillStyle = getComputedStyle(probe).color;
                 canvas.fillRect(0, 0, 1, 1);
                 const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
                     .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                 return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
             }};
             const pairs = {}.flatMap(([front, backs, least]) => backs.map((back) => [front, back, least]));
             return pairs.map(([front, back, least]) => {{
                 const [a, b] = [luminance(front), luminance(back)], contrast = Math.max(a, b) / Math.min(a, b);
                 return `${{contrast >= least ? 'enough' : 'too little'}}: ${{front}} on ${{back}}: ${{contrast.toFixed(2)}} of ${{least}}`;
             }});",
            json!(COLORS)
        );
        let pairs = strings(&browser.run(&script).await?);
        let low: Vec<_> = pairs.iter().filter(|pair| !pair.starts_with("enough")).collect();
        say(&format!("contrast, {}: {} pairs of colors, {} too low", setting.name, pairs.len(), low.len()));
        assert!(low.is_empty(), "{}: {low:#?}", setting.name);
    }
    Ok(())
}

#[test]
fn accessibility_document_is_complete_and_names_existing_tests() -> Result {
    let root = happytalk_e2e::root();
    let page = fs::read_to_string(root.join("docs/accessibility.md"))?;
    let begins = |start: &'static str| page.lines().filter(move |line| line.starts_with(start));
    let criteria: usize = ["| 1.", "| 2.", "| 3.", "| 4."].map(|start| begins(start).count()).iter().sum();
    assert_eq!(criteria, 55, "WCAG 2.2 A and AA, without the obsolete 4.1.1");
    let checks: usize = ["| 5.", "| 6.", "| 7.", "| 8."].map(|start| begins(start).count()).iter().sum();
    assert_eq!(checks, 33, "KWCAG 2.2");

    let mut sources = String::new();
    let mut folders = ["tests", "crates", "src"].map(|folder| root.join(folder)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                sources.push_str(&fs::read_to_string(path)?);
            }
        }
    }
    let quoted: BTreeSet<_> = page.split('`').skip(1).step_by(2).collect();
    let named: Vec<_> = quoted.iter().filter(|name| name.matches('_').count() > 1).collect();
    assert!(named.len() > 10, "{named:?}");
    for name in named {
        assert!(sources.contains(&format!("fn {name}(")), "there is no test {name}");
    }
    Ok(())
}
