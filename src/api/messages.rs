//! Sending a message: `POST {proxy}rooms/{room_id}/messages`, or the vendor's `chat/write` (003).
