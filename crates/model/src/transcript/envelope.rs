//! The answer around the rows: `result`, `data`, and in each room `chat` and `message`, in whatever shape they come.
//!
//! One pass over the bytes: of rows only the place is kept, and those of their members. What was read before the bytes stop being JSON is kept.

use std::ops::Range;

use super::Failure;
use crate::{
    lenient,
    note::Repair,
    room::RoomInfo,
    wire::{BrokenAt, Json, Key, Node, Notes, Place, Scanner},
};

/// What the envelope says.
#[derive(Debug)]
pub(super) enum Outcome {
    Success,
    Failure(Failure),
}

/// One room, its rows delimited.
#[derive(Debug, Default)]
pub(super) struct RoomParts {
    pub(super) info: RoomInfo,
    pub(super) rows: Vec<RowPlace>,
}

/// Where a row stands.
#[derive(Debug)]
pub(super) struct RowPlace {
    pub(super) range: Range<usize>,
    /// Of an object: its members among [`Envelope::members`]. `None`: not passed as one, so whoever reads it looks for them.
    pub(super) members: Option<Range<usize>>,
}

/// The answer, its rows delimited.
#[derive(Debug)]
pub(super) struct Envelope {
    pub(super) rooms: Vec<RoomParts>,
    pub(super) outcome: Outcome,
    /// Where the members of all rows stand: found while passing over them, so that no row is looked through twice.
    pub(super) members: Vec<Place>,
}

impl Envelope {
    /// Reads from the document's `{` to its `}`, or to where it is no JSON any more.
    pub(super) fn read<'a>(
        scanner: &mut Scanner<'a>,
        bytes: &'a [u8],
        notes: &'a Notes,
    ) -> (Self, Result<(), BrokenAt>) {
        let root = Node::document(notes);
        let mut reader = Reader { bytes, rooms: Vec::new(), members: Vec::new() };
        let mut fields = [("result", None), ("code", None), ("message", None)];
        let mut has_data = false;
        let end = scanner.members(&mut |key, scanner| {
            if key.is("data") {
                let place = root.child("data", None);
                note_second(has_data, &place);
                has_data = true;
                return reader.data(scanner, &place);
            }
            let value = scanner.value()?;
            if let Some((name, slot)) = fields.iter_mut().find(|(name, _)| key.is(name)) {
                note_second(slot.is_some(), &root.child(name, None));
                *slot = Some(value);
            }
            Ok(())
        });
        let [result, code, message] = fields.map(|(_, value)| value);

        let result = root.child("result", result);
        let is_cut = end.is_err_and(|broken| broken.at_end);
        let success = match lenient::code(&result, &["success", "fail"]).as_deref() {
            Some("success") => true,
            Some("fail") => false,
            // A document that was cut before it said so is shown as far as it goes.
            None if is_cut && result.json().is_none() => true,
            _ => {
                result.note(Repair::ResultUnclear);
                has_data
            }
        };
        let outcome = if success {
            Outcome::Success
        } else {
            Outcome::Failure(Failure {
                code: lenient::integer(&root.child("code", code)),
                message: lenient::text(&root.child("message", message)).unwrap_or_default(),
            })
        };
        (Self { rooms: reader.rooms, outcome, members: reader.members }, end)
    }
}

fn note_second(is_second: bool, place: &Node<'_>) {
    if is_second {
        place.note(Repair::DuplicateKey);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    rooms: Vec<RoomParts>,
    members: Vec<Place>,
}

impl<'a> Reader<'a> {
    fn data(&mut self, scanner: &mut Scanner<'a>, place: &Node<'_>) -> Result<(), BrokenAt> {
        self.rooms.clear();
        match scanner.peek() {
            Some(b'[') => {
                list(scanner, place, &mut |index, scanner| self.room(scanner, &place.element(index, None), false))
            }
            Some(b'{') => self.room(scanner, place, true),
            _ => none(self.bytes, scanner, place),
        }
    }

    /// One room. Where `data` itself is the object (`is_data`) it may also hold numbered rooms: a PHP array with holes.
    fn room(&mut self, scanner: &mut Scanner<'a>, place: &Node<'_>, is_data: bool) -> Result<(), BrokenAt> {
        if scanner.peek() != Some(b'{') {
            return none(self.bytes, scanner, place);
        }
        let mine = self.rooms.len();
        self.rooms.push(RoomParts::default());
        let [mut is_empty, mut has_chat, mut has_message] = [true, false, false];
        let end = scanner.members(&mut |key, scanner| {
            is_empty = false;
            if key.is("chat") {
                let place = place.child("chat", None);
                note_second(has_chat, &place);
                has_chat = true;
                let start = start(scanner);
                let end = scanner.value();
                // What is there of a `chat` that is cut off is kept.
                let chat = Json::delimited(&self.bytes[start..scanner.offset()]);
                self.rooms[mine].info = RoomInfo::read(&place.holding(chat));
                end.map(drop)
            } else if key.is("message") {
                let place = place.child("message", None);
                note_second(has_message, &place);
                has_message = true;
                self.rooms[mine].rows.clear();
                self.rows(mine, scanner, &place)
            } else if is_data && key.is_index() && scanner.peek() == Some(b'{') {
                self.room(scanner, &place.child(&String::from_utf8_lossy(key.raw), None), false)
            } else {
                scanner.value().map(drop)
            }
        });
        if has_chat || has_message {
            if is_data {
                place.note(Repair::SingleForList);
            }
            return end;
        }
        self.rooms.remove(mine);
        if self.rooms.len() > mine {
            place.note(Repair::NumberedList);
        } else if !is_empty {
            place.note(Repair::WrongType);
        }
        end
    }

    fn rows(&mut self, room: usize, scanner: &mut Scanner<'a>, place: &Node<'_>) -> Result<(), BrokenAt> {
        let rows = &mut self.rooms[room].rows;
        match scanner.peek() {
            Some(b'[') => list(scanner, place, &mut |_, scanner| {
                rows.push(row(scanner, &mut self.members)?);
                Ok(())
            }),
            Some(b'{') => {
                let whole = start(scanner);
                let mut members: Vec<(Key<'_>, Range<usize>)> = Vec::new();
                let end = scanner.members(&mut |key, scanner| {
                    members.push((key, pass(scanner)?));
                    Ok(())
                });
                if members.is_empty() {
                    return end;
                }
                if let Some(order) = lenient::numbered(members.len(), &|at| members[at].0) {
                    place.note(Repair::NumberedList);
                    for at in order {
                        rows.push(RowPlace { range: members[at].1.clone(), members: None });
                    }
                } else if end.is_ok() {
                    place.note(Repair::SingleForList);
                    rows.push(RowPlace { range: whole..scanner.offset(), members: None });
                }
                end
            }
            _ => none(self.bytes, scanner, place),
        }
    }
}

/// Passes a list of rows or rooms, with `each` passing every one. Commas that are missing before an object, or too many, are
/// noted and cost nothing: what would be lost is the rest of the conversation.
fn list<'a>(
    scanner: &mut Scanner<'a>,
    place: &Node<'_>,
    each: &mut dyn FnMut(usize, &mut Scanner<'a>) -> Result<(), BrokenAt>,
) -> Result<(), BrokenAt> {
    scanner.pass(b'[')?;
    let (mut index, mut commas) = (0, 0_usize);
    loop {
        let next = scanner.peek();
        if next == Some(b',') {
            scanner.pass(b',')?;
            commas += 1;
            continue;
        }
        // None before the first and after the last, one between two.
        let is_last = next == Some(b']');
        let due = usize::from(index > 0 && !is_last);
        if commas > due {
            place.element(index, None).note(Repair::ExtraComma);
        } else if commas < due {
            if next != Some(b'{') {
                return Err(scanner.broken());
            }
            place.element(index, None).note(Repair::MissingComma);
        }
        if is_last {
            return scanner.pass(b']');
        }
        each(index, scanner)?;
        (index, commas) = (index + 1, 0);
    }
}

/// Passes a row, member by member if it is an object that is JSON as far as that.
fn row(scanner: &mut Scanner<'_>, members: &mut Vec<Place>) -> Result<RowPlace, BrokenAt> {
    let (start, first) = (start(scanner), members.len());
    if scanner.peek() == Some(b'{') {
        if scanner.object(members).is_ok() {
            return Ok(RowPlace { range: start..scanner.offset(), members: Some(first..members.len()) });
        }
        // Wrong inside, or cut off: where it ends is told by its brackets alone.
        members.truncate(first);
        scanner.back_to(start);
    }
    Ok(RowPlace { range: pass(scanner)?, members: None })
}

/// Passes what should mean none.
fn none<'a>(bytes: &'a [u8], scanner: &mut Scanner<'a>, place: &Node<'_>) -> Result<(), BrokenAt> {
    let node = place.holding(Json::delimited(&bytes[pass(scanner)?]));
    if !node.is_blank() && node.json().is_none_or(|json| json.bytes() != b"[]") {
        node.note_wrong();
    }
    Ok(())
}

/// Where the next value begins.
fn start(scanner: &mut Scanner<'_>) -> usize {
    scanner.peek();
    scanner.offset()
}

/// Passes a value: where it stands.
fn pass(scanner: &mut Scanner<'_>) -> Result<Range<usize>, BrokenAt> {
    let start = start(scanner);
    scanner.value()?;
    Ok(start..scanner.offset())
}
