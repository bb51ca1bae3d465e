//! Every fixture of the corpus under all settings of the audits.

use happytalk_e2e::{
    Browser, Result, Stack,
    axe::rules,
    fixture_page::{DARK, FORCED, LARGE, LIGHT, LOOPBACK_ONLY, NARROW, Setting, ZOOMED},
    locator::transcript,
    say,
};
use happytalk_model::fixtures::{self, Fixture};

const SETTINGS: [Setting; 5] = [LIGHT, DARK, FORCED, NARROW, LARGE];

/// Splits the fixtures for two browsers.
fn halves() -> [Vec<&'static Fixture>; 2] {
    [0, 1].map(|half| fixtures::chat_data().skip(half).step_by(2).collect())
}

/// Audits fixtures in every setting; returns the number of pages and all violations.
async fn audit(stack: &Stack, fixtures: &[&Fixture]) -> Result<(usize, Vec<String>)> {
    let browser = Browser::with_flags(&[LOOPBACK_ONLY.to_owned()]).await?;
    let (mut pages, mut violations) = (0, Vec::new());
    for setting in &SETTINGS {
        browser.open_with(&stack.origin(), setting).await?;
        for fixture in fixtures {
            browser.show_fixture(fixture).await?;
            let audit = browser.audit().await?;
            pages += 1;
            violations
                .extend(audit.violations.iter().map(|found| format!("{}, {}: {found}", fixture.name, setting.name)));
        }
    }
    Ok((pages, violations))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fixture_passes_axe_in_five_settings() -> Result {
    let stack = Stack::start().await?;
    let [odd, even] = halves();
    let (odd, even) = tokio::join!(audit(&stack, &odd), audit(&stack, &even));
    let ((odd, mut violations), (even, more)) = (odd?, even?);
    violations.extend(more);
    let (pages, all, settings) = (odd + even, fixtures::chat_data().count(), SETTINGS.map(|setting| setting.name));
    say(&format!(
        "axe: {all} fixtures × {} settings ({}): {pages} pages checked, {} violations; {}",
        settings.len(),
        settings.join(", "),
        violations.len(),
        rules()
    ));
    assert_eq!(pages, all * settings.len());
    assert!(violations.is_empty(), "{}", violations.join("\n"));
    Ok(())
}

/// Measures the overflow of fixtures, with normal and with spaced text; returns the number of pages and all overflows.
async fn measure_overflow(stack: &Stack, fixtures: &[&Fixture]) -> Result<(usize, Vec<String>)> {
    let browser = Browser::with_flags(&[LOOPBACK_ONLY.to_owned()]).await?;
    let (mut pages, mut wrong) = (0, Vec::new());
    for setting in &[NARROW, ZOOMED, LARGE] {
        browser.open_with(&stack.origin(), setting).await?;
        for fixture in fixtures {
            browser.show_fixture(fixture).await?;
            for spaced in [false, true] {
                if spaced {
                    browser.space_text().await?;
                }
                pages += 1;
                let spaced = if spaced { ", spaced" } else { "" };
                let name = |found| format!("{}, {}{spaced}: {found}", fixture.name, setting.name);
                wrong.extend(browser.overflow().await?.into_iter().map(name));
            }
        }
    }
    Ok((pages, wrong))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fixture_overflows_narrow_zoomed_large_or_spaced() -> Result {
    let stack = Stack::start().await?;
    let [odd, even] = halves();
    let (odd, even) = tokio::join!(measure_overflow(&stack, &odd), measure_overflow(&stack, &even));
    let ((odd, mut wrong), (even, more)) = (odd?, even?);
    wrong.extend(more);
    say(&format!("reflow: {} pages measured, {} overflows", odd + even, wrong.len()));
    assert_eq!(odd + even, fixtures::chat_data().count() * 6);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn audits_detect_small_targets_low_contrast_and_overflow() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let every_kind = fixtures::by_name("every-kind").expect("it is in the corpus");
    browser.open_with(&stack.origin(), &NARROW).await?;
    browser.show_fixture(every_kind).await?;
    let audit = browser.audit().await?;
    for rule in ["target-size", "color-contrast", "button-name", "image-alt"] {
        assert!(audit.passed.iter().any(|passed| passed == rule), "{rule} is not among {:?}", audit.passed);
    }
    let bubble = transcript().part("bubble");
    let spoil = format!(
        "const card = {bubble};
         const add = (name, text, look) => {{
             const element = document.createElement(name);
             element.append(text);
             for (const [name, value] of Object.entries(look)) element.style[name] = value;
             card.append(element);
         }};
         for (const text of ['a', 'b']) add('button', text, {{ width: '9px', height: '9px', padding: 0 }});
         add('p', 'low contrast', {{ color: '#999', background: '#fff' }});
         add('p', 'wide', {{ width: '900px' }});
         card.style.overflow = 'clip';"
    );
    browser.run(&spoil).await?;
    let found = browser.audit().await?.violations.join("\n");
    assert!(found.contains("target-size") && found.contains("color-contrast"), "{found}");
    let cut = browser.overflow().await?.join("\n");
    assert!(cut.starts_with("is cut off"), "{cut}");
    browser.run(&format!("{bubble}.style.overflow = 'visible'")).await?;
    let wide = browser.overflow().await?.join("\n");
    assert!(wide.starts_with("the page: "), "{wide}");
    Ok(())
}
