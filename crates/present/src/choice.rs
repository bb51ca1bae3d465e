//! Inferred choice of the customer among the labels of a template (contract: `data-chosen`).
//!
//! The vendor records only the resulting text message. The answer is the first text of the customer after the template and
//! before the next message of the company with labels. It is compared as a whole, trimmed and in NFC. The first of equal
//! labels matches.

use happytalk_model::{
    Body, Message, Room,
    message::template::{Action, Button, Template, TemplateKind},
    sender::Sender,
};

use super::timeline::TimelineEntry;

/// Function that converts a text to Unicode normalization form C. The viewer uses the browser's.
pub type NfcFn<'a> = &'a dyn Fn(&str) -> String;

/// Position of a label within a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoicePosition {
    /// Index of a button of the template.
    Button(usize),
    /// Index of a carousel block, and of a button within it.
    Block(usize, usize),
    /// Index of a quick reply.
    QuickReply(usize),
}

/// Inferred answer to the labels of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// No answer: no text of the customer followed in time, or the message has no labels.
    Open,
    /// Text equal to the label at this position.
    Chosen(ChoicePosition),
    /// Text equal to none of the labels.
    NoMatch,
}

impl Choice {
    /// Returns the choice as far as a card beside the time renders it: only its buttons are marked.
    #[must_use]
    pub fn within_card(self) -> Self {
        if matches!(self, Self::Chosen(ChoicePosition::Button(_))) { self } else { Self::Open }
    }

    /// Returns the position of the chosen label.
    pub fn position(self) -> Option<ChoicePosition> {
        match self {
            Self::Chosen(position) => Some(position),
            Self::Open | Self::NoMatch => None,
        }
    }
}

/// Returns the choice for the template at `entries[at]`. Decodes the rows up to the answer, usually one.
pub fn customer_choice(room: &Room, entries: &[TimelineEntry], at: usize, nfc: NfcFn<'_>) -> Choice {
    answer_to(room, entries, at, nfc).unwrap_or(Choice::Open)
}

fn answer_to(room: &Room, entries: &[TimelineEntry], at: usize, nfc: NfcFn<'_>) -> Option<Choice> {
    let template = labeled_template(room.rows[entries[at].row].message())?;
    let answer = entries[at + 1..]
        .iter()
        .filter(|entry| entry.is_delivered)
        .map(|entry| room.rows[entry.row].message())
        .take_while(|message| !(message.head.sender.is_company() && labeled_template(message).is_some()))
        .find_map(customer_text)?;
    let answer = nfc(answer.trim());
    let chosen = labels(template).find(|(_, label)| nfc(label.trim()) == answer);
    Some(chosen.map_or(Choice::NoMatch, |(position, _)| Choice::Chosen(position)))
}

/// Returns the template of a message if it has labels that the customer can choose.
fn labeled_template(message: &Message) -> Option<&Template> {
    match &message.body {
        Body::Template(template) if !message.head.memo && message.head.sender != Sender::Customer => {
            labels(template).next().is_some().then_some(template)
        }
        _ => None,
    }
}

/// Returns the text of a customer's message.
fn customer_text(message: &Message) -> Option<&str> {
    match &message.body {
        Body::Text(text) if !message.head.memo && message.head.sender == Sender::Customer => Some(text),
        _ => None,
    }
}

/// Returns the labels of text buttons in reading order, with their positions.
fn labels(template: &Template) -> impl Iterator<Item = (ChoicePosition, &str)> {
    let blocks: &[_] = match &template.kind {
        TemplateKind::Carousel(blocks) => blocks,
        TemplateKind::Text | TemplateKind::Image(_) => &[],
    };
    let in_blocks = blocks.iter().enumerate().flat_map(|(index, block)| {
        text_buttons(&block.buttons).map(move |(button, name)| (ChoicePosition::Block(index, button), name))
    });
    (text_buttons(&template.buttons).map(|(button, name)| (ChoicePosition::Button(button), name)))
        .chain(in_blocks)
        .chain(text_buttons(&template.quick_replies).map(|(reply, name)| (ChoicePosition::QuickReply(reply), name)))
}

/// Returns the names of buttons that send their name as a text, with their indices.
fn text_buttons(buttons: &[Button]) -> impl Iterator<Item = (usize, &str)> {
    (buttons.iter().enumerate())
        .filter(|(_, button)| button.action == Action::Text && !button.name.trim().is_empty())
        .map(|(index, button)| (index, button.name.as_str()))
}

#[cfg(test)]
mod tests;
