//! Fills `<meta name="happytalk-media">` of the page with the deployment's hosts.
//!
//! The tag is replaced whole, so it does not matter how a minifier left it. Hosts were checked when they were read:
//! none can hold a quote or a bracket.

use crate::config::MediaHost;

/// The page with its tag filled; `None` when it has none.
pub(super) fn fill(page: &[u8], hosts: &[MediaHost]) -> Option<String> {
    let page = str::from_utf8(page).ok()?;
    let (start, end) = tag(page)?;
    let hosts = hosts.iter().map(MediaHost::as_str).collect::<Vec<_>>().join(" ");
    Some(format!("{}<meta name=\"happytalk-media\" content=\"{hosts}\">{}", &page[..start], &page[end..]))
}

/// Where the tag begins and ends.
fn tag(page: &str) -> Option<(usize, usize)> {
    page.match_indices("<meta").find_map(|(start, _)| {
        let length = page[start..].find('>')? + 1;
        let tag = &page[start..start + length];
        tag.contains("happytalk-media").then_some((start, start + length))
    })
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn the_tag_is_filled_however_it_was_written() {
        let hosts = ["*.happytalk.io".parse().unwrap(), "cdn.example.com".parse().unwrap()];
        let filled = r#"<meta name="happytalk-media" content="*.happytalk.io cdn.example.com">"#;
        for tag in [
            r#"<meta name="happytalk-media" content="">"#,
            r#"<meta content="*.happytalk.io" name="happytalk-media" />"#,
            "<meta name=happytalk-media content=x>",
        ] {
            let page = format!("<meta charset=utf-8><!-- happytalk-media -->{tag}<p>본문");
            let expected = format!("<meta charset=utf-8><!-- happytalk-media -->{filled}<p>본문");
            assert_eq!(fill(page.as_bytes(), &hosts).as_deref(), Some(expected.as_str()));
        }
        assert_eq!(fill(b"<meta charset=utf-8><p>happytalk-media", &hosts), None);
    }
}
