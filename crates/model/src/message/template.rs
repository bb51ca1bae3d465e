//! V2 `template`: TEXT, IMAGE, CAROUSEL with buttons, coupons and quick replies (000 V2 dictionary).

mod read;

use super::media::Media;
use crate::link::RawUrl;

pub(super) use read::{read, read_buttons, read_carousel};

/// A V2 template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// What `type` says, with what only that type holds.
    pub kind: TemplateKind,
    /// `message`; empty when missing.
    pub message: String,
    /// `isLocked`: sent as a secure message (보안 메시지).
    pub locked: bool,
    /// `buttonList`.
    pub buttons: Vec<Button>,
    /// `quickReplyList` (바로연결).
    pub quick_replies: Vec<Button>,
}

/// `type` of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateKind {
    /// `TEXT`.
    Text,
    /// `IMAGE`; `None` when the picture is missing.
    Image(Option<Media>),
    /// `CAROUSEL` with its blocks in order.
    Carousel(Vec<Block>),
}

/// A button or quick reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What using it does.
    pub action: Action,
    /// `name`; empty when missing.
    pub name: String,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `TEXT`: says its name as the customer. Inert here: this is a record.
    Text,
    /// `WEB_LINK`.
    WebLink(Target),
    /// `COUPON` (never a quick reply).
    Coupon {
        /// `description`; empty when missing.
        description: String,
        /// Where it leads.
        target: Target,
    },
    /// A type that no document names, as sent. Drawn as its label, inert.
    Other(String),
}

/// Where a button leads, per device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// `pcUrl`.
    pub pc: Option<RawUrl>,
    /// `mobileUrl`.
    pub mobile: Option<RawUrl>,
    /// `schemaAOS`: app scheme, named but never linked unless it is an ordinary web address.
    pub android: Option<RawUrl>,
    /// `schemaIOS`.
    pub ios: Option<RawUrl>,
}

/// `carouselBlocks[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// `header`; empty when missing.
    pub header: String,
    /// `message`; empty when missing.
    pub message: String,
    /// `image`.
    pub image: Option<Media>,
    /// `buttonList`.
    pub buttons: Vec<Button>,
    /// `coupon`.
    pub coupon: Option<Coupon>,
}

/// A block's `coupon`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// `name`; empty when missing.
    pub name: String,
    /// `description`; empty when missing.
    pub description: String,
    /// Where it leads.
    pub target: Target,
}
