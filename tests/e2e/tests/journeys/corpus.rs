//! Every fixture of the corpus, in every setting an audit asks for.

use happytalk_e2e::{
    Browser, Result, Stack,
    axe::{rules, say},
    corpus::{DARK, FORCED, LARGE, LIGHT, NARROW, NOWHERE_ELSE, Setting, ZOOMED},
    viewer::SHADOW,
};
use happytalk_model::fixtures::{self, Fixture};

const SETTINGS: [Setting; 5] = [LIGHT, DARK, FORCED, NARROW, LARGE];

/// Two halves, for two browsers.
fn halves() -> [Vec<&'static Fixture>; 2] {
    [0, 1].map(|half| fixtures::chat_data().skip(half).step_by(2).collect())
}

/// Audits these fixtures in every setting; the number of pages, and every violation found.
async fn audited(stack: &Stack, fixtures: &[&Fixture]) -> Result<(usize, Vec<String>)> {
    let browser = Browser::with_flags(&[NOWHERE_ELSE.to_owned()]).await?;
    let (mut pages, mut violations) = (0, Vec::new());
    for setting in &SETTINGS {
        browser.open_set(&stack.origin(), setting).await?;
        for fixture in fixtures {
            browser.draw(fixture).await?;
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
    let (odd, even) = tokio::join!(audited(&stack, &odd), audited(&stack, &even));
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

/// What overflows of these fixtures, as each comes and with its text spaced.
async fn measured(stack: &Stack, fixtures: &[&Fixture]) -> Result<(usize, Vec<String>)> {
    let browser = Browser::with_flags(&[NOWHERE_ELSE.to_owned()]).await?;
    let (mut pages, mut wrong) = (0, Vec::new());
    for setting in &[NARROW, ZOOMED, LARGE] {
        browser.open_set(&stack.origin(), setting).await?;
        for fixture in fixtures {
            browser.draw(fixture).await?;
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
async fn no_fixture_scrolls_sideways_or_is_cut_off_narrow_zoomed_large_or_spaced() -> Result {
    let stack = Stack::start().await?;
    let [odd, even] = halves();
    let (odd, even) = tokio::join!(measured(&stack, &odd), measured(&stack, &even));
    let ((odd, mut wrong), (even, more)) = (odd?, even?);
    wrong.extend(more);
    say(&format!("reflow: {} pages measured, {} places overflow", odd + even, wrong.len()));
    assert_eq!(odd + even, fixtures::chat_data().count() * 6);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_target_pale_words_and_what_is_cut_off_would_be_seen() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    let every_kind = fixtures::by_name("every-kind").expect("it is in the corpus");
    browser.open_set(&stack.origin(), &NARROW).await?;
    browser.draw(every_kind).await?;
    let audit = browser.audit().await?;
    for rule in ["target-size", "color-contrast", "button-name", "image-alt"] {
        assert!(audit.passed.iter().any(|passed| passed == rule), "{rule} is not among {:?}", audit.passed);
    }
    let spoil = format!(
        "const card = {SHADOW}.querySelector('[part~=bubble]');
         const add = (name, text, look) => {{
             const element = document.createElement(name);
             element.append(text);
             for (const [name, value] of Object.entries(look)) element.style[name] = value;
             card.append(element);
         }};
         for (const text of ['a', 'b']) add('button', text, {{ width: '9px', height: '9px', padding: 0 }});
         add('p', 'pale words', {{ color: '#999', background: '#fff' }});
         add('p', 'wide', {{ width: '900px' }});
         card.style.overflow = 'clip';"
    );
    browser.run(&spoil).await?;
    let found = browser.audit().await?.violations.join("\n");
    assert!(found.contains("target-size") && found.contains("color-contrast"), "{found}");
    let cut = browser.overflow().await?.join("\n");
    assert!(cut.starts_with("is cut off"), "{cut}");
    browser.run(&format!("{SHADOW}.querySelector('[part~=bubble]').style.overflow = 'visible'")).await?;
    let wide = browser.overflow().await?.join("\n");
    assert!(wide.starts_with("the page: "), "{wide}");
    Ok(())
}
