//! Pictures, sound and films: a URL, and sometimes a size.

use crate::link::RawUrl;

/// `image`, `audio`, `video`: `contents` is the URL, or (V1, webhook) an object with `url`, `width`, `height`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Where it is.
    pub url: RawUrl,
    /// Width and height in pixels, when both were sent and are positive.
    pub size: Option<(u32, u32)>,
}
