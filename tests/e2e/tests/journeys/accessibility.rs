//! axe-core on every state of the page, and what it can't see: the colours of focus rings and icons.
//!
//! Every message of the corpus is audited in `corpus`, the keyboard has journeys of its own.

use std::{collections::BTreeSet, fs};

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    axe::say,
    corpus::{DARK, LIGHT},
    viewer::{SHADOW, strings},
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_documents_room_has_no_violation_light_dark_covered_and_on_a_phone() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for query in ["", "&theme=dark", "&lang=en", "&locked=cover", "&locked=hide"] {
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}{query}"))).await?;
        browser.ready().await?;
        assert_eq!(browser.count("article").await?, 8, "the rows are in the page");
        browser.accessible(&format!("the documents' room {query}")).await?;
    }
    browser.resize(390, 844).await?;
    browser.accessible("the documents' room at 390 px").await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_message_has_no_violation_its_source_open_or_not() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let kinds = happytalk_model::fixtures::by_name("every-kind").expect("it is in the corpus").kinds();
    for theme in ["light", "dark"] {
        browser.open(&stack.url(&format!("/?room=&theme={theme}"))).await?;
        browser.until("window.__events.some((event) => event.name === 'ready')").await?;
        super::settings::show(&browser, "every-kind").await?;
        browser.until(&format!("{SHADOW}.querySelectorAll('article').length === {}", kinds.len())).await?;
        assert_eq!(browser.attributes("article", "data-kind").await?, kinds, "the rows are in the page");
        browser.accessible(&format!("every kind, {theme}")).await?;
        browser.screenshot(&format!("every-kind-{theme}")).await?;
        browser
            .run(&format!(
                "for (const button of {SHADOW}.querySelectorAll('article button[aria-expanded=false]')) button.click()"
            ))
            .await?;
        browser.until(&format!("{SHADOW}.querySelector('pre')")).await?;
        browser.accessible(&format!("every kind with its source, {theme}")).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_failure_and_no_other_state_has_a_violation() -> Result {
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

/// What is drawn, on what it is drawn on, and the least contrast of the two (WCAG 1.4.3, 1.4.11).
const COLOURS: [(&str, &[&str], f64); 5] = [
    // Text, links and icons.
    ("--text", &["--surface", "--raised", "--sunken", "--customer", "--company", "--tint", "--note"], 4.5),
    ("--muted", &["--surface", "--raised", "--sunken", "--customer", "--company", "--tint"], 4.5),
    ("--note-text", &["--note"], 4.5),
    ("--danger", &["--surface", "--raised"], 4.5),
    // Links in bubbles, and the focus ring, wherever it is.
    ("--accent", &["--surface", "--raised", "--sunken", "--customer", "--company", "--tint", "--note"], 4.5),
];

#[tokio::test(flavor = "multi_thread")]
async fn words_links_icons_and_focus_rings_stand_out_from_all_they_stand_on() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for setting in [LIGHT, DARK] {
        browser.open_set(&stack.origin(), &setting).await?;
        browser.until(&format!("{SHADOW}.firstElementChild")).await?;
        let script = format!(
            "const probe = {SHADOW}.firstElementChild.appendChild(document.createElement('i'));
             const canvas = new OffscreenCanvas(1, 1).getContext('2d', {{ willReadFrequently: true }});
             const light = (name) => {{
                 probe.style.color = `var(${{name}})`;
                 canvas.fillStyle = getComputedStyle(probe).color;
                 canvas.fillRect(0, 0, 1, 1);
                 const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
                     .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                 return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
             }};
             const pairs = {}.flatMap(([front, backs, least]) => backs.map((back) => [front, back, least]));
             return pairs.map(([front, back, least]) => {{
                 const [a, b] = [light(front), light(back)], contrast = Math.max(a, b) / Math.min(a, b);
                 return `${{contrast >= least ? 'enough' : 'too little'}}: ${{front}} on ${{back}}: ${{contrast.toFixed(2)}} of ${{least}}`;
             }});",
            json!(COLOURS)
        );
        let pairs = strings(&browser.run(&script).await?);
        let poor: Vec<_> = pairs.iter().filter(|pair| !pair.starts_with("enough")).collect();
        say(&format!("contrast, {}: {} pairs of colours, {} too close", setting.name, pairs.len(), poor.len()));
        assert!(poor.is_empty(), "{}: {poor:#?}", setting.name);
    }
    Ok(())
}

#[test]
fn the_tables_of_the_audit_are_whole_and_name_tests_that_there_are() -> Result {
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
