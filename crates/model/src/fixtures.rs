//! The corpus: documented and malformed inputs. The tests of all packages, the gallery and the simulated vendor use it.
//!
//! `fixtures/<group>/<name>.json` has the exact bytes of a response, so some files are not JSON. The expectations are
//! written by hand. [`generated()`] returns inputs that are too large for a file.

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
    /// Stable and unique name of the file, which is URL-safe: `[a-z0-9-]`.
    pub name: &'static str,
    /// Folder: the class of inputs.
    pub group: &'static str,
    /// Document that the bytes represent.
    pub document: Document,
    /// Bytes of the file.
    pub bytes: &'static [u8],
    /// Expected result.
    pub expect: Expect,
    /// Description in one line.
    pub about: &'static str,
}

/// A document of the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// Response of `chat_data` (000, 002): [`crate::decode`].
    ChatData,
    /// Response of `chat_room_lists` (004).
    RoomList,
    /// Request to the webhook (001).
    Received,
    /// Request to `chat/write` (003).
    WriteRequest,
    /// Response of `chat/write` (003).
    WriteAnswer,
}

/// Expected result of decoding a [`Fixture`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Complete transcript: the `data-kind` of each row of all rooms, in display order.
    Rows(&'static [&'static str]),
    /// Success without rows.
    Empty,
    /// Truncated document: the `data-kind` of the rows before the cut.
    Cut(&'static [&'static str]),
    /// Failure response of the vendor, with its code.
    Failure(Option<i64>),
    /// List with this number of rooms.
    List(usize),
    /// Success of `chat/write`.
    Sent,
    /// Request that can be decoded.
    Readable,
    /// Not a document of the vendor.
    NotJson,
}

impl Fixture {
    /// Returns the `data-kind` of each expected row, in display order.
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
        &showcase::all(),
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

/// Returns all fixtures in a fixed order, which begins with the showcase.
pub fn all() -> &'static [Fixture] {
    &ALL
}

/// Returns the responses of `chat_data`, the inputs of a transcript.
pub fn chat_data() -> impl Iterator<Item = &'static Fixture> {
    of(Document::ChatData)
}

/// Returns the fixtures of one document.
pub fn of(document: Document) -> impl Iterator<Item = &'static Fixture> {
    all().iter().filter(move |fixture| fixture.document == document)
}

/// Returns the fixture of this name.
pub fn by_name(name: &str) -> Option<&'static Fixture> {
    all().iter().find(|fixture| fixture.name == name)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;
    use crate::message::{CONTENTS, Kind};

    #[test]
    fn every_file_is_in_the_table_and_every_name_is_unique() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut files = BTreeSet::new();
        for group in fs::read_dir(root).expect("folder of fixtures") {
            let group = group.expect("folder").path();
            for file in fs::read_dir(&group).expect("folder of a group") {
                let file = file.expect("file").path();
                let part = |path: &Path| path.file_name().expect("file name").to_string_lossy().into_owned();
                files.insert(format!("{}/{}", part(&group), part(&file)));
            }
        }
        let table: BTreeSet<_> = all().iter().map(|f| format!("{}/{}.json", f.group, f.name)).collect();
        let apart: Vec<_> = files.symmetric_difference(&table).collect();
        assert!(apart.is_empty(), "files without an entry, or entries without a file: {apart:?}");
        let names: BTreeSet<_> = all().iter().map(|f| f.name).collect();
        assert_eq!(names.len(), all().len());
        let url_safe = |name: &str| name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        assert!(names.iter().all(|name| url_safe(name)));
    }

    #[test]
    fn every_kind_is_in_the_showcase() {
        let shown = by_name("every-kind").expect("a fixture").kinds();
        let missing: Vec<_> = Kind::ALL.iter().map(|kind| kind.slug()).filter(|kind| !shown.contains(kind)).collect();
        assert!(missing.is_empty(), "showcase/every-kind.json has no {missing:?}");
    }

    #[test]
    fn every_contents_type_has_a_decodable_fixture() {
        let mut rows = Vec::new();
        for fixture in chat_data() {
            if let Ok(crate::Decoded { value: crate::Answer::Transcript(read), .. }) = crate::decode(fixture.bytes) {
                rows.extend(read.rooms.into_iter().flat_map(|room| room.rows));
            }
        }
        rows.retain(|row| row.message().kind() != Kind::Unreadable);
        for (name, _) in CONTENTS {
            let sent = format!(r#""contents_type":"{name}""#);
            assert!(rows.iter().any(|row| row.raw().text().contains(&sent)), "no fixture has a decodable {name}");
        }
    }

    /// Decodes a response, and returns the result in the terms of [`Expect`].
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
    fn every_response_decodes_as_expected() {
        let wrong: Vec<_> = chat_data()
            .filter_map(|fixture| {
                let expected = match fixture.expect {
                    Expect::Rows(kinds) => ("whole", None, kinds.to_vec()),
                    Expect::Empty => ("whole", None, vec![]),
                    Expect::Cut(kinds) => ("cut", None, kinds.to_vec()),
                    Expect::Failure(code) => ("failure", code, vec![]),
                    Expect::NotJson => ("not json", None, vec![]),
                    other => panic!("{}: {other:?} is no result of chat_data", fixture.name),
                };
                let read = outcome(fixture.bytes);
                (read != expected).then_some((fixture.name, read, expected))
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn generated_responses_decode_as_expected() {
        for input in generated() {
            let Ok(crate::Decoded { value: crate::Answer::Transcript(read), .. }) = crate::decode(&input.bytes) else {
                panic!("{}: no transcript", input.name)
            };
            let kinds = read.rooms[0].rows.iter().map(|row| row.message().kind().slug());
            assert_eq!(kinds.len(), input.rows, "{}", input.name);
            assert!(kinds.eq(input.kinds.iter().copied().cycle().take(input.rows)), "{}", input.name);
        }
    }

    #[test]
    fn showcase_has_every_sender_secure_messages_and_several_days() {
        let showcase = by_name("every-kind").expect("a fixture");
        let Ok(crate::Decoded { value: crate::Answer::Transcript(read), .. }) = crate::decode(showcase.bytes) else {
            panic!("no transcript")
        };
        let rows = &read.rooms[0].rows;
        let senders: BTreeSet<_> = rows.iter().map(|row| row.head().sender.slug()).collect();
        assert_eq!(senders.len(), 8, "{senders:?}");
        assert_eq!(rows.iter().filter(|row| row.message().is_locked()).count(), 3);
        let days: BTreeSet<_> = rows.iter().filter_map(|row| Some(row.head().sent_at?.day())).collect();
        assert_eq!(days.len(), 4);
        assert_eq!(rows.iter().filter(|row| row.head().read_at.is_none()).count(), 1, "one unread message");
    }

    #[test]
    fn every_file_is_small() {
        for fixture in all() {
            assert!(fixture.bytes.len() < 20_000, "{} has {} bytes", fixture.name, fixture.bytes.len());
        }
    }
}
