//! Sending as the customer (003): whose words they are is read from the room, and a key keeps them from being sent twice.
//!
//! The work goes on when whoever asked is gone: a message that is half sent can't be taken back. It has a record of its own
//! in the log, a stop waits for it, and who asks again by the same key is told how it ended.

mod keys;

use std::{sync::Arc, time::Instant};

use axum::body::Bytes;
use happytalk_model::{
    Answer, RoomId, decode,
    write::{Content, Field, WriteError, WriteRequest, customer_uuid},
};

use crate::{
    access,
    drain::Drain,
    problem::Problem,
    vendor::{RoomReads, Vendor, VendorBody, VendorError},
};
pub(crate) use keys::Name;
use keys::{Keys, Outcome};

/// Larger rooms are read off the threads that serve requests.
const READ_IN_PLACE: usize = 256 * 1024;

/// What a message is sent by.
#[derive(Clone)]
pub(crate) struct Sender {
    vendor: Arc<dyn Vendor>,
    rooms: Arc<RoomReads>,
    keys: Keys,
    drain: Drain,
}

/// How it ended.
pub(crate) struct Sent {
    /// The vendor's answer.
    pub(crate) outcome: Result<Bytes, Problem>,
    /// Whether it is that of an earlier request with the same key.
    pub(crate) replayed: bool,
}

impl Sender {
    pub(crate) fn new(vendor: Arc<dyn Vendor>, rooms: Arc<RoomReads>, drain: Drain) -> Self {
        Self { vendor, rooms, keys: Keys::default(), drain }
    }

    /// Sends `content` into a room, once for each name. `subject` is what the log calls whoever asks.
    pub(crate) async fn send(&self, name: Name, subject: &str, content: Content) -> Sent {
        let (room_id, subject, under_way) = (name.room.clone(), subject.to_owned(), self.drain.hold());
        let (fingerprint, sender) = (self.keys.fingerprint(&content), self.clone());
        let begin = async move || {
            let start = Instant::now();
            let outcome = sender.once(&room_id, content).await;
            access::message(&room_id, &subject, outcome.as_ref().err(), start.elapsed());
            drop(under_way);
            outcome
        };
        match self.keys.once(name, fingerprint, begin) {
            Ok((ending, replayed)) => Sent { outcome: ending.outcome().await, replayed },
            Err(problem) => Sent { outcome: Err(problem), replayed: false },
        }
    }

    async fn once(&self, room_id: &RoomId, content: Content) -> Outcome {
        let room = self.rooms.read(room_id).await?;
        let uuid = uuid(room, room_id.clone()).await?;
        let request = WriteRequest::new(&uuid, room_id.as_str(), content).map_err(told)?;
        Ok(self.vendor.chat_write(&request).await?)
    }
}

/// What breaks a limit, in the words of the answer.
pub(crate) fn told(error: WriteError) -> Problem {
    let detail = match error {
        // The only field that comes from the room.
        WriteError::Missing(Field::Uuid)
        | WriteError::TooShort { field: Field::Uuid, .. }
        | WriteError::TooLong { field: Field::Uuid, .. } => return no_customer(),
        WriteError::Missing(_) => "Required for this type, and not blank.".into(),
        WriteError::TooShort { least, .. } => format!("At least {least} characters.").into(),
        WriteError::TooLong { most, .. } => format!("At most {most} characters.").into(),
        WriteError::UnknownType => "One of text, image, audio, video.".into(),
    };
    Problem::BadParameter { name: error.field().name().into(), detail }
}

fn no_customer() -> Problem {
    Problem::RoomState(
        "The room names no customer by an id of 5 to 20 characters, and messages are sent as the customer.",
    )
}

/// The customer's uuid, as the room tells it.
async fn uuid(room: VendorBody, room_id: RoomId) -> Outcome<String> {
    let bytes = room.into_bytes();
    if bytes.len() <= READ_IN_PLACE {
        return read_uuid(&bytes, &room_id);
    }
    tokio::task::spawn_blocking(move || read_uuid(&bytes, &room_id))
        .await
        .unwrap_or_else(|error| Err(VendorError::Transport(Arc::new(error)).into()))
}

fn read_uuid(bytes: &[u8], room_id: &RoomId) -> Outcome<String> {
    let unreadable = || Problem::Vendor(VendorError::Unreadable(format!("{} bytes, no room in them", bytes.len())));
    let Answer::Transcript(transcript) = decode(bytes).map_err(|_| unreadable())?.value else {
        return Err(unreadable());
    };
    if transcript.rooms.is_empty() {
        return Err(Problem::NoSuchRoom);
    }
    let with_id = |id| transcript.rooms.iter().map(|room| &room.info).find(|room| room.id.as_deref() == id);
    // One that says no other name is the one that was asked for; another room's customer is somebody else.
    let asked = with_id(Some(room_id.as_str())).or_else(|| with_id(None)).ok_or_else(unreadable)?;
    let uuid = customer_uuid(asked);
    uuid.map(str::to_owned).ok_or_else(no_customer)
}
