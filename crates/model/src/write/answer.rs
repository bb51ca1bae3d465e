//! The vendor's answer to `chat/write` (003; fail codes from the vendor's page of them).

use crate::{
    document,
    failure::BizFailCode,
    lenient,
    transcript::{Decoded, NotJson},
    wire::{Node, Notes},
};

/// The vendor's answer to a message sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteAnswer {
    /// 0 for success; `None` when there was no number, so that nothing is known to be sent.
    pub code: Option<i64>,
    /// 상담방 번호.
    pub room_id: Option<String>,
    /// 오류 메시지; empty on success.
    pub message: String,
    /// Which parameter -800, -801 and -802 are about.
    pub field: Option<String>,
    /// The automatic notice that comes with -900 to -904, to be shown to whoever wrote.
    pub content: Option<String>,
}

impl WriteAnswer {
    /// Reads the answer of `chat/write`.
    ///
    /// # Errors
    /// [`NotJson`] when the bytes are not one whole JSON object.
    pub fn decode(bytes: &[u8]) -> Result<Decoded<Self>, NotJson> {
        let notes = Notes::default();
        let json = document::object(bytes, &notes)?;
        let root = Node::root(json, &notes);
        let mut value = Self { code: None, room_id: None, message: String::new(), field: None, content: None };
        if let Some(answer) = root.object() {
            value.code = lenient::integer(&answer.get("code"));
            value.room_id = lenient::filled(&answer.get("room_id"));
            value.message = lenient::text(&answer.get("message")).unwrap_or_default();
            value.field = lenient::filled(&answer.get("field"));
            value.content = lenient::filled(&answer.get("content"));
        }
        Ok(Decoded { value, notes: notes.into_vec() })
    }

    /// Whether the message was sent.
    pub fn is_sent(&self) -> bool {
        self.code == Some(0)
    }

    /// Why it was not; `None` when it was, or when the vendor gave no code.
    pub fn fail_code(&self) -> Option<BizFailCode> {
        self.code.filter(|code| *code != 0).map(BizFailCode::from_code)
    }
}
