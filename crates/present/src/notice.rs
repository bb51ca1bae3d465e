//! Sentences that the vendor puts into a room in somebody's name: `고객님이 종료하였습니다.` (002, 004). They are drawn
//! as events, and keep their sender.

/// Who such a sentence may be about.
const SUBJECTS: [&str; 6] = ["고객님이", "고객이", "상담원이", "상담사가", "챗봇이", "시스템이"];
/// How it may end, without its full stop.
const ENDINGS: [&str; 3] = ["종료하였습니다", "종료했습니다", "종료되었습니다"];
/// Characters, at most: beyond that somebody said more than that.
const LONGEST: usize = 24;

/// Whether the whole text is such a sentence.
pub fn is_notice(text: &str) -> bool {
    let text = text.trim();
    let sentence = text.strip_suffix('.').unwrap_or(text);
    // Bytes first: most messages are longer, and none of them is counted.
    sentence.len() <= LONGEST * 3
        && !sentence.contains('\n')
        && SUBJECTS.iter().any(|subject| sentence.starts_with(subject))
        && ENDINGS.iter().any(|ending| sentence.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_sentences_are_events() {
        for text in ["고객님이 종료하였습니다.", "상담원이 종료하였습니다.", " 상담원이 상담을 종료했습니다 "]
        {
            assert!(is_notice(text), "{text}");
        }
    }

    #[test]
    fn what_somebody_says_about_it_is_not() {
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
