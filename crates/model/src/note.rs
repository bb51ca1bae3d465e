//! Named repairs: what had to be read otherwise than documented, and where.

/// One repair at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where, as a JSON pointer (RFC 6901) into the document the note belongs to: the whole response for notes of
    /// [`crate::Decoded`], the row for notes of [`crate::Message`]; inside `contents` the pointer goes on into the
    /// JSON in the string (`/contents/buttonList/0/name`).
    pub pointer: String,
    /// What was repaired.
    pub repair: Repair,
}

/// Every repair has a name; `docs/wire-format.md` lists each with its reason and fixture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Repair {
    /// The document begins with a UTF-8 byte order mark.
    ByteOrderMark,
    /// The document ends in the middle; the rows before the cut are kept.
    Cut,
}
