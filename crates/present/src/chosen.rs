//! What the customer chose of a template's labels (contract: `data-chosen`). Inferred: the vendor records only what was
//! said.
//!
//! The answer is the first customer text after the template and before the company's next message that itself offers
//! replies. It is compared whole, trimmed and in NFC; of equal labels the first counts; a template is answered once.

use happytalk_model::{
    Body, Message, Room,
    message::template::{Action, Button, Template, TemplateKind},
    sender::Sender,
};

use super::timeline::Entry;

/// Unicode's composed normal form: the browser's own in the viewer.
pub type Nfc<'a> = &'a dyn Fn(&str) -> String;

/// The label that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A button of the template, by index.
    Button(usize),
    /// A carousel block's button: block, button.
    Block(usize, usize),
    /// A quick reply, by index.
    QuickReply(usize),
}

/// What a template's labels were answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing, as far as can be told: no text of the customer's followed in time, or there is no label to be chosen.
    Open,
    /// A text that repeats this label.
    Chosen(Place),
    /// A text that repeats none of them.
    Otherwise,
}

impl Choice {
    /// The label that was chosen.
    pub fn place(self) -> Option<Place> {
        match self {
            Self::Chosen(place) => Some(place),
            Self::Open | Self::Otherwise => None,
        }
    }
}

/// What the template at `entries[at]` was answered with. Decodes the rows up to the answer, usually one.
pub fn chosen(room: &Room, entries: &[Entry], at: usize, nfc: Nfc<'_>) -> Choice {
    answered(room, entries, at, nfc).unwrap_or(Choice::Open)
}

/// The template before `end` that what comes after it may answer. Decodes the rows from there on.
pub fn open_before(room: &Room, entries: &[Entry], end: usize) -> Option<usize> {
    let message = |at: usize| room.rows[entries[at].row].message();
    let is_turn = |at: usize| entries[at].is_said && (offer(message(at)).is_some() || answer(message(at)).is_some());
    let at = (0..end).rev().find(|at| is_turn(*at))?;
    offer(message(at)).is_some().then_some(at)
}

fn answered(room: &Room, entries: &[Entry], at: usize, nfc: Nfc<'_>) -> Option<Choice> {
    let offer = offer(room.rows[entries[at].row].message())?;
    let answer = entries[at + 1..]
        .iter()
        .filter(|entry| entry.is_said)
        .map(|entry| room.rows[entry.row].message())
        .take_while(|message| !(message.head.sender.is_company() && self::offer(message).is_some()))
        .find_map(answer)?;
    let answer = nfc(answer.trim());
    let chosen = labels(offer).find(|(_, label)| nfc(label.trim()) == answer);
    Some(chosen.map_or(Choice::Otherwise, |(place, _)| Choice::Chosen(place)))
}

/// The template, if the customer could answer it by a button.
fn offer(message: &Message) -> Option<&Template> {
    match &message.body {
        Body::Template(template) if !message.head.memo && message.head.sender != Sender::Customer => {
            labels(template).next().is_some().then_some(template)
        }
        _ => None,
    }
}

fn answer(message: &Message) -> Option<&str> {
    match &message.body {
        Body::Text(text) if !message.head.memo && message.head.sender == Sender::Customer => Some(text),
        _ => None,
    }
}

/// What says its name when used, in the order it is read.
fn labels(template: &Template) -> impl Iterator<Item = (Place, &str)> {
    let blocks: &[_] = match &template.kind {
        TemplateKind::Carousel(blocks) => blocks,
        TemplateKind::Text | TemplateKind::Image(_) => &[],
    };
    let in_blocks = blocks
        .iter()
        .enumerate()
        .flat_map(|(block, of)| spoken(&of.buttons).map(move |(button, name)| (Place::Block(block, button), name)));
    (spoken(&template.buttons).map(|(button, name)| (Place::Button(button), name)))
        .chain(in_blocks)
        .chain(spoken(&template.quick_replies).map(|(reply, name)| (Place::QuickReply(reply), name)))
}

fn spoken(buttons: &[Button]) -> impl Iterator<Item = (usize, &str)> {
    (buttons.iter().enumerate())
        .filter(|(_, button)| button.action == Action::Text && !button.name.trim().is_empty())
        .map(|(index, button)| (index, button.name.as_str()))
}

#[cfg(test)]
mod tests;
