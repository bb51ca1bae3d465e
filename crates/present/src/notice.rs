//! System notices: text messages that the vendor writes in the name of a participant, such as `고객님이 종료하였습니다.`
//! (documents 002 and 004). They are rendered as events and keep their sender.

/// Subjects that a notice may begin with.
const SUBJECTS: [&str; 6] = ["고객님이", "고객이", "상담원이", "상담사가", "챗봇이", "시스템이"];
/// Endings of a notice, without the full stop.
const ENDINGS: [&str; 3] = ["종료하였습니다", "종료했습니다", "종료되었습니다"];
/// Maximum length of a notice in characters. Longer texts contain more than the notice.
const MAX_CHARS: usize = 24;

/// Returns whether the whole text is a system notice.
pub fn is_notice(text: &str) -> bool {
    let text = text.trim();
    let sentence = text.strip_suffix('.').unwrap_or(text);
    // The byte length rejects most messages without counting characters. A Hangul syllable has three bytes.
    sentence.len() <= MAX_CHARS * 3
        && !sentence.contains('\n')
        && SUBJECTS.iter().any(|subject| sentence.starts_with(subject))
        && ENDINGS.iter().any(|ending| sentence.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_notices_are_detected() {
        for text in ["고객님이 종료하였습니다.", "상담원이 종료하였습니다.", " 상담원이 상담을 종료했습니다 "]
        {
            assert!(is_notice(text), "{text}");
        }
    }

    #[test]
    fn ordinary_messages_about_closing_are_not_notices() {
        for text in [
            "종료하였습니다.",
            "고객님이 종료하였습니다. 다시 연결해 주세요.",
            "상담원이 제 상담을 제 허락도 없이 그냥 마음대로 종료했습니다",
            "고객님이\n종료하였습니다.",
            "",
        ] {
            assert!(!is_notice(text), "{text}");
        }
    }
}
