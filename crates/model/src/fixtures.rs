//! The corpus: what the vendor documents, and what hurts. One set of inputs for the tests of every package, the gallery
//! and the simulated vendor.
//!
//! The files stand in `fixtures/<group>/<name>.json` and are exactly what came over the wire, so some are no JSON at
//! all. What is to be made of each was written by hand; inputs too large for a file are made by [`generated()`].

#[cfg(test)]
mod addresses;
mod answers;
mod contents;
mod documents;
mod envelope;
mod generated;
mod hostile;
mod received;
mod rows;
mod showcase;
mod unicode;
#[cfg(test)]
mod wire_format;

use std::sync::LazyLock;

pub use generated::{Generated, conversation, generated};

/// One input.
#[derive(Clone, Copy, Debug)]
pub struct Fixture {
    /// Stable, unique, `[a-z0-9-]`: the file's name, and fit for a URL.
    pub name: &'static str,
    /// The folder: which class of inputs it belongs to.
    pub group: &'static str,
    /// What the bytes claim to be.
    pub document: Document,
    /// The bytes as they came.
    pub bytes: &'static [u8],
    /// What must be made of them.
    pub expect: Expect,
    /// What the input is, in one line.
    pub about: &'static str,
}

/// Which of the vendor's documents some bytes claim to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// The answer of `chat_data` (000, 002): [`crate::decode`].
    ChatData,
    /// The answer of `chat_room_lists` (004).
    RoomList,
    /// What the webhook is sent (001).
    Received,
    /// What `chat/write` is sent (003).
    WriteRequest,
    /// The answer of `chat/write` (003).
    WriteAnswer,
}

/// What must be made of a [`Fixture`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Read whole; the `data-kind` of each row of all rooms, in the order drawn.
    Rows(&'static [&'static str]),
    /// Success without a row.
    Empty,
    /// The document ends in the middle; the `data-kind` of the rows before the cut.
    Cut(&'static [&'static str]),
    /// A failure of the vendor's, with its code if it has one.
    Failure(Option<i64>),
    /// A list of so many rooms.
    List(usize),
    /// `chat/write` succeeded.
    Sent,
    /// A request that can be read.
    Readable,
    /// Not a document of the vendor's.
    NotJson,
}

impl Fixture {
    /// The `data-kind` of each row that must be drawn, in order; empty where none is.
    pub fn kinds(&self) -> &'static [&'static str] {
        match self.expect {
            Expect::Rows(kinds) | Expect::Cut(kinds) => kinds,
            _ => &[],
        }
    }
}

macro_rules! fixture {
    ($group:literal, $name:literal, $document:expr, $expect:expr, $about:literal) => {
        Fixture {
            name: $name,
            group: $group,
            document: $document,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/", $group, "/", $name, ".json")),
            expect: $expect,
            about: $about,
        }
    };
}
use fixture;

static ALL: LazyLock<Vec<Fixture>> = LazyLock::new(|| {
    [
        showcase::ALL,
        documents::ALL,
        envelope::ALL,
        rows::ALL,
        contents::ALL,
        hostile::ALL,
        unicode::ALL,
        received::ALL,
        answers::ALL,
    ]
    .concat()
});

/// Every fixture; the order is fixed, the believable conversation first.
pub fn all() -> &'static [Fixture] {
    &ALL
}

/// The answers of `chat_data`: what a transcript can be given.
pub fn chat_data() -> impl Iterator<Item = &'static Fixture> {
    of(Document::ChatData)
}

/// The fixtures of one document.
pub fn of(document: Document) -> impl Iterator<Item = &'static Fixture> {
    all().iter().filter(move |fixture| fixture.document == document)
}

/// The fixture of that name.
pub fn by_name(name: &str) -> Option<&'static Fixture> {
    all().iter().find(|fixture| fixture.name == name)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, iter, path::Path};

    use super::*;
    use crate::message::{CONTENTS, Kind};

    #[test]
    fn every_file_is_in_the_table_and_every_name_stands_once() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut files = BTreeSet::new();
        for group in fs::read_dir(root).expect("the folder of fixtures") {
            let group = group.expect("a folder").path();
            for file in fs::read_dir(&group).expect("the folder of a group") {
                let file = file.expect("a file").path();
                let part = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
                files.insert(format!("{}/{}", part(&group), part(&file)));
            }
        }
        let table: BTreeSet<_> = all().iter().map(|f| format!("{}/{}.json", f.group, f.name)).collect();
        let apart: Vec<_> = files.symmetric_difference(&table).collect();
        assert!(apart.is_empty(), "a file without its line in the table, or the reverse: {apart:?}");
        let names: BTreeSet<_> = all().iter().map(|f| f.name).collect();
        assert_eq!(names.len(), all().len());
        let url_safe = |name: &str| name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        assert!(names.iter().all(|name| url_safe(name)));
    }

    /// The kind declared after this one: a kind that does not stand here does not compile.
    fn after(kind: Kind) -> Option<Kind> {
        Some(match kind {
            Kind::Text => Kind::Image,
            Kind::Image => Kind::Audio,
            Kind::Audio => Kind::Video,
            Kind::Video => Kind::File,
            Kind::File => Kind::Normal,
            Kind::Normal => Kind::TemplateText,
            Kind::TemplateText => Kind::TemplateImage,
            Kind::TemplateImage => Kind::TemplateCarousel,
            Kind::TemplateCarousel => Kind::Memo,
            Kind::Memo => Kind::Unknown,
            Kind::Unknown => Kind::Unreadable,
            Kind::Unreadable => return None,
        })
    }

    #[test]
    fn the_showcase_holds_every_kind() {
        let all: Vec<_> = iter::successors(Some(Kind::Text), |kind| after(*kind)).collect();
        assert!(all.iter().map(|kind| *kind as usize).eq(0..all.len()), "`after` leaves one out: {all:?}");
        let shown = by_name("every-kind").expect("it is there").kinds();
        let missing: Vec<_> = all.into_iter().map(Kind::slug).filter(|kind| !shown.contains(kind)).collect();
        assert!(missing.is_empty(), "showcase/every-kind.json has no {missing:?}");
    }

    #[test]
    fn every_contents_type_has_a_fixture_that_can_be_read() {
        let mut rows = Vec::new();
        for fixture in chat_data() {
            if let Ok(crate::Decoded { value: crate::Answer::Transcript(read), .. }) = crate::decode(fixture.bytes) {
                rows.extend(read.rooms.into_iter().flat_map(|room| room.rows));
            }
        }
        rows.retain(|row| row.message().kind() != Kind::Unreadable);
        for (name, _) in CONTENTS {
            let sent = format!(r#""contents_type":"{name}""#);
            assert!(
                rows.iter().any(|row| row.raw().text().contains(&sent)),
                "no fixture has a {name} that can be read"
            );
        }
    }

    /// What the decoder makes of an answer, in the corpus' own words.
    fn outcome(bytes: &[u8]) -> (&'static str, Option<i64>, Vec<&'static str>) {
        match crate::decode(bytes).map(|read| read.value) {
            Err(_) => ("not json", None, vec![]),
            Ok(crate::Answer::Failure(failure)) => ("failure", failure.code, vec![]),
            Ok(crate::Answer::Transcript(read)) => {
                let kind = |room: &crate::Room, index: usize| room.rows[index].message().kind().slug();
                let rooms = read.rooms.iter();
                let kinds = rooms.flat_map(|room| room.ordered().indices.into_iter().map(|index| kind(room, index)));
                (if read.cut { "cut" } else { "whole" }, None, kinds.collect())
            }
        }
    }

    #[test]
    fn every_answer_is_read_as_expected() {
        let wrong: Vec<_> = chat_data()
            .filter_map(|fixture| {
                let expected = match fixture.expect {
                    Expect::Rows(kinds) => ("whole", None, kinds.to_vec()),
                    Expect::Empty => ("whole", None, vec![]),
                    Expect::Cut(kinds) => ("cut", None, kinds.to_vec()),
                    Expect::Failure(code) => ("failure", code, vec![]),
                    Expect::NotJson => ("not json", None, vec![]),
                    other => panic!("{}: {other:?} is nothing chat_data answers", fixture.name),
                };
                let read = outcome(fixture.bytes);
                (read != expected).then_some((fixture.name, read, expected))
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn made_answers_are_read_as_expected() {
        for input in generated() {
            let Ok(crate::Decoded { value: crate::Answer::Transcript(read), .. }) = crate::decode(&input.bytes) else {
                panic!("{} is no transcript", input.name)
            };
            let kinds = read.rooms[0].rows.iter().map(|row| row.message().kind().slug());
            assert_eq!(kinds.len(), input.rows, "{}", input.name);
            assert!(kinds.eq(input.kinds.iter().copied().cycle().take(input.rows)), "{}", input.name);
        }
    }

    #[test]
    fn the_showcase_holds_every_sender_secure_messages_and_several_days() {
        let showcase = by_name("every-kind").expect("it is there");
        let Ok(crate::Decoded { value: crate::Answer::Transcript(read), .. }) = crate::decode(showcase.bytes) else {
            panic!("it is a transcript")
        };
        let rows = &read.rooms[0].rows;
        let senders: BTreeSet<_> = rows.iter().map(|row| row.head().sender.slug()).collect();
        assert_eq!(senders.len(), 8, "{senders:?}");
        assert_eq!(rows.iter().filter(|row| row.message().is_locked()).count(), 3);
        let days: BTreeSet<_> = rows.iter().filter_map(|row| Some(row.head().sent_at?.day())).collect();
        assert_eq!(days.len(), 4);
        assert_eq!(rows.iter().filter(|row| row.head().read_at.is_none()).count(), 1, "one is not read yet");
    }

    #[test]
    fn no_file_is_large() {
        for fixture in all() {
            assert!(fixture.bytes.len() < 20_000, "{} has {} bytes", fixture.name, fixture.bytes.len());
        }
    }
}
