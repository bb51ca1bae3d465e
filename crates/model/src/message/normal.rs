//! V1 `normal`: text, at most one picture, link buttons (000 V1 dictionary, 001, 002).

use super::media::Media;
use crate::link::RawUrl;

/// A V1 mixed message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normal {
    /// `text`; empty when missing.
    pub text: String,
    /// `image_url`, or `image{width,height,url}`.
    pub image: Option<Media>,
    /// `link` or `links`, whatever its shape; links with neither name nor URL are left out.
    pub links: Vec<NamedLink>,
}

/// A link button. Either part may be missing in what is sent, never both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedLink {
    /// The label; empty when none was sent.
    pub name: String,
    /// Where it leads.
    pub url: Option<RawUrl>,
}
