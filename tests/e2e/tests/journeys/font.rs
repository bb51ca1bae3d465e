//! Korean is rendered with a Korean font. Without one, every screenshot would show boxes.

use happytalk_e2e::{
    Browser, DOCUMENTS_ROOM, Result, Stack,
    viewer::{SHADOW, strings},
};

#[tokio::test(flavor = "multi_thread")]
async fn korean_is_rendered_with_a_korean_font() -> Result {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url(&format!("/?room={DOCUMENTS_ROOM}"))).await?;
    browser.ready().await?;
    let drawn = browser
        .run(&format!(
            "const font = getComputedStyle({SHADOW}.querySelector('article')).fontFamily;
             const draw = (text) => {{
                 const canvas = document.createElement('canvas');
                 canvas.width = canvas.height = 64;
                 const context = canvas.getContext('2d');
                 context.font = `48px ${{font}}`;
                 context.fillText(text, 4, 50);
                 return canvas.toDataURL();
             }};
             return ['가', '나', '뷁', '\\u0378', ''].map(draw)"
        ))
        .await?;
    let drawn = strings(&drawn);
    let [ga, na, rare, unassigned, blank] = drawn.as_slice() else { panic!("five drawings") };
    assert_ne!(unassigned, blank, "an unassigned code point is rendered as a box");
    for (letter, drawing) in [("가", ga), ("나", na), ("뷁", rare)] {
        assert_ne!(drawing, unassigned, "{letter} is rendered as a box");
        assert_ne!(drawing, blank, "{letter} is not rendered");
    }
    assert_ne!(ga, na);
    Ok(())
}
