//! Checks for horizontal scrolling (WCAG 1.4.10) and clipped content.

use serde_json::json;

use crate::{Browser, Result, viewer::strings};

impl Browser {
    /// Returns the elements of the first transcript or console that overflow or are clipped; empty when there are none.
    ///
    /// A carousel's track and a message's source may scroll. The list of rooms may shorten texts with an ellipsis.
    ///
    /// # Errors
    /// Fails when there is no element.
    pub async fn overflow(&self) -> Result<Vec<String>> {
        self.lay_out_whole().await?;
        Ok(strings(&self.run(OVERFLOW).await?))
    }

    /// Applies the text spacing of WCAG 1.4.12 to the first transcript.
    ///
    /// # Errors
    /// Fails when there is no transcript.
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

/// One pixel is left to rounding. Elements of 1 px are for screen readers.
const OVERFLOW: &str = "
    const page = document.scrollingElement, wrong = [];
    if (page.scrollWidth > page.clientWidth) wrong.push(`the page: ${page.scrollWidth} px in ${page.clientWidth}`);
    for (const element of document.querySelector('happytalk-transcript, happytalk-console').shadowRoot.querySelectorAll('*')) {
        if (element.clientWidth <= 1 || element.closest('svg') || element.matches('pre, video, audio')) continue;
        const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
        const isShortened = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
        if (isShortened && element.closest('[data-pane=list] li')) continue;
        const wide = element.scrollWidth > element.clientWidth + 1, high = element.scrollHeight > element.clientHeight + 1;
        const report = (how) => wrong.push(`${how}: ${element.localName}.${element.className} ${element.scrollWidth} x ${element.scrollHeight
            } px in ${element.clientWidth} x ${element.clientHeight}: ${element.textContent.slice(0, 60)}`);
        if (wide && /auto|scroll/.test(overflowX) && !element.closest('[part~=carousel]')) report('scrolls');
        if ((wide && /hidden|clip/.test(overflowX)) || (high && /hidden|clip/.test(overflowY))) report('is cut off');
    }
    return wrong;
";
