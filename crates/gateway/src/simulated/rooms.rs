//! Every room the simulated vendor holds: the documents' own, then the generated ones. Written messages stay until it
//! is stopped.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{
    documents::{self, shown},
    generate,
    php::{Spelling, json},
    wire::{Chat, Message, RoomData, Success},
};

/// A room, and how its JSON is written.
#[derive(Clone, Debug)]
pub(super) struct Room {
    pub(super) data: RoomData,
    pub(super) spelling: Spelling,
    /// `last_message` of the list row (004).
    pub(super) last_message: String,
}

impl Room {
    /// The answer of `chat_data` (000).
    pub(super) fn answer(&self) -> String {
        json(&Success { result: "success", data: [&self.data] }, self.spelling)
    }

    /// The row of `chat_room_lists` (004).
    pub(super) fn list_row(&self) -> Chat {
        Chat {
            tags: None,
            user_parameter: None,
            vote_score: None,
            vote_comment: None,
            last_message: Some(self.last_message.clone()),
            ..self.data.chat.clone()
        }
    }

    /// The customer's id as `chat/write` takes it: `users_id`, else `customer_uuid` without the vendor's prefix.
    pub(super) fn customer(&self) -> &str {
        let chat = &self.data.chat;
        match chat.users_id.as_deref() {
            Some(id) if !id.is_empty() => id,
            _ => chat.customer_uuid.split_once('_').map_or(chat.customer_uuid.as_str(), |(_, id)| id),
        }
    }
}

/// All rooms, by id.
#[derive(Debug)]
pub(super) struct Rooms {
    rooms: Mutex<BTreeMap<String, Room>>,
    /// Message ids that were given and may not stand in their room yet.
    issued: Mutex<BTreeMap<String, u64>>,
}

impl Rooms {
    /// The rooms of a start; their pictures are below `public_base`.
    pub(super) fn new(public_base: &str) -> Self {
        let rooms = documents::rooms(public_base).into_iter().chain(generate::rooms(public_base));
        let rooms = rooms.map(|room| (room.data.chat.id.clone(), room)).collect();
        Self { rooms: Mutex::new(rooms), issued: Mutex::default() }
    }

    /// Ids and titles of the `most` rooms with the most messages: the ones worth looking at first.
    pub(super) fn longest(&self, most: usize) -> Vec<(String, String)> {
        let rooms = self.lock();
        let mut rooms: Vec<&Room> = rooms.values().collect();
        rooms.sort_by_key(|room| Reverse(room.data.message.len()));
        rooms.iter().take(most).map(|room| (room.data.chat.id.clone(), room.data.chat.title.clone())).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Room>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The room of this id.
    pub(super) fn get(&self, id: &str) -> Option<Room> {
        self.lock().get(id).cloned()
    }

    /// The list rows that `wanted` says yes to.
    pub(super) fn list(&self, wanted: impl Fn(&Chat) -> bool) -> Vec<Chat> {
        self.lock().values().filter(|room| wanted(&room.data.chat)).map(Room::list_row).collect()
    }

    /// The id of the room's next message; `None` when there is no such room.
    pub(super) fn issue(&self, id: &str) -> Option<String> {
        let rooms = self.lock();
        let ids = rooms.get(id)?.data.message.iter().filter_map(|message| message.id.parse::<u64>().ok());
        let mut issued = self.issued.lock().unwrap_or_else(PoisonError::into_inner);
        let last = issued.entry(id.to_owned()).or_default();
        *last = ids.max().unwrap_or_default().max(*last) + 1;
        Some(last.to_string())
    }

    /// Adds a message to a room that is there, dated no earlier than its last one.
    pub(super) fn add(&self, id: &str, message: impl FnOnce(&mut Room) -> Message) {
        if let Some(room) = self.lock().get_mut(id) {
            let mut message = message(room);
            let latest = room.data.message.last().map(|message| message.send_date.clone()).unwrap_or_default();
            message.send_date = message.send_date.max(latest);
            room.last_message = shown(&message);
            room.data.message.push(message);
        }
    }
}
