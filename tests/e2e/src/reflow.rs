//! Whether everything can be read without scrolling sideways (WCAG 1.4.10), and whether anything is cut off.

use serde_json::json;

use crate::{Browser, Result, viewer::strings};

impl Browser {
    /// What is wider than its place in the first transcript or console, or cut off there: empty where all is well. A
    /// carousel's track may scroll, and a row's source; what was said last in a room is shortened in the list.
    ///
    /// # Errors
    /// When there is no transcript.
    pub async fn overflow(&self) -> Result<Vec<String>> {
        self.lay_out_whole().await?;
        Ok(strings(&self.run(OVERFLOW).await?))
    }

    /// Spaces the text of the first transcript as WCAG 1.4.12 has it.
    ///
    /// # Errors
    /// When there is no transcript.
    pub async fn space_text(&self) -> Result {
        let sheet =
            "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
            p { margin-block-end: 2em !important }";
        let script = format!(
            "const sheet = new CSSStyleSheet();
             sheet.replaceSync({});
             document.querySelector('happytalk-transcript').shadowRoot.adoptedStyleSheets.push(sheet);",
            json!(sheet)
        );
        self.run(&script).await.map(drop)
    }
}

/// One pixel is left to rounding; what is 1 px large is for those who hear the page.
const OVERFLOW: &str = "
    const page = document.scrollingElement, wrong = [];
    if (page.scrollWidth > page.clientWidth) wrong.push(`the page: ${page.scrollWidth} px in ${page.clientWidth}`);
    for (const element of document.querySelector('happytalk-transcript, happytalk-console').shadowRoot.querySelectorAll('*')) {
        if (element.clientWidth <= 1 || element.closest('svg') || element.matches('pre, video, audio, .room-last')) continue;
        const { overflowX, overflowY } = getComputedStyle(element);
        const wide = element.scrollWidth > element.clientWidth + 1, high = element.scrollHeight > element.clientHeight + 1;
        const what = (how) => wrong.push(`${how}: ${element.localName}.${element.className} ${element.scrollWidth} x ${element.scrollHeight
            } px in ${element.clientWidth} x ${element.clientHeight}: ${element.textContent.slice(0, 60)}`);
        if (wide && /auto|scroll/.test(overflowX) && !element.closest('[part~=carousel]')) what('scrolls');
        if ((wide && /hidden|clip/.test(overflowX)) || (high && /hidden|clip/.test(overflowY))) what('is cut off');
    }
    return wrong;
";
