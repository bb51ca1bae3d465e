//! Nothing moves for readers who asked for less motion.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    viewer::{SHADOW, strings},
};

/// What moves, or would: animations under way, and styles that make scrolling or changes glide.
async fn moving(browser: &Browser) -> Result<Vec<String>> {
    let script = format!(
        "const root = {SHADOW};
         const found = [...document.getAnimations(), ...root.getAnimations()].map((animation) => `animation ${{animation.animationName}}`);
         const elements = [document.documentElement, document.body, document.querySelector('happytalk-transcript'), ...root.querySelectorAll('*')];
         for (const element of elements) {{
             for (const part of [null, '::before', '::after', '::backdrop']) {{
                 const style = getComputedStyle(element, part), name = `${{element.localName}}.${{element.className}}${{part ?? ''}}`;
                 if (!part && style.scrollBehavior === 'smooth') found.push(`${{name}} scrolls smoothly`);
                 const late = [style.transitionDuration, style.animationDuration].flatMap((list) => list.split(', '));
                 if (late.some((time) => time !== 'auto' && parseFloat(time) > 0)) found.push(`${{name}} takes ${{late}}`);
             }}
         }}
         return [...new Set(found)]"
    );
    Ok(strings(&browser.run(&script).await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_for_readers_who_asked_for_less_motion() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (prefers, still) in [("no-preference", false), ("reduce", true)] {
        browser.prefers("prefers-reduced-motion", prefers).await?;
        browser.open(&stack.url("/?room=slow-10s")).await?;
        browser.state("loading").await?;
        let loading = moving(&browser).await?;
        assert_eq!(loading.is_empty(), still, "while loading, {prefers}: {loading:?}");
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
        browser.ready().await?;
        let ready = moving(&browser).await?;
        assert_eq!(ready.is_empty(), still, "when ready, {prefers}: {ready:?}");
    }
    // What is moved by a script is there at once.
    browser.resize(390, 844).await?;
    let track = format!("{SHADOW}.querySelector('[part~=carousel] [tabindex=\"0\"]')");
    let step = format!(
        "{track}.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'End', bubbles: true }}));
         const first = {track}.scrollLeft;
         await new Promise((done) => setTimeout(done, 500));
         return [first, {track}.scrollLeft]"
    );
    let moved = browser.run(&step).await?;
    assert!(moved[0].as_f64() > Some(0.0) && moved[0] == moved[1], "the carousel jumps: {moved}");
    Ok(())
}
