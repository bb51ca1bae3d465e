//! Reduced motion: no animation, transition or smooth scrolling.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    locator::transcript,
    viewer::{SHADOW, strings},
};

/// Lists running animations, and styles with a transition, an animation or smooth scrolling.
async fn list_motion(browser: &Browser) -> Result<Vec<String>> {
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
async fn reduced_motion_disables_all_animation() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    for (prefers, still) in [("no-preference", false), ("reduce", true)] {
        browser.prefers("prefers-reduced-motion", prefers).await?;
        browser.open(&stack.url("/?room=slow-10s")).await?;
        browser.state("loading").await?;
        let loading = list_motion(&browser).await?;
        assert_eq!(loading.is_empty(), still, "while loading, {prefers}: {loading:?}");
        browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
        browser.ready().await?;
        let ready = list_motion(&browser).await?;
        assert_eq!(ready.is_empty(), still, "when ready, {prefers}: {ready:?}");
    }
    // Scrolling by script reaches its end at once.
    browser.resize(390, 844).await?;
    let track = transcript().part("carousel").named("group", "카드 목록");
    let step = format!(
        "{track}.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'End', bubbles: true }}));
         const first = {track}.scrollLeft;
         await __queries.atRest(() => {track}.lastElementChild);
         return [first, {track}.scrollLeft]"
    );
    let moved = browser.run(&step).await?;
    assert!(moved[0].as_f64() > Some(0.0) && moved[0] == moved[1], "the carousel does not scroll smoothly: {moved}");
    Ok(())
}
