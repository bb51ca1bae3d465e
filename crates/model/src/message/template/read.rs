//! Reading a template: every field may be null, missing or of the wrong type, and none of that costs a neighbour.

use super::{Action, Block, Button, Coupon, Target, Template, TemplateKind};
use crate::{
    lenient::{self, Embedded},
    link::RawUrl,
    message::{Body, Contents, Reason, media::Media, unknown},
    note::Repair,
    wire::{Json, JsonKind, Node, Object},
};

pub(in crate::message) fn read(contents: &Contents<'_>) -> Result<Body, Reason> {
    match lenient::held(&contents.node) {
        Embedded::Absent => Err(Reason::NoContents),
        Embedded::Broken => Err(Reason::BrokenJson),
        Embedded::Plain(message) => {
            contents.node.note(Repair::PlainContents);
            Ok(Body::Template(Template {
                kind: TemplateKind::Text,
                message,
                locked: false,
                buttons: Vec::new(),
                quick_replies: Vec::new(),
            }))
        }
        Embedded::Json(json) => {
            let inner = contents.node.holding(Json::delimited(json.trim_ascii()));
            let template = inner.whole_object().ok_or(Reason::BrokenJson)?.ok_or(Reason::WrongShape)?;
            let kind = match kind(&template)? {
                Kind::Known(kind) => kind,
                Kind::Unknown(sent) => return Ok(unknown::read_template(sent, &template)),
            };
            Ok(Body::Template(Template {
                kind,
                message: text(&template, "message"),
                // What might be secure is.
                locked: lenient::flag(&template.get("isLocked"), true),
                buttons: read_buttons(&template, "buttonList"),
                quick_replies: read_buttons(&template, "quickReplyList"),
            }))
        }
    }
}

/// `type` of a template.
enum Kind {
    Known(TemplateKind),
    /// As sent.
    Unknown(String),
}

fn kind(template: &Object<'_>) -> Result<Kind, Reason> {
    let sent = lenient::code(&template.get("type"), &["TEXT", "IMAGE", "CAROUSEL"]);
    let blocks = || read_carousel(template);
    let image = || Media::read(&template.get("image"));
    match sent.as_deref() {
        Some("TEXT") => Ok(Kind::Known(TemplateKind::Text)),
        Some("IMAGE") => Ok(Kind::Known(TemplateKind::Image(image()))),
        Some("CAROUSEL") => Ok(Kind::Known(TemplateKind::Carousel(blocks()))),
        Some(sent) => Ok(Kind::Unknown(sent.to_owned())),
        None => {
            let has = |name| !template.get(name).is_blank();
            let kind = if has("carouselBlocks") {
                TemplateKind::Carousel(blocks())
            } else if has("image") {
                TemplateKind::Image(image())
            } else if has("message") || has("buttonList") {
                TemplateKind::Text
            } else {
                return Err(Reason::WrongShape);
            };
            template.get("type").note(Repair::GuessedType);
            Ok(Kind::Known(kind))
        }
    }
}

fn block(node: &Node<'_>) -> Option<Block> {
    let block = required(node)?;
    Some(Block {
        header: text(&block, "header"),
        message: text(&block, "message"),
        image: Media::read(&block.get("image")),
        buttons: read_buttons(&block, "buttonList"),
        coupon: coupon(&block.get("coupon")),
    })
}

fn coupon(node: &Node<'_>) -> Option<Coupon> {
    let coupon = node.object()?;
    if coupon.members().is_empty() {
        return None;
    }
    Some(Coupon { name: text(&coupon, "name"), description: text(&coupon, "description"), target: target(&coupon) })
}

/// Reads `carouselBlocks`.
pub(in crate::message) fn read_carousel(template: &Object<'_>) -> Vec<Block> {
    list(&template.get("carouselBlocks"), block)
}

/// Reads a list of buttons or quick replies.
pub(in crate::message) fn read_buttons(object: &Object<'_>, name: &str) -> Vec<Button> {
    list(&object.get(name), button)
}

fn list<T>(node: &Node<'_>, read: fn(&Node<'_>) -> Option<T>) -> Vec<T> {
    let mut list = Vec::new();
    lenient::each(node, &mut |item| list.extend(read(item)));
    list
}

fn button(node: &Node<'_>) -> Option<Button> {
    if node.kind() == JsonKind::Text && !node.is_blank() {
        node.note(Repair::PlainLink);
        return Some(Button { action: Action::Other(String::new()), name: lenient::text(node)? });
    }
    let button = required(node)?;
    let sent = lenient::code(&button.get("type"), &["TEXT", "WEB_LINK", "COUPON"]);
    let target = target(&button);
    let action = match sent.as_deref() {
        Some("TEXT") => Action::Text,
        Some("WEB_LINK") => Action::WebLink(target),
        Some("COUPON") => Action::Coupon { description: text(&button, "description"), target },
        Some(other) => Action::Other(other.to_owned()),
        None => {
            button.get("type").note(Repair::GuessedType);
            if target == Target::default() { Action::Text } else { Action::WebLink(target) }
        }
    };
    Some(Button { action, name: text(&button, "name") })
}

fn target(object: &Object<'_>) -> Target {
    let url = |name: &str| RawUrl::read(&object.get(name));
    Target { pc: url("pcUrl"), mobile: url("mobileUrl"), android: url("schemaAOS"), ios: url("schemaIOS") }
}

fn text(object: &Object<'_>, name: &str) -> String {
    lenient::text(&object.get(name)).unwrap_or_default()
}

/// An element of a list: there, even a null is noted.
fn required<'s>(node: &'s Node<'_>) -> Option<Object<'s>> {
    let object = node.object();
    if object.is_none() {
        node.note_wrong();
    }
    object
}

#[cfg(test)]
mod tests;
