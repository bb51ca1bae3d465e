//! Short text summary of a message, for screen readers and the room list.

use happytalk_model::{Message, message::Summary};

use super::{media::is_withheld, text::is_blank};
use crate::{options::Locked, words::Words};

/// Maximum length of a summary in characters.
const MAX_CHARS: usize = 80;

/// Returns the text of a message, truncated, or the name of its kind if it has no text.
///
/// A secure message whose content is withheld yields only the label for secure messages.
pub fn message_summary(message: &Message, locked: Locked, words: &Words) -> String {
    let text = match message.body.summary() {
        _ if is_withheld(message, locked) => words.locked,
        Summary::Picture(text) if is_blank(text) => words.image,
        Summary::Text(text) | Summary::Picture(text) => text,
        Summary::Audio => words.audio,
        Summary::Video => words.video,
        Summary::File(name) => name.unwrap_or(words.unnamed_file),
        Summary::Unreadable => words.unreadable,
    };
    let mut summary: String = text.chars().take(MAX_CHARS).collect();
    if summary.len() < text.len() {
        summary.push('…');
    }
    summary
}

#[cfg(test)]
mod tests {
    use happytalk_model::{
        Body,
        link::RawUrl,
        message::{
            media::Media,
            template::{Template, TemplateKind},
        },
        sender::Sender,
    };

    use super::*;
    use crate::options::Lang;

    fn summary(body: Body, locked: Locked) -> String {
        message_summary(&Message::provisional(None, Sender::Counselor, None, body), locked, Words::of(Lang::Ko))
    }

    #[test]
    fn summary_is_the_truncated_text_or_the_name_of_the_kind() {
        let summary = |body| summary(body, Locked::Hide);
        assert_eq!(summary(Body::Text("안녕하세요".into())), "안녕하세요");
        assert_eq!(summary(Body::Text("가".repeat(81))), format!("{}…", "가".repeat(80)));
        assert_eq!(summary(Body::Image(Media { url: RawUrl::new("https://a.example"), size: None })), "이미지");
        assert_eq!(
            summary(Body::Unreadable(happytalk_model::message::Reason::NoContents)),
            "이 메시지를 해석하지 못했습니다."
        );
    }

    #[test]
    fn summary_of_a_withheld_message_contains_no_content() {
        let secure = || {
            Body::Template(Template {
                kind: TemplateKind::Text,
                message: "비밀번호".into(),
                locked: true,
                buttons: Vec::new(),
                quick_replies: Vec::new(),
            })
        };
        assert_eq!(
            [Locked::Show, Locked::Cover, Locked::Hide].map(|locked| summary(secure(), locked)),
            ["비밀번호", "보안 메시지", "보안 메시지"]
        );
    }
}
