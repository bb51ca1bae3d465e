//! Decoding notes of rows: repairs of invalid input, and rules of the vendor's documents that a message breaks.

use happytalk_model::{Row, lint::lint, timestamp::Timestamp};

use crate::{
    header::sender_name, media::is_withheld, options::Locked, room_content::RoomContent, row_key::RowKey, words::Words,
};

/// Maximum number of rows that [`noted_rows`] returns.
pub const MAX_NOTED_ROWS: usize = 200;

/// Repair or broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowNote {
    /// Sentence for the repair or rule.
    pub text: String,
    /// JSON pointer into the row; empty for the row itself.
    pub pointer: String,
}

/// Returns the notes of a row. Decodes its contents.
pub fn row_notes(row: &Row, words: &Words) -> Vec<RowNote> {
    let repairs = row.message().notes.iter();
    let repairs =
        repairs.map(|note| RowNote { text: (words.repair)(note.repair).into(), pointer: note.pointer.clone() });
    let violations = lint(row).into_iter();
    let violations =
        violations.map(|violation| RowNote { text: (words.rule)(violation.rule), pointer: violation.pointer });
    repairs.chain(violations).collect()
}

/// Row with its notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedRow {
    /// Key of the row.
    pub key: RowKey,
    /// Role of the sender.
    pub role: String,
    /// Time of the message.
    pub sent_at: Option<Timestamp>,
    /// Notes; not empty.
    pub notes: Vec<RowNote>,
}

/// Returns the first [`MAX_NOTED_ROWS`] rows that have notes, without withheld messages. Decodes every row.
pub fn noted_rows(content: &RoomContent, locked: Locked, words: &Words) -> Vec<NotedRow> {
    let shown = (0..content.count()).filter(|position| !is_withheld(content.message(*position), locked));
    let noted = shown.filter_map(|position| {
        let row = content.row(position);
        let notes = row_notes(row, words);
        (!notes.is_empty()).then(|| NotedRow {
            key: content.key(position).clone(),
            role: sender_name(&row.head().sender, &content.room().info, words).0,
            sent_at: row.head().sent_at,
            notes,
        })
    });
    noted.take(MAX_NOTED_ROWS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{options::Lang, test_rooms::room_content};

    /// Returns the texts and pointers of each noted row.
    fn notes(rows: &str, locked: Locked) -> Vec<Vec<(String, String)>> {
        let noted = noted_rows(&room_content(rows), locked, Words::of(Lang::Ko));
        noted.into_iter().map(|row| row.notes.into_iter().map(|note| (note.text, note.pointer)).collect()).collect()
    }

    #[test]
    fn repairs_come_before_broken_rules() {
        let rows = r#"{"id":"1","type":"C","user_type":"C","contents_type":"text","contents":"네"},
            {"id":"2","type":"M","user_type":"M","contents_type":"template",
             "contents":{"type":"TEXT","message":"m","buttonList":{"type":"TEXT","name":""}}}"#;
        assert_eq!(
            notes(rows, Locked::Show),
            [[
                ("contents가 문자열이 아닙니다".to_owned(), "/contents".to_owned()),
                ("목록 대신 하나만 있습니다".to_owned(), "/contents/buttonList".to_owned()),
                ("필수 필드가 없습니다".to_owned(), "/contents/buttonList/name".to_owned()),
            ]]
        );
    }

    #[test]
    fn withheld_message_has_no_notes() {
        let row = r#"{"id":"1","type":"M","user_type":"M","contents_type":"template",
             "contents":{"type":"TEXT","message":"","isLocked":true}}"#;
        assert_eq!([Locked::Show, Locked::Cover, Locked::Hide].map(|locked| notes(row, locked).len()), [1, 0, 0]);
    }

    #[test]
    fn number_of_rows_is_limited() {
        let row = r#"{"type":"C","contents_type":"text","contents":7}"#;
        assert_eq!(notes(&vec![row; MAX_NOTED_ROWS + 1].join(","), Locked::Show).len(), MAX_NOTED_ROWS);
    }
}
