//! What the simulated vendor writes, field by field in the documents' order (000, 004 and the V1 and V2 dictionaries).
//!
//! Its own types, not the model's: a mistake in the one must not hide the same mistake in the other.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// `chat` of `chat_data`, or a row of `chat_list`; the members that only one of the two has are optional.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Chat {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) counselor_name: String,
    pub(super) counselor_nickname: String,
    pub(super) customer_uuid: String,
    pub(super) users_id: Option<String>,
    pub(super) category_id: String,
    pub(super) division_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tags: Option<Vec<String>>,
    pub(super) cate_name1: String,
    pub(super) cate_name2: String,
    pub(super) etc_assign: String,
    pub(super) reg_date: String,
    pub(super) complate_date: String,
    pub(super) out_api: String,
    pub(super) status: String,
    pub(super) order_number: String,
    pub(super) product_number: String,
    pub(super) parcel_number: String,
    pub(super) parcel_companycode: String,
    pub(super) app_ver: String,
    pub(super) phone_os: String,
    pub(super) phone_model: String,
    pub(super) phone_osver: String,
    pub(super) phone_telecomm: String,
    pub(super) app_hash: String,
    pub(super) parameter1: String,
    pub(super) parameter2: String,
    pub(super) parameter3: String,
    pub(super) parameter4: String,
    pub(super) parameter5: String,
    pub(super) parameter6: String,
    pub(super) parameter7: String,
    pub(super) parameter8: String,
    pub(super) parameter9: String,
    pub(super) parameter10: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user_parameter: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) vote_score: Option<Value>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) vote_comment: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_message: Option<String>,
}

/// `null` is a value here, and missing is not.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A row of `message`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) from_id: String,
    pub(super) to_id: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) user_type: String,
    pub(super) contents_type: String,
    pub(super) contents: String,
    pub(super) send_date: String,
    pub(super) read_date: String,
}

/// A room as `chat_data` gives it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RoomData {
    pub(super) chat: Chat,
    pub(super) message: Vec<Message>,
}

/// A success.
#[derive(Debug, Serialize)]
pub(super) struct Success<T> {
    pub(super) result: &'static str,
    pub(super) data: T,
}

/// `data` of `chat_room_lists` (004).
#[derive(Debug, Serialize)]
pub(super) struct ListPage {
    #[serde(rename = "page")]
    pub(super) number: usize,
    pub(super) limit: usize,
    pub(super) total_count: usize,
    pub(super) chat_list: Vec<Chat>,
}

/// V1 `normal`: parallel arrays, as its table in 000 says.
#[derive(Debug, Serialize)]
pub(super) struct Normal {
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) link: Option<Links>,
}

/// V1 `link`.
#[derive(Debug, Default, Serialize)]
pub(super) struct Links {
    pub(super) name: Vec<String>,
    pub(super) url: Vec<String>,
}

/// V2 `template`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Template {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) message: String,
    pub(super) is_locked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<Image>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) button_list: Vec<Button>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) quick_reply_list: Vec<Button>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) carousel_blocks: Vec<Block>,
}

/// V2 `image`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Image {
    pub(super) image_url: String,
}

/// A V2 button, quick reply or coupon.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Button {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(rename = "pcUrl", skip_serializing_if = "Option::is_none")]
    pub(super) pc: Option<String>,
    #[serde(rename = "mobileUrl", skip_serializing_if = "Option::is_none")]
    pub(super) mobile: Option<String>,
    #[serde(rename = "schemaAOS", skip_serializing_if = "Option::is_none")]
    pub(super) android: Option<String>,
    #[serde(rename = "schemaIOS", skip_serializing_if = "Option::is_none")]
    pub(super) ios: Option<String>,
}

/// V2 `carouselBlocks[]`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Block {
    pub(super) header: String,
    pub(super) message: String,
    pub(super) image: Image,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) button_list: Vec<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) coupon: Option<Button>,
}
