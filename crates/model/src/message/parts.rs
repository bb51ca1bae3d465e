//! Views of contents that do not depend on their kind: the summary and the parts.
//!
//! [`Body`](super::Body) has a method for each, so that summaries, media drawer and lightbox do not match kinds.

use super::{
    file::File,
    media::Media,
    normal::Normal,
    template::{Action, Button, Target, Template, TemplateKind},
};
use crate::link::RawUrl;

/// What represents contents in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary<'a> {
    /// Text, as sent.
    Text(&'a str),
    /// Picture with a text, which may be blank.
    Picture(&'a str),
    /// Audio.
    Audio,
    /// Video.
    Video,
    /// File with its name.
    File(Option<&'a str>),
    /// Contents that can't be decoded.
    Unreadable,
}

/// Text, media, file or link of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text, which may contain URLs.
    Text(&'a str),
    /// Picture.
    Picture(&'a Media),
    /// Audio.
    Audio(&'a Media),
    /// Video.
    Video(&'a Media),
    /// File.
    File(&'a File),
    /// Link: its label, which may be empty, and its URL.
    Link(&'a str, &'a RawUrl),
    /// Link with a URL for each device: its label, which may be empty, and its URLs.
    DeviceLink(&'a str, &'a Target),
}

impl Normal {
    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        let picture = self.image.iter().map(Part::Picture);
        let links = self.links.iter().filter_map(|link| Some(Part::Link(&link.name, link.url.as_ref()?)));
        picture.chain([Part::Text(&self.text)]).chain(links).collect()
    }
}

impl Template {
    pub(super) fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        let blocks = match &self.kind {
            TemplateKind::Text => &[],
            TemplateKind::Image(image) => {
                parts.extend(image.iter().map(Part::Picture));
                &[]
            }
            TemplateKind::Carousel(blocks) => blocks.as_slice(),
        };
        parts.extend(blocks.iter().filter_map(|block| block.image.as_ref()).map(Part::Picture));
        parts.push(Part::Text(&self.message));
        parts.extend(links(&self.buttons));
        for block in blocks {
            parts.push(Part::Text(&block.message));
            parts.extend(links(&block.buttons));
            parts.extend(block.coupon.iter().map(|coupon| Part::DeviceLink(&coupon.name, &coupon.target)));
        }
        parts.extend(links(&self.quick_replies));
        parts
    }

    pub(super) fn pictures_mut(&mut self) -> Vec<&mut Media> {
        match &mut self.kind {
            TemplateKind::Text => Vec::new(),
            TemplateKind::Image(image) => image.iter_mut().collect(),
            TemplateKind::Carousel(blocks) => blocks.iter_mut().filter_map(|block| block.image.as_mut()).collect(),
        }
    }

    /// Returns the picture's URL, or the header of the first block.
    pub(super) fn media_identity(&self) -> String {
        match &self.kind {
            TemplateKind::Image(Some(image)) => image.url.unsigned(),
            TemplateKind::Carousel(blocks) => blocks.first().map_or_else(String::new, |block| block.header.clone()),
            TemplateKind::Text | TemplateKind::Image(None) => String::new(),
        }
    }
}

fn links(buttons: &[Button]) -> impl Iterator<Item = Part<'_>> {
    buttons.iter().filter_map(|button| match &button.action {
        Action::WebLink(target) | Action::Coupon { target, .. } => Some(Part::DeviceLink(&button.name, target)),
        Action::Text | Action::Other(_) => None,
    })
}
