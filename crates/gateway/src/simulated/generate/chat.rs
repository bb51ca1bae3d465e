//! The room around the messages: every field of `chat` (000).

use serde_json::Value;
use time::{Duration, PrimitiveDateTime};

use super::{
    super::{clock::written, random::Random, script::Script, wire::Chat},
    cast::Cast,
    minutes,
    play::{customer_uuid, epoch},
    speech::fill,
};

const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The room that `script` was played in; the last message was sent at `last`.
pub(super) fn chat(script: &Script, cast: &Cast, status: &str, last: PrimitiveDateTime, random: &mut Random) -> Chat {
    let uses = |slot: &str| script.mentions(slot);
    let ended = matches!(status, "2" | "3" | "4");
    let counseled = !matches!(status, "0" | "-1" | "-2" | "4");
    let category = |index: usize| script.categories.get(index).copied().unwrap_or_default().to_owned();
    let vote =
        (status == "2" && !script.votes.is_empty() && random.percent(65)).then(|| *random.pick::<&str>(&script.votes));
    let (score, comment) = match vote.map(|vote| vote.split_once(' ').unwrap_or((vote, ""))) {
        Some((score, comment)) => (Value::from(score), Value::from(comment)),
        None => (Value::Null, Value::Null),
    };
    let (phone_os, phone_model, phone_osver) = *random.pick(&[
        ("A", "SM-S921N", "15"),
        ("A", "SM-A546S", "14"),
        ("I", "iPhone15,3", "18.6.2"),
        ("I", "iPhone14,5", "17.7"),
        ("W", "", ""),
    ]);
    let carrier = if phone_os == "W" { "" } else { *random.pick::<&str>(&["SKT", "KT", "LGU+"]) };
    // PHP's uniqid() of the moment, then letters: thirty characters.
    let id =
        format!("{:08x}{}{}", epoch(cast.start), random.text(5, b"0123456789abcdef"), random.text(17, ALPHANUMERIC));
    let text = |some: bool, text: &str| if some { text.to_owned() } else { String::new() };
    Chat {
        id,
        title: fill(random.pick::<&str>(&script.titles), cast),
        counselor_name: text(counseled, cast.counselor.0),
        counselor_nickname: text(counseled, &format!("온담 {}", cast.counselor.1)),
        customer_uuid: customer_uuid(cast),
        users_id: Some(cast.customer.1.to_owned()),
        category_id: category_id(&category(0)),
        division_id: category_id(&category(1)),
        tags: Some(script.tags.iter().map(|tag| format!("#{tag}")).collect()),
        cate_name1: category(0),
        cate_name2: category(1),
        etc_assign: category(2),
        reg_date: written(cast.start),
        complate_date: if ended { written(last + Duration::seconds(21)) } else { minutes::UNREAD.to_owned() },
        out_api: script.channel.unwrap_or_else(|| random.pick::<&str>(&["0", "0", "0", "2", "2", "1", "7"])).to_owned(),
        status: status.to_owned(),
        order_number: text(uses("{주문번호}"), &cast.order),
        product_number: text(uses("{상품}"), &cast.product_number),
        parcel_number: text(uses("{송장}"), &cast.parcel),
        parcel_companycode: text(uses("{송장}"), cast.courier.0),
        app_ver: text(phone_os != "W", "4.12.1"),
        phone_os: phone_os.to_owned(),
        phone_model: phone_model.to_owned(),
        phone_osver: phone_osver.to_owned(),
        phone_telecomm: carrier.to_owned(),
        parameter1: text(random.percent(60), random.pick::<&str>(&["VIP", "GOLD", "SILVER", "WELCOME"])),
        parameter2: text(uses("{상품}"), &format!("https://www.ondam.example/goods/{}", cast.product_number)),
        user_parameter: Some(String::new()),
        vote_score: Some(score),
        vote_comment: Some(comment),
        ..Chat::default()
    }
}

/// A number for a category's name, the same wherever the name comes up.
fn category_id(name: &str) -> String {
    let sum = name.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 900);
    if name.is_empty() { String::new() } else { (76_000 + sum).to_string() }
}
