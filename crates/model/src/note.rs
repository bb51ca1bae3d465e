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

macro_rules! repairs {
    ($($(#[doc = $doc:literal])+ $name:ident = $slug:literal,)+) => {
        /// Every repair has a name; `docs/wire-format.md` lists each with its reason and fixture.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Repair {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Repair {
            /// All of them, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name in lists and documents: lower case with hyphens.
            pub fn slug(self) -> &'static str {
                match self {
                    $(Self::$name => $slug,)+
                }
            }
        }
    };
}

repairs! {
    // The document
    /// The document begins with a UTF-8 byte order mark.
    ByteOrderMark = "byte-order-mark",
    /// The document ends in the middle; the rows before the cut are kept.
    Cut = "cut",
    /// The document is no JSON any more at some point inside; the rows before it are kept.
    Broken = "broken",
    /// No comma before this row or room, which begins all the same.
    MissingComma = "missing-comma",
    /// A comma too many before this place in a list of rows or rooms; passed over.
    ExtraComma = "extra-comma",
    /// `result` is missing or neither `success` nor `fail`; what `data` holds decides.
    ResultUnclear = "result-unclear",
    /// The dates run backwards; rows are ordered by date.
    DatesRunBackwards = "dates-run-backwards",

    // Shapes
    /// A key stands twice in an object; the last one counts.
    DuplicateKey = "duplicate-key",
    /// One object where a list is meant.
    SingleForList = "single-for-list",
    /// An object with numeric keys where a list is meant (a PHP array with holes); ordered by key.
    NumberedList = "numbered-list",
    /// A list of one object where the object itself is meant.
    ListForObject = "list-for-object",
    /// A value of a type that means nothing here; treated as missing.
    WrongType = "wrong-type",
    /// A value that is no JSON; treated as missing.
    BrokenValue = "broken-value",

    // Text and numbers
    /// A `\\u` escape of half a surrogate pair; shown as U+FFFD.
    LoneSurrogate = "lone-surrogate",
    /// A backslash followed by something that is no escape; shown as written.
    UnknownEscape = "unknown-escape",
    /// Bytes that are no UTF-8; shown as U+FFFD.
    BrokenUtf8 = "broken-utf8",
    /// A number, `true` or `false` where text is meant; its own spelling is the text.
    ScalarForText = "scalar-for-text",
    /// Text where a number is meant.
    TextForNumber = "text-for-number",
    /// Yes or no spelled otherwise than `true` and `false`.
    FlagSpelling = "flag-spelling",
    /// A code in another case, padded, or under another edition's name.
    CodeSpelling = "code-spelling",
    /// Tags in one text, divided by `|`.
    TagsInText = "tags-in-text",

    // Dates
    /// Seconds or milliseconds since 1970.
    EpochDate = "epoch-date",
    /// A date with a zone; converted to Korean time.
    ZonedDate = "zoned-date",
    /// A day without a time; midnight.
    DayOnly = "day-only",
    /// A date in another notation.
    DateSpelling = "date-spelling",
    /// A date that is none; treated as missing.
    InvalidDate = "invalid-date",

    // Rows
    /// `type` is neither `C` nor `M`; treated as a memo, so hidden from those who may not read memos.
    UnknownType = "unknown-type",
    /// `type` is missing or empty; treated as a message.
    MissingType = "missing-type",

    // Contents
    /// `contents` is an object, not a string that holds one.
    ContentsNotText = "contents-not-text",
    /// `contents` is JSON in a string in a string.
    DoubleEncoded = "double-encoded",
    /// JSON in `contents` whose quotes are HTML entities (`&quot;`); decoded.
    EntityEncoded = "entity-encoded",
    /// A URL of media contains `&amp;`; if it does not load, it is tried once more with `&`.
    EntityInUrl = "entity-in-url",
    /// `normal` or `template` contents that are no JSON; shown as text of that kind.
    PlainContents = "plain-contents",
    /// Link names and link URLs are not equally many.
    UnevenLinks = "uneven-links",
    /// A link or button that is only text.
    PlainLink = "plain-link",
    /// Links beside `contents`, not in them.
    LinksBeside = "links-beside",
    /// A template or button without `type`; told by its fields.
    GuessedType = "guessed-type",
}
