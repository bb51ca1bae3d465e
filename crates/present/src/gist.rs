//! A message in a few words, to be heard.

use happytalk_model::{Body, Message};

use super::{media::is_withheld, text::is_blank};
use crate::{options::Locked, words::Words};

/// Characters, at most.
const LONGEST: usize = 80;

/// What it says, or what it is, cut short; that it is a secure message, where that is all that is to be seen of it.
pub fn gist(message: &Message, locked: Locked, words: &Words) -> String {
    let said = match &message.body {
        _ if is_withheld(message, locked) => words.locked,
        Body::Text(text) => text,
        Body::Normal(normal) if !is_blank(&normal.text) => &normal.text,
        Body::Template(template) if !is_blank(&template.message) => &template.message,
        Body::Normal(_) | Body::Template(_) | Body::Image(_) => words.image,
        Body::Audio(_) => words.audio,
        Body::Video(_) => words.video,
        Body::File(file) => file.name.as_deref().unwrap_or(words.unnamed_file),
        Body::Unknown { .. } | Body::Unreadable(_) => words.unreadable,
    };
    let mut gist: String = said.chars().take(LONGEST).collect();
    if gist.len() < said.len() {
        gist.push('…');
    }
    gist
}

#[cfg(test)]
mod tests {
    use happytalk_model::{
        link::RawUrl,
        message::{
            media::Media,
            template::{Template, TemplateKind},
        },
        sender::Sender,
    };

    use super::*;
    use crate::options::Lang;

    fn heard(body: Body, locked: Locked) -> String {
        gist(&Message::provisional(None, Sender::Counselor, None, body), locked, Words::of(Lang::Ko))
    }

    #[test]
    fn a_message_is_heard_by_its_first_words_or_by_what_it_is() {
        let gist = |body| heard(body, Locked::Hide);
        assert_eq!(gist(Body::Text("안녕하세요".into())), "안녕하세요");
        assert_eq!(gist(Body::Text("가".repeat(81))), format!("{}…", "가".repeat(80)));
        assert_eq!(gist(Body::Image(Media { url: RawUrl::new("https://a.example"), size: None })), "이미지");
        assert_eq!(gist(Body::Unknown { contents_type: "x".into() }), "이 메시지를 해석하지 못했습니다.");
    }

    #[test]
    fn what_is_not_to_be_seen_is_not_to_be_heard_either() {
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
            [Locked::Show, Locked::Cover, Locked::Hide].map(|locked| heard(secure(), locked)),
            ["비밀번호", "보안 메시지", "보안 메시지"]
        );
    }
}
