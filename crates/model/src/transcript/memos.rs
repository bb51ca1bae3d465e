//! A `chat_data` answer without its internal memos, every other byte as sent: for readers who may not see them.
//!
//! One judge says what a memo is, for the viewer as for the gateway (`is_memo`). What stands where only rows should and
//! can't be read as one is cut too, and where rows could hide in something that is not understood there is no answer at
//! all: a document that can't be shown is better than a memo that is.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    error::Error,
    fmt,
    ops::{ControlFlow, Range},
};

use super::{Answer, BYTE_ORDER_MARK, decode};
use crate::{
    lenient,
    message::is_memo,
    room,
    wire::{BrokenAt, Json, JsonKind, Key, Node, Notes, Place, Scanner, unescape},
};

/// How often JSON in a string in JSON is looked into.
const DEEPEST: usize = 4;

/// It can't be told for certain where the memos of a document are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// Byte offset of what is not understood.
    pub offset: usize,
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "where its memos are is unclear at byte {}", self.offset)
    }
}

impl Error for Unclear {}

impl From<BrokenAt> for Unclear {
    fn from(broken: BrokenAt) -> Self {
        Self { offset: broken.offset }
    }
}

/// Cuts all rows that are memos, and those that can't be told from one, out of the bytes of a `chat_data` answer (000). The
/// same bytes where there are none. Of keys that come twice every occurrence counts: a row is a memo if one `type` says so.
///
/// # Errors
/// [`Unclear`] for what is not one whole JSON document of the documented shape.
pub fn without_memos(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Unclear> {
    look(bytes).map(|(_, kept)| kept)
}

/// What [`without_memos`] leaves out, in order, and what stands there instead: for whoever has no memory for a second copy.
///
/// # Errors
/// As [`without_memos`].
pub fn memo_cuts(bytes: &[u8]) -> Result<Vec<Cut>, Unclear> {
    look(bytes).map(|(cuts, _)| cuts)
}

fn look(bytes: &[u8]) -> Result<(Vec<Cut>, Cow<'_, [u8]>), Unclear> {
    let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut walk = Walk { bytes, scanner: Scanner::new(bytes, start), cuts: Vec::new() };
    walk.document()?;
    let kept = walk.kept();
    // What the viewer would make of it, whatever was thought of here.
    match decode(&kept).map(|decoded| decoded.value) {
        Ok(Answer::Transcript(transcript)) => {
            let mut rows = transcript.rooms.iter().flat_map(|room| &room.rows);
            if rows.any(|row| row.head().memo) { Err(Unclear { offset: start }) } else { Ok((walk.cuts, kept)) }
        }
        Ok(Answer::Failure(_)) => Ok((walk.cuts, kept)),
        Err(broken) => Err(Unclear { offset: broken.offset }),
    }
}

/// What is left out, and what stands there instead.
pub type Cut = (Range<usize>, &'static [u8]);

struct Walk<'a> {
    bytes: &'a [u8],
    scanner: Scanner<'a>,
    cuts: Vec<Cut>,
}

impl<'a> Walk<'a> {
    fn document(&mut self) -> Result<(), Unclear> {
        for member in self.members()? {
            if member.key(self.bytes).is("data") { self.data(member.range())? } else { self.other(&member)? }
        }
        if self.scanner.peek().is_some() { Err(Unclear { offset: self.scanner.offset() }) } else { Ok(()) }
    }

    fn data(&mut self, at: Range<usize>) -> Result<(), Unclear> {
        match self.kind(&at) {
            JsonKind::Array => self.elements(&at)?.into_iter().try_for_each(|room| self.room(room, false)),
            _ => self.room(at, true),
        }
    }

    /// One room. Where `data` itself is the object (`is_data`) it may also hold numbered rooms.
    fn room(&mut self, at: Range<usize>, is_data: bool) -> Result<(), Unclear> {
        if self.kind(&at) != JsonKind::Object {
            return self.nothing(&at);
        }
        for member in self.members_at(&at)? {
            let key = member.key(self.bytes);
            if key.is("message") {
                self.rows(member.range())?;
            } else if key.is("chat") && self.kind(&member.range()) == JsonKind::Object {
                self.chat(member.range())?;
            } else if is_data && key.is_index() && self.kind(&member.range()) == JsonKind::Object {
                self.room(member.range(), false)?;
            } else {
                self.other(&member)?;
            }
        }
        Ok(())
    }

    /// What is known of the room: text of the known members is text, or a customer could take the room away from its readers
    /// by writing what looks like a memo.
    fn chat(&self, at: Range<usize>) -> Result<(), Unclear> {
        self.members_at(&at)?.iter().try_for_each(|member| {
            let is_text = self.kind(&member.range()) == JsonKind::Text && room::is_text(member.key(self.bytes));
            if is_text { Ok(()) } else { self.other(member) }
        })
    }

    fn rows(&mut self, at: Range<usize>) -> Result<(), Unclear> {
        match self.kind(&at) {
            JsonKind::Array => {
                let rows = self.elements(&at)?.into_iter();
                let rows =
                    rows.map(|row| Ok((row.clone(), self.is_cut(&row)?))).collect::<Result<Vec<_>, Unclear>>()?;
                self.cut(&rows);
            }
            JsonKind::Object => {
                let members = self.members_at(&at)?;
                if members.is_empty() {
                    return Ok(());
                }
                let key = |member: &Place| member.key(self.bytes);
                if lenient::numbered(members.len(), &|index| key(&members[index])).is_some() {
                    let rows = members.iter().map(|member| Ok((member, self.is_cut(&member.range())?)));
                    let rows = rows.collect::<Result<Vec<_>, Unclear>>()?;
                    // Of equal indices the last one counts: if that is cut, none of the earlier ones may come back.
                    let last: BTreeMap<_, _> = rows.iter().map(|(row, is_cut)| (key(row).raw, *is_cut)).collect();
                    let is_cut = |(row, is_cut): &(&Place, bool)| *is_cut || last.get(key(row).raw) == Some(&true);
                    let rows: Vec<_> = rows.iter().map(|row| (row.0.whole(), is_cut(row))).collect();
                    self.cut(&rows);
                } else if self.is_cut(&at)? {
                    self.cuts.push((at, b"[]"));
                }
            }
            _ => self.nothing(&at)?,
        }
        Ok(())
    }

    /// Whether the row here is anything but certainly a message.
    fn is_cut(&self, at: &Range<usize>) -> Result<bool, Unclear> {
        if self.kind(at) != JsonKind::Object {
            return Ok(self.nothing(at).is_err());
        }
        let members = self.members_at(at)?;
        let has = |name: &str| members.iter().any(|member| member.key(self.bytes).is(name));
        let is_told = has("contents") || has("contents_type");
        Ok(members.iter().any(|member| {
            let (key, json) = (member.key(self.bytes), member.value(self.bytes));
            if key.is("type") {
                return judge(json);
            }
            // A message may say what it likes; beside it a memo may be quoted.
            !key.is("contents") && mentions(json.bytes(), if is_told { is_m } else { judge }, DEEPEST)
        }))
    }

    /// What is not looked into by the viewer: no rows may hide there.
    fn other(&self, member: &Place) -> Result<(), Unclear> {
        let at = member.range();
        let json = member.value(self.bytes);
        if mentions(json.bytes(), is_m, DEEPEST) || holds_rows(json) {
            Err(Unclear { offset: at.start })
        } else {
            Ok(())
        }
    }

    /// What holds no text: the only things that may stand in a row's or a room's place.
    fn nothing(&self, at: &Range<usize>) -> Result<(), Unclear> {
        let json = self.json(at);
        let holds_none = match json.kind() {
            JsonKind::Null | JsonKind::True | JsonKind::False | JsonKind::Number => true,
            JsonKind::Text => json.quoted().is_some_and(|text| text.trim_ascii().is_empty()),
            JsonKind::Array => self.elements(at)?.is_empty(),
            JsonKind::Object | JsonKind::Missing | JsonKind::Broken => false,
        };
        if holds_none { Ok(()) } else { Err(Unclear { offset: at.start }) }
    }

    /// Leaves out the marked ones of a list's elements, and as many commas.
    fn cut(&mut self, rows: &[(Range<usize>, bool)]) {
        let mut last_kept: Option<&Range<usize>> = None;
        let mut before: Option<&Range<usize>> = None;
        let mut is_after_cut = false;
        for (row, is_cut) in rows {
            if !is_cut {
                match (is_after_cut, last_kept, before) {
                    (true, Some(kept), Some(before)) => self.cuts.push((kept.end..before.end, b"")),
                    (true, None, _) => self.cuts.push((rows[0].0.start..row.start, b"")),
                    _ => {}
                }
                last_kept = Some(row);
            }
            is_after_cut = *is_cut;
            before = Some(row);
        }
        if let (true, Some(before)) = (is_after_cut, before) {
            self.cuts.push((last_kept.map_or(rows[0].0.start, |kept| kept.end)..before.end, b""));
        }
    }

    fn kept(&self) -> Cow<'a, [u8]> {
        if self.cuts.is_empty() {
            return Cow::Borrowed(self.bytes);
        }
        let mut kept = Vec::with_capacity(self.bytes.len());
        let mut at = 0;
        for (cut, instead) in &self.cuts {
            kept.extend_from_slice(&self.bytes[at..cut.start]);
            kept.extend_from_slice(instead);
            at = cut.end;
        }
        kept.extend_from_slice(&self.bytes[at..]);
        Cow::Owned(kept)
    }

    /// The members of the object that comes next.
    fn members(&mut self) -> Result<Vec<Place>, Unclear> {
        self.scanner.peek();
        let mut places = Vec::new();
        self.scanner.object(&mut places)?;
        Ok(places)
    }

    fn members_at(&self, at: &Range<usize>) -> Result<Vec<Place>, Unclear> {
        let (mut scanner, mut places) = (Scanner::new(self.bytes, at.start), Vec::new());
        scanner.object(&mut places)?;
        if scanner.offset() == at.end { Ok(places) } else { Err(Unclear { offset: scanner.offset() }) }
    }

    fn elements(&self, at: &Range<usize>) -> Result<Vec<Range<usize>>, Unclear> {
        let (mut scanner, mut elements) = (Scanner::new(self.bytes, at.start), Vec::new());
        scanner.elements(&mut |scanner| {
            scanner.peek();
            let start = scanner.offset();
            scanner.value()?;
            elements.push(start..scanner.offset());
            Ok(())
        })?;
        if scanner.offset() == at.end { Ok(elements) } else { Err(Unclear { offset: scanner.offset() }) }
    }

    fn json(&self, at: &Range<usize>) -> Json<'a> {
        Json::delimited(&self.bytes[at.clone()])
    }

    fn kind(&self, at: &Range<usize>) -> JsonKind {
        self.json(at).kind()
    }
}

/// What the viewer says of a row's `type`.
fn judge(json: Json<'_>) -> bool {
    is_memo(&Node::root(json, &Notes::default()))
}

/// Whether this is a word for memos: elsewhere than in a row `type` has other words.
fn is_m(json: Json<'_>) -> bool {
    lenient::code(&Node::root(json, &Notes::default()), &["M", "memo"])
        .is_some_and(|code| matches!(&*code, "M" | "memo"))
}

/// Whether any object in these bytes, however deep, says that it is a memo.
pub(crate) fn mentions_memo(bytes: &[u8]) -> bool {
    mentions(bytes, is_m, DEEPEST)
}

/// Whether any `type` in this value is so judged; JSON in strings is looked into too, up to `depth` times.
fn mentions(bytes: &[u8], judge: fn(Json<'_>) -> bool, depth: usize) -> bool {
    let mut found = false;
    Scanner::new(bytes, 0).texts(&mut |text, value| {
        found = match value {
            Some(value) => text.is("type") && scalar(value).is_none_or(judge),
            None => inner(text).is_some_and(|inner| depth == 0 || mentions(&inner, judge, depth - 1)),
        };
        if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    found
}

/// A value that is no container; [`mentions`] comes past what is in one by itself, so an empty text stands for it.
fn scalar(mut value: Scanner<'_>) -> Option<Json<'_>> {
    match value.peek() {
        Some(b'{' | b'[') => Some(Json::delimited(b"{}")),
        _ => value.value().ok(),
    }
}

/// What a text holds, if that begins like JSON.
fn inner(text: Key<'_>) -> Option<Cow<'_, [u8]>> {
    // A text that is JSON begins with a bracket or with a quote, and one that is escaped may begin with anything.
    let first = text.raw.trim_ascii_start().first()?;
    if !matches!(first, b'{' | b'[' | b'\\') {
        return None;
    }
    let inner = unescape(text.raw).bytes;
    let is_json = match inner.trim_ascii_start().first() {
        Some(b'{' | b'[') => true,
        // Encoded twice, and not just a text that begins with a quotation.
        Some(b'"') => Json::whole(&inner).is_some(),
        _ => false,
    };
    is_json.then_some(inner)
}

/// Whether a list of messages stands anywhere in this value.
fn holds_rows(json: Json<'_>) -> bool {
    let mut found = false;
    Scanner::new(json.bytes(), 0).texts(&mut |text, value| {
        found = text.is("message") && value.is_some_and(|mut value| matches!(value.peek(), Some(b'{' | b'[')));
        if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    found
}

#[cfg(test)]
mod tests;
