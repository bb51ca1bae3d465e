//! Generated rooms of realistic size and mixture, with the same bytes in every run.
//!
//! 70 % Korean text of 20–200 characters, 8 % pictures, 7 % V1, 10 % template text with 2–3 buttons, 5 % carousels of
//! 2–5 blocks.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// Seed of the generator.
const SEED: u64 = 0x5eed_68dd_2893_cbfb;

const WORDS: [&str; 24] = [
    "안녕하세요",
    "주문하신",
    "상품이",
    "오늘",
    "출고되었습니다",
    "배송",
    "조회는",
    "아래",
    "버튼을",
    "눌러",
    "확인해",
    "주세요",
    "교환은",
    "수령",
    "후",
    "7일",
    "이내에",
    "가능하며",
    "사이즈가",
    "맞지",
    "않으면",
    "상담원에게",
    "문의해",
    "감사합니다",
];

/// Returns a `chat_data` response with so many messages; `picture` is the address of all pictures.
pub fn room(messages: usize, picture: &str) -> Vec<u8> {
    let mut random = Random(SEED);
    let rows: Vec<Value> = (0..messages).map(|number| message(number, &mut random, picture)).collect();
    let chat = json!({
        "id": format!("bench-{messages}"), "title": "속도 측정", "counselor_name": "김상담", "customer_uuid": "1000_customer",
        "users_id": "customer", "reg_date": "2025-10-01 09:00:00", "complate_date": "0000-00-00 00:00:00", "status": "1",
        "cate_name1": "배송", "cate_name2": "조회", "tags": [], "out_api": "0",
    });
    json!({ "result": "success", "data": [{ "chat": chat, "message": rows }] }).to_string().into_bytes()
}

/// Returns a room as PHP encodes it: non-ASCII characters as `\uXXXX` and `/` as `\/`, also inside embedded JSON.
pub fn php(room: &[u8]) -> serde_json::Result<Vec<u8>> {
    let mut answer: Value = serde_json::from_slice(room)?;
    let rows = answer.pointer_mut("/data/0/message").and_then(Value::as_array_mut);
    for row in rows.into_iter().flatten() {
        if matches!(row["contents_type"].as_str(), Some("normal" | "template")) {
            let inner: Value = serde_json::from_str(row["contents"].as_str().unwrap_or_default())?;
            row["contents"] = escaped(&inner).into();
        }
    }
    Ok(escaped(&answer).into_bytes())
}

fn escaped(json: &Value) -> String {
    let mut escaped = String::new();
    for character in json.to_string().chars() {
        match character {
            '/' => escaped.push_str("\\/"),
            _ if character.is_ascii() => escaped.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a string never fails.
                    let _ = write!(escaped, "\\u{unit:04x}");
                }
            }
        }
    }
    escaped
}

fn message(number: usize, random: &mut Random, picture: &str) -> Value {
    let (kind, contents) = match random.below(100) {
        0..70 => ("text", text(20 + random.below(181), random)),
        70..78 => ("image", picture.to_owned()),
        78..85 => ("normal", normal(random)),
        85..95 => ("template", template(random)),
        _ => ("template", carousel(random, picture)),
    };
    let by_customer = kind == "text" && random.below(2) == 0;
    let (day, minute) = (1 + number / 1440, number % 1440);
    let sent = format!("2025-{:02}-{:02} {:02}:{:02}:00", 1 + day / 28 % 12, 1 + day % 28, minute / 60, minute % 60);
    json!({
        "id": (942_984_610 + number).to_string(),
        "from_id": if by_customer { "customer" } else { "agent" }, "to_id": if by_customer { "agent" } else { "customer" },
        "type": "C", "user_type": if by_customer { "C" } else if kind == "template" { "B" } else { "H" },
        "contents_type": kind, "contents": contents, "send_date": sent, "read_date": sent,
    })
}

fn normal(random: &mut Random) -> String {
    let link = json!({ "name": ["주문 보기", "배송 조회"], "url": [order(random), order(random)] });
    json!({ "text": text(60, random), "link": link }).to_string()
}

fn template(random: &mut Random) -> String {
    let buttons = 2 + random.below(2);
    json!({ "type": "TEXT", "message": text(80, random), "isLocked": false, "buttonList": buttons_of(buttons, random) })
        .to_string()
}

fn carousel(random: &mut Random, picture: &str) -> String {
    let blocks: Vec<Value> = (0..2 + random.below(4))
        .map(|number| {
            json!({
                "header": format!("{}번 상품", number + 1), "message": text(50, random),
                "image": { "imageUrl": picture }, "buttonList": buttons_of(2, random),
            })
        })
        .collect();
    json!({ "type": "CAROUSEL", "message": text(30, random), "isLocked": false, "carouselBlocks": blocks }).to_string()
}

fn buttons_of(count: usize, random: &mut Random) -> Vec<Value> {
    let button = |number: usize, random: &mut Random| {
        if number.is_multiple_of(2) {
            json!({ "type": "WEB_LINK", "name": "자세히 보기", "pcUrl": order(random), "mobileUrl": order(random) })
        } else {
            json!({ "type": "TEXT", "name": "상담원 연결" })
        }
    };
    (0..count).map(|number| button(number, random)).collect()
}

fn order(random: &mut Random) -> String {
    format!("https://shop.example.com/orders/{}", random.below(1_000_000))
}

/// Returns words with exactly this number of characters.
fn text(characters: usize, random: &mut Random) -> String {
    let mut text = String::new();
    let mut length = 0;
    while length < characters {
        let word = WORDS[random.below(WORDS.len())];
        length += word.chars().count() + 1;
        text.push_str(word);
        text.push(' ');
    }
    text.chars().take(characters).collect()
}

/// `xorshift64*`, a small generator with the same numbers on every platform.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or_default() % limit
    }
}

#[cfg(test)]
mod tests {
    use happytalk_model::{Answer, Message, decode};

    use super::{php, room};

    #[test]
    fn room_is_deterministic_and_has_the_documented_mixture() {
        let bytes = room(10_000, "https://example.com/a.png");
        assert_eq!(bytes, room(10_000, "https://example.com/a.png"));
        let decoded = decode(&bytes).expect("JSON");
        assert!(decoded.notes.is_empty(), "{:?}", decoded.notes.first());
        let Answer::Transcript(transcript) = decoded.value else { panic!("a room") };
        let share = |kind: &str| {
            let rows = transcript.rooms[0].rows.iter();
            rows.filter(|row| row.message().kind().slug() == kind).count() / 100
        };
        for (kind, percent) in [
            ("text", 70),
            ("image", 8),
            ("normal", 7),
            ("template-text", 10),
            ("template-carousel", 5),
            ("unreadable", 0),
        ] {
            assert!(share(kind).abs_diff(percent) <= 1, "{kind}: {} %", share(kind));
        }
    }

    #[test]
    fn php_escaped_room_is_ascii_and_decodes_equally() {
        let bytes = room(1_000, "https://example.com/a.png");
        let escaped = php(&bytes).expect("JSON");
        assert!(escaped.is_ascii() && !escaped.windows(2).any(|pair| pair[1] == b'/' && pair[0] != b'\\'));
        let messages = |bytes: &[u8]| -> Vec<Message> {
            let Answer::Transcript(transcript) = decode(bytes).expect("JSON").value else { panic!("a room") };
            transcript.rooms[0].rows.iter().map(|row| row.message().clone()).collect()
        };
        assert_eq!(messages(&escaped), messages(&bytes));
    }
}
