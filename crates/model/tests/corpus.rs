//! Every fixture as it is understood: value and notes, written down. A change in what is made of an input shows here,
//! and so does a repair that is no longer named. `INSTA_UPDATE=always cargo test -p happytalk-model` writes anew.

use std::fmt::{Debug, Write as _};

use happytalk_model::{
    Answer, Decoded, NotJson, Note, Repair, Room, decode,
    fixtures::{self, Document, Fixture},
    list,
    received::Received,
    timestamp::Timestamp,
    write::{Draft, WriteAnswer},
};

#[test]
fn every_fixture_is_understood_as_written_down() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for fixture in fixtures::all() {
        settings.set_description(fixture.about);
        settings.bind(|| insta::assert_snapshot!(fixture.name, understood(fixture)));
    }
}

fn understood(fixture: &Fixture) -> String {
    let bytes = fixture.bytes;
    match fixture.document {
        Document::ChatData => outcome(decode(bytes), |answer, out| match answer {
            Answer::Failure(failure) => lines(failure, out),
            Answer::Transcript(transcript) => {
                if transcript.cut {
                    out.push_str("cut\n");
                }
                for room in &transcript.rooms {
                    write_room(room, out);
                }
            }
        }),
        Document::RoomList => outcome(list::decode(bytes), lines),
        Document::Received => {
            outcome(happytalk_model::received::decode(bytes), |received: &Received, out| lines(received, out))
        }
        Document::WriteRequest => outcome(Draft::decode(bytes), lines),
        Document::WriteAnswer => outcome(WriteAnswer::decode(bytes), lines),
    }
}

fn outcome<T>(decoded: Result<Decoded<T>, NotJson>, write: impl FnOnce(&T, &mut String)) -> String {
    let mut out = String::new();
    match decoded {
        Err(error) => lines(&error, &mut out),
        Ok(Decoded { value, notes }) => {
            write(&value, &mut out);
            write_notes(&notes, &mut out);
        }
    }
    out
}

fn write_room(room: &Room, out: &mut String) {
    lines(&room.info, out);
    if room.ordered().reordered {
        let _ = writeln!(out, "note {}: {:?}", Repair::DatesRunBackwards.slug(), room.ordered().indices);
    }
    for (index, row) in room.rows.iter().enumerate() {
        let message = row.message();
        let head = &message.head;
        let _ = writeln!(out, "\n--- row {index}: {} by {}", message.kind().slug(), head.sender.slug());
        let moment = |moment: Option<Timestamp>| moment.map_or_else(|| "-".to_owned(), |moment| moment.iso());
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let (id, from, to) = (text(&head.id), text(&message.from_id), text(&message.to_id));
        let line = format!("id {id}, {from} to {to}, sent {}, read {}", moment(head.sent_at), moment(head.read_at));
        let _ = writeln!(out, "{}", shortened(&line.escape_debug().to_string()));
        lines(&message.body, out);
        write_notes(&message.notes, out);
    }
}

fn write_notes(notes: &[Note], out: &mut String) {
    for note in notes {
        let _ = writeln!(out, "note {} at \"{}\"", note.repair.slug(), note.pointer);
    }
}

/// What a value holds, without what it lacks; notes have their own lines.
fn lines(value: &(impl Debug + ?Sized), out: &mut String) {
    let whole = format!("{value:#?}");
    let mut notes_end: Option<&str> = None;
    let mut kept: Vec<String> = Vec::new();
    for line in whole.lines() {
        let (content, indent) = (line.trim(), &line[..line.len() - line.trim_start().len()]);
        if let Some(end) = notes_end {
            notes_end = (line != format!("{end}],")).then_some(end);
        } else if content == "notes: [" {
            notes_end = Some(indent);
        } else if matches!(content, ")" | "),") && kept.len() > 1 && kept[kept.len() - 2].ends_with('(') {
            // A value alone in its brackets stands on their line.
            let inner = kept.pop().unwrap_or_default();
            let opening = kept.last_mut().expect("there were two");
            *opening += inner.trim().trim_end_matches(',');
            *opening += content;
        } else if content != "None," && !content.ends_with(": None,") && !content.ends_with(": [],") {
            kept.push(line.to_owned());
        }
    }
    for line in kept {
        let _ = writeln!(out, "{}", shortened(&line));
    }
}

fn shortened(line: &str) -> String {
    const MOST: usize = 240;
    let length = line.chars().count();
    if length <= MOST {
        return line.to_owned();
    }
    format!("{}… ({length} characters)", line.chars().take(MOST).collect::<String>())
}
