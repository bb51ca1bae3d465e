//! What the counselor says to what: by its words, else in turn, so that every kind of 001 comes up.
//!
//! The same message in the same place of a room is always answered the same.

use serde_json::{Value, json};

use super::super::{
    php::{Spelling, json as written},
    wire::{Button, Image, Links, Normal, Template},
};

/// A generated picture, and its size.
const PICTURE: (&str, u32, u32) = ("box-answer1.png", 640, 480);

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    says: Says,
    /// Whether the room ends with it (`auto_end`).
    pub(super) ends: bool,
}

#[derive(Debug)]
enum Says {
    Text(&'static str),
    Image(String),
    Normal(&'static str, Vec<(&'static str, &'static str)>),
    Template(Box<Template>),
}

/// Words, and what is said to them; pictures are below the address given.
type Topic = (&'static [&'static str], fn(&str) -> Says);

/// Which answer a word calls for; the first that stands in the message counts.
const WORDS: &[Topic] = &[
    (&["배송", "택배", "언제"], |_| {
        let text = "주문하신 상품은 오늘 출고되어 내일 도착할 예정입니다. 배송 위치는 아래에서 확인하실 수 있습니다.";
        Says::Normal(text, vec![("배송 조회", "https://www.ondam.example/orders")])
    }),
    (&["반품", "환불", "교환"], |_| {
        let text = "반품은 상품을 받으신 날부터 7일 안에 신청하실 수 있습니다. 어떻게 도와드릴까요?";
        let button = link("반품 신청하기", "/returns");
        Says::template(text, vec![button], vec![reply("수거 신청할게요"), reply("조금 더 생각해 볼게요")])
    }),
    (&["쿠폰", "할인", "혜택"], |_| {
        let coupon = Button {
            kind: Some("COUPON"),
            description: Some("3만 원 이상 주문하실 때 쓰실 수 있습니다.".to_owned()),
            ..link("3,000원 할인 쿠폰", "/coupons")
        };
        Says::template("불편을 드려 죄송합니다. 쿠폰을 보내 드립니다.", vec![coupon], Vec::new())
    }),
    (&["계좌", "보안"], |_| {
        let text = "환불받으실 계좌는 온담은행 000-0000-0000으로 확인됩니다.";
        Says::Template(Box::new(Template { is_locked: true, ..template(text) }))
    }),
    (&["사진", "이미지"], |base| Says::Image(format!("{}/demo/media/{}", base.trim_end_matches('/'), PICTURE.0))),
    (&["파일", "명세서", "영수증"], |_| {
        let text = "파일명 : 거래명세서.pdf 유효기한 ~ 2025-10-31 23:59 사이즈 : 84KB";
        Says::Normal(text, vec![("다운로드", "https://files.ondam.example/s3_download?v=2&token=0f5c1a")])
    }),
    (&["감사", "고마"], |_| Says::Text("도움이 되어 다행입니다. 더 궁금하신 점이 있으시면 언제든 말씀해 주세요.")),
    (&["안녕"], |_| Says::Text("안녕하세요, 고객님. 무엇을 도와드릴까요?")),
];

/// What is said to anything else, one after the other.
const IN_TURN: [fn() -> Says; 5] = [
    || Says::Text("네, 고객님. 확인해 보겠습니다. 잠시만 기다려 주세요."),
    || Says::Text("기다려 주셔서 감사합니다. 말씀하신 내용은 담당 부서에 전달했습니다."),
    || {
        let links = vec![
            ("자주 묻는 질문", "https://www.ondam.example/faq"),
            ("1:1 문의 내역", "https://www.ondam.example/my/inquiries"),
        ];
        Says::Normal("아래에서도 확인하실 수 있습니다.", links)
    },
    || Says::Text("네, 맞습니다. 다른 문의 사항도 있으신가요?"),
    || {
        let replies = vec![reply("배송 문의"), reply("환불 문의"), reply("상담 종료")];
        Says::template("어떤 도움이 더 필요하신가요?", Vec::new(), replies)
    },
];

impl Answer {
    /// The answer to a message of this kind, which is the room's `nth`.
    pub(super) fn to(kind: &str, contents: &str, nth: usize, public_base: &str) -> Self {
        let thanks = match kind {
            "image" => Some("보내 주신 사진 잘 받았습니다. 확인한 뒤 바로 안내해 드리겠습니다."),
            "audio" => Some("보내 주신 음성 잘 받았습니다. 들어 보고 안내해 드리겠습니다."),
            "video" => Some("보내 주신 영상 잘 받았습니다. 확인한 뒤 안내해 드리겠습니다."),
            _ => None,
        };
        let ends = thanks.is_none() && contents.contains("종료");
        let says = || {
            let word = WORDS.iter().find(|(words, _)| words.iter().any(|word| contents.contains(word)));
            word.map_or_else(IN_TURN[nth % IN_TURN.len()], |(_, says)| says(public_base))
        };
        let says = match thanks {
            _ if ends => Says::Text("상담을 종료합니다. 이용해 주셔서 감사합니다."),
            Some(thanks) => Says::Text(thanks),
            None => says(),
        };
        Self { says, ends }
    }

    /// `contents_type` and `contents` of `chat_data` (000).
    pub(super) fn contents(&self, spelling: Spelling) -> (&'static str, String) {
        match &self.says {
            Says::Text(text) => ("text", (*text).to_owned()),
            Says::Image(url) => ("image", url.clone()),
            Says::Normal(text, links) => {
                let (name, url) = links.iter().map(|(name, url)| ((*name).to_owned(), (*url).to_owned())).unzip();
                let normal = Normal { text: (*text).to_owned(), image_url: None, link: Some(Links { name, url }) };
                ("normal", written(&normal, spelling))
            }
            Says::Template(template) => ("template", written(template, spelling)),
        }
    }

    /// What the webhook is sent (001). A template's content is an object or text, in turn: both were seen.
    pub(super) fn payload(&self, uuid: &str, room: &str, id: &str, nth: usize) -> Value {
        let (kind, content, beside) = match &self.says {
            Says::Text(text) => ("text", json!(text), ("image", json!({}))),
            Says::Image(url) => {
                ("image", json!(""), ("image", json!({ "width": PICTURE.1, "height": PICTURE.2, "url": url })))
            }
            Says::Normal(text, links) => {
                let links: Vec<_> = links.iter().map(|(name, url)| json!({ "name": name, "url": url })).collect();
                let links = if let [only] = &links[..] { only.clone() } else { links.into() };
                ("normal", json!({ "text": text }), ("links", links))
            }
            Says::Template(template) => {
                let text = written(template, Spelling::Plain);
                let content = if nth.is_multiple_of(2) { json!(template) } else { json!(text) };
                ("template", content, ("image", json!({})))
            }
        };
        let auto_end = if self.ends { "Y" } else { "N" };
        let mut payload = json!({
            "uuid": uuid, "room_id": room, "type": kind, "content": content, "msgid": id, "auto_end": auto_end,
        });
        payload[beside.0] = beside.1;
        payload
    }
}

impl Says {
    fn template(message: &str, button_list: Vec<Button>, quick_reply_list: Vec<Button>) -> Self {
        Self::Template(Box::new(Template { button_list, quick_reply_list, ..template(message) }))
    }
}

fn template(message: &str) -> Template {
    Template {
        kind: "TEXT",
        message: message.to_owned(),
        is_locked: false,
        image: None::<Image>,
        button_list: Vec::new(),
        quick_reply_list: Vec::new(),
        carousel_blocks: Vec::new(),
    }
}

fn link(name: &str, path: &str) -> Button {
    let address = |host: &str| Some(format!("https://{host}.ondam.example{path}"));
    Button {
        kind: Some("WEB_LINK"),
        name: name.to_owned(),
        pc: address("www"),
        mobile: address("m"),
        ..Button::default()
    }
}

fn reply(name: &str) -> Button {
    Button { kind: Some("TEXT"), name: name.to_owned(), ..Button::default() }
}

#[cfg(test)]
mod tests;
