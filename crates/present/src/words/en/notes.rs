//! Sentences for repairs and broken rules.

use happytalk_model::{lint::Rule, note::Repair};

pub(super) fn repair(repair: Repair) -> &'static str {
    match repair {
        Repair::ByteOrderMark => "The answer begins with a byte order mark",
        Repair::Cut => "The answer ends in the middle",
        Repair::Broken => "The answer stops being JSON in the middle",
        Repair::MissingComma => "A comma is missing before it",
        Repair::ExtraComma => "There is a comma too many before it",
        Repair::ResultUnclear => "The value of result is unclear",
        Repair::DatesRunBackwards => "The dates run backwards",
        Repair::DuplicateKey => "A key stands twice; the later value was used",
        Repair::SingleForList => "One item stands where a list should",
        Repair::NumberedList => "The list is an object with numbers as keys",
        Repair::ListForObject => "A list stands where an object should",
        Repair::WrongType => "A value of the wrong type was taken as missing",
        Repair::BrokenValue => "A value that is not JSON was taken as missing",
        Repair::LoneSurrogate => "A broken character is shown as �",
        Repair::UnknownEscape => "An unknown escape is shown as written",
        Repair::BrokenUtf8 => "Bytes that are not UTF-8 are shown as �",
        Repair::ScalarForText => "A number or boolean stands where text should",
        Repair::TextForNumber => "Text stands where a number should",
        Repair::FlagSpelling => "A boolean is spelled differently",
        Repair::CodeSpelling => "A code is spelled differently",
        Repair::TagsInText => "The tags stand in one text",
        Repair::EpochDate => "The date is written as seconds since 1970",
        Repair::ZonedDate => "The date has a zone and was converted to Korean time",
        Repair::DayOnly => "The date has no time",
        Repair::DateSpelling => "The date is written differently",
        Repair::InvalidDate => "An invalid date was taken as missing",
        Repair::UnknownType => "An unknown type was taken as an internal memo",
        Repair::MissingType => "Without a type it was taken as a message",
        Repair::ContentsNotText => "The contents are not a string",
        Repair::DoubleEncoded => "The contents are encoded twice",
        Repair::EntityEncoded => "The quotes in the contents are HTML entities (&quot;) and were decoded",
        Repair::EntityInUrl => "The URL contains &amp;; if it does not load, it is tried once more with &",
        Repair::PlainContents => "The contents are not JSON and are shown as text",
        Repair::UnevenLinks => "Link names and addresses differ in number",
        Repair::PlainLink => "A link is only text",
        Repair::LinksBeside => "The links stand outside the contents",
        Repair::GuessedType => "Without a type it was told by its fields",
    }
}

pub(super) fn rule(rule: Rule) -> String {
    match rule {
        Rule::Required => "A required field is missing".into(),
        Rule::TooLong { most, length } => format!("{length} characters where {most} are allowed"),
        Rule::OneOrTwoButtons { count } => format!("{count} buttons where one or two are allowed"),
        Rule::NoCouponInBlock => "A carousel card's button list may hold no coupon".into(),
    }
}
