//! Every fixture as it is understood: value and notes, written down. A change in what is made of an input shows here,
//! and so does a repair that is no longer named. `INSTA_UPDATE=always cargo test -p happytalk-model` writes anew.

use std::fmt::{Debug, Write as _};

use happytalk_model::{
    Answer, Body, Decoded, NotJson, Note, Repair, Room, Row, decode,
    fixtures::{self, Document, Fixture},
    list,
    message::template::{Action, Button, Template, TemplateKind},
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

#[test]
fn the_documents_own_room_is_whole() {
    let fixture = fixtures::by_name("chat-data-v2").expect("the documents' example");
    let Decoded { value: Answer::Transcript(transcript), notes } = decode(fixture.bytes).expect("JSON") else {
        panic!("no transcript")
    };
    let [room] = transcript.rooms.as_slice() else { panic!("one room") };
    assert_eq!(room.info.id.as_deref(), Some("68dd2893cbfbfTSDc66M6MvVeYpG2a"));
    let messages: Vec<_> = room.rows.iter().map(Row::message).collect();
    assert!(notes.is_empty() && messages.iter().all(|message| message.notes.is_empty()), "it is as documented");

    let templates: Vec<&Template> = (messages.iter())
        .filter_map(|message| if let Body::Template(template) = &message.body { Some(template) } else { None })
        .collect();
    let blocks: Vec<_> = (templates.iter())
        .filter_map(|template| if let TemplateKind::Carousel(blocks) = &template.kind { Some(blocks) } else { None })
        .collect();
    let is_coupon = |button: &&Button| matches!(button.action, Action::Coupon { .. });
    let coupons = templates.iter().flat_map(|template| &template.buttons).filter(is_coupon).count();
    assert_eq!(messages.len(), 8);
    assert_eq!(blocks.iter().map(|blocks| blocks.len()).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(blocks.iter().copied().flatten().filter(|block| block.coupon.is_some()).count(), 4);
    assert_eq!(coupons, 2);
    assert_eq!(messages.iter().filter(|message| message.is_locked()).count(), 3);
    assert_eq!(templates.iter().map(|template| template.quick_replies.len()).sum::<usize>(), 8);
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
