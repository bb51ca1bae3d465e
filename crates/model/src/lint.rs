//! Rules of the vendor's own tables that a message breaks. Nothing is repaired or refused here: a message that breaks a
//! rule is still shown, but somebody built it wrong and wants to know where.
//!
//! Works on what was sent, not on what was decoded: a field that is missing is not the same as an empty one made up for
//! it. Only the tables of 000 count (V1 `normal`, V2 `template`); lengths are in Unicode characters.

use crate::{
    lenient::{self, Embedded},
    message,
    transcript::Row,
    wire::{Json, JsonKind, Node, Notes, Object},
};

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where, as a JSON pointer from the row, into the JSON that `contents` holds (`/contents/buttonList/0/name`). For a
    /// missing field, where it should be.
    pub pointer: String,
    /// Which.
    pub rule: Rule,
}

/// A rule of the documents' tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A required field is missing, null or blank.
    Required,
    /// A text has more characters than its type allows: `text(30)`.
    TooLong {
        /// The most it may have.
        most: usize,
        /// How many it has.
        length: usize,
    },
    /// A carousel block that has a button list has one or two buttons.
    OneOrTwoButtons {
        /// How many it has.
        count: usize,
    },
    /// A carousel block's button list holds no coupon: the block has a field of its own for that.
    NoCouponInBlock,
}

impl Rule {
    /// Its name in lists and documents.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong { .. } => "too-long",
            Self::OneOrTwoButtons { .. } => "one-or-two-buttons",
            Self::NoCouponInBlock => "no-coupon-in-block",
        }
    }
}

const NAME: usize = 30;
const QUICK_REPLY_NAME: usize = 14;
const DESCRIPTION: usize = 12;
const HEADER: usize = 20;
const BLOCK_MESSAGE: usize = 180;
const URL: usize = 1000;

/// The rules this row's contents break, in the order of its fields. Empty for contents that no table describes, and for
/// those that can't be read.
pub fn lint(row: &Row) -> Vec<Violation> {
    let notes = Notes::default();
    let mut found = Found::default();
    let root = Node::root(row.raw().json(), &notes);
    if root.kind() == JsonKind::Object
        && let Some(row) = root.object()
    {
        let contents = row.get("contents");
        let kind = message::contents_type(&row.get("contents_type"));
        if matches!(&*kind, "template" | "normal")
            && let Embedded::Json(json) = lenient::embedded(&contents)
        {
            let inner = contents.holding(Json::delimited(json.trim_ascii()));
            match inner.object() {
                Some(object) if kind == "template" => found.template(&object),
                Some(object) => found.normal(&object),
                None => {}
            }
        }
    }
    found.0
}

/// Whether a field has to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    Optional,
}
use Need::{Optional, Required};

impl Need {
    fn when(condition: bool) -> Self {
        if condition { Required } else { Optional }
    }
}

#[derive(Default)]
struct Found(Vec<Violation>);

impl Found {
    fn add(&mut self, node: &Node<'_>, rule: Rule) {
        self.0.push(Violation { pointer: node.pointer(), rule });
    }

    /// 000, V2.
    fn template(&mut self, template: &Object<'_>) {
        for button in &lenient::items(&template.get("buttonList")) {
            self.button(button);
        }
        for reply in &lenient::items(&template.get("quickReplyList")) {
            self.quick_reply(reply);
        }
        let image = template.get("image");
        if let Some(image) = filled_object(&image) {
            self.text(&image, "imageUrl", Required, usize::MAX);
        }
        let blocks = template.get("carouselBlocks");
        let items = lenient::items(&blocks);
        let kind = lenient::code(&template.get("type"), &["TEXT", "IMAGE", "CAROUSEL"]);
        if kind.as_deref() == Some("CAROUSEL") && items.is_empty() {
            self.add(&blocks, Rule::Required);
        }
        for block in &items {
            self.block(block);
        }
    }

    fn button(&mut self, node: &Node<'_>) {
        let Some(button) = node.object() else { return };
        let kind = self.kind(&button);
        let is_coupon = kind.as_deref() == Some("COUPON");
        self.text(&button, "name", Required, NAME);
        self.text(&button, "description", Need::when(is_coupon), DESCRIPTION);
        self.target(&button, Need::when(is_coupon || kind.as_deref() == Some("WEB_LINK")));
    }

    fn quick_reply(&mut self, node: &Node<'_>) {
        let Some(reply) = node.object() else { return };
        let need = Need::when(self.kind(&reply).as_deref() == Some("WEB_LINK"));
        self.text(&reply, "name", Required, QUICK_REPLY_NAME);
        self.text(&reply, "pcUrl", need, URL);
        self.text(&reply, "mobileUrl", need, URL);
    }

    fn block(&mut self, node: &Node<'_>) {
        let Some(block) = node.object() else { return };
        self.text(&block, "header", Required, HEADER);
        self.text(&block, "message", Required, BLOCK_MESSAGE);
        let image = block.get("image");
        match filled_object(&image) {
            Some(image) => self.text(&image, "imageUrl", Required, usize::MAX),
            None => self.add(&image, Rule::Required),
        }
        let list = block.get("buttonList");
        if !list.is_blank() {
            let buttons = lenient::items(&list);
            if !(1..=2).contains(&buttons.len()) {
                self.add(&list, Rule::OneOrTwoButtons { count: buttons.len() });
            }
            for button in &buttons {
                if button.object().is_some_and(|button| is_coupon(&button)) {
                    self.add(button, Rule::NoCouponInBlock);
                }
                self.button(button);
            }
        }
        if let Some(coupon) = filled_object(&block.get("coupon")) {
            self.text(&coupon, "name", Required, NAME);
            self.text(&coupon, "description", Required, DESCRIPTION);
            self.target(&coupon, Required);
        }
    }

    /// 000, V1. A link's name and URL may be blank (001 says so of its own), but not missing.
    fn normal(&mut self, normal: &Object<'_>) {
        self.text(normal, "text", Required, usize::MAX);
        let links = normal.get_any(&["link", "links"]);
        for link in &lenient::items(&links) {
            if link.kind() != JsonKind::Object {
                continue;
            }
            let Some(link) = link.object() else { continue };
            for name in ["name", "url"] {
                let part = link.get(name);
                if matches!(part.kind(), JsonKind::Missing | JsonKind::Null) {
                    self.add(&part, Rule::Required);
                }
            }
        }
    }

    fn kind(&mut self, button: &Object<'_>) -> Option<std::borrow::Cow<'static, str>> {
        let node = button.get("type");
        let kind = lenient::code(&node, &["TEXT", "WEB_LINK", "COUPON"]);
        if kind.is_none() {
            self.add(&node, Rule::Required);
        }
        kind
    }

    fn target(&mut self, object: &Object<'_>, need: Need) {
        self.text(object, "pcUrl", need, URL);
        self.text(object, "mobileUrl", need, URL);
        self.text(object, "schemaAOS", Optional, URL);
        self.text(object, "schemaIOS", Optional, URL);
    }

    fn text(&mut self, object: &Object<'_>, name: &str, need: Need, most: usize) {
        let node = object.get(name);
        match lenient::filled(&node) {
            Some(text) => {
                let length = text.chars().count();
                if length > most {
                    self.add(&node, Rule::TooLong { most, length });
                }
            }
            None if need == Required => self.add(&node, Rule::Required),
            None => {}
        }
    }
}

fn is_coupon(button: &Object<'_>) -> bool {
    lenient::code(&button.get("type"), &["COUPON"]).as_deref() == Some("COUPON")
}

/// The object, unless it is PHP's way to say none.
fn filled_object<'s>(node: &'s Node<'_>) -> Option<Object<'s>> {
    node.object().filter(|object| !object.members().is_empty())
}

#[cfg(test)]
mod tests;
