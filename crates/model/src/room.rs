//! The room: every field of the dictionaries (000, 002), with "none" told apart from a value.

use crate::{
    channel::Channel,
    courier::Courier,
    lenient,
    note::Repair,
    phone_os::PhoneOs,
    status::Status,
    timestamp::Timestamp,
    wire::{JsonKind, Key, Node, Object},
};

/// `chat`. Text that is empty, null or missing is `None`; so is the date `0000-00-00 00:00:00`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomInfo {
    /// 상담방 ID.
    pub id: Option<String>,
    /// 상담방 제목.
    pub title: Option<String>,
    /// 상담사 이름.
    pub counselor_name: Option<String>,
    /// 상담사 별명: what the customer saw.
    pub counselor_nickname: Option<String>,
    /// 고객 식별 번호.
    pub customer_uuid: Option<String>,
    /// 고객 ID.
    pub users_id: Option<String>,
    /// 대분류 ID.
    pub category_id: Option<String>,
    /// 중분류 ID.
    pub division_id: Option<String>,
    /// 태그, without the leading `#`.
    pub tags: Vec<String>,
    /// 대분류, 중분류, 소분류 명칭 (`cate_name1`, `cate_name2`, `etc_assign`), the empty ones left out.
    pub categories: Vec<String>,
    /// 상담방 등록 일시 (`reg_date`).
    pub opened_at: Option<Timestamp>,
    /// 상담방 종료 일시 (`complate_date`).
    pub closed_at: Option<Timestamp>,
    /// 상담 환경 분류 (`out_api`).
    pub channel: Option<Channel>,
    /// 상담방 상태.
    pub status: Option<Status>,
    /// 상품 주문 번호.
    pub order_number: Option<String>,
    /// 상품 번호.
    pub product_number: Option<String>,
    /// 운송장 번호.
    pub parcel_number: Option<String>,
    /// 택배사 (`parcel_companycode`).
    pub courier: Option<Courier>,
    /// 앱 버전.
    pub app_version: Option<String>,
    /// 휴대전화 OS.
    pub phone_os: Option<PhoneOs>,
    /// 휴대전화 모델명.
    pub phone_model: Option<String>,
    /// 휴대전화 OS 구분 값 (`phone_osver`).
    pub phone_os_version: Option<String>,
    /// 통신사 정보 (`phone_telecomm`).
    pub phone_carrier: Option<String>,
    /// 앱 식별 번호.
    pub app_hash: Option<String>,
    /// 커스텀 파라미터 1 to 10, in order.
    pub parameters: [Option<String>; 10],
    /// 사용자 변수.
    pub user_parameter: Option<String>,
    /// 상담 평가 점수, as sent.
    pub vote_score: Option<String>,
    /// 상담 평가 내용.
    pub vote_comment: Option<String>,
    /// 마지막 메시지: in list rows (004) only.
    pub last_message: Option<String>,
}

const PARAMETERS: [&str; 10] = [
    "parameter1",
    "parameter2",
    "parameter3",
    "parameter4",
    "parameter5",
    "parameter6",
    "parameter7",
    "parameter8",
    "parameter9",
    "parameter10",
];

/// Members of `chat` (000) whose text is only ever shown as text, whatever a customer or a shop's page put into it.
const TEXTS: [&str; 22] = [
    "id",
    "title",
    "counselor_name",
    "counselor_nickname",
    "customer_uuid",
    "users_id",
    "category_id",
    "division_id",
    "cate_name1",
    "cate_name2",
    "etc_assign",
    "order_number",
    "product_number",
    "parcel_number",
    "app_ver",
    "phone_model",
    "phone_osver",
    "phone_telecomm",
    "app_hash",
    "user_parameter",
    "vote_score",
    "vote_comment",
];

/// Whether this member's text is one of those.
pub(crate) fn is_text(key: Key<'_>) -> bool {
    TEXTS.iter().chain(&PARAMETERS).any(|name| key.is(name))
}

impl RoomInfo {
    /// Reads `chat`, or a row of the list.
    pub(crate) fn read(chat: &Node<'_>) -> Self {
        let mut info = Self::default();
        let Some(chat) = &chat.object() else { return info };
        // Read in place, each by one call: values that are first put together and then moved are thrice the code.
        text(chat, "id", &mut info.id);
        text(chat, "title", &mut info.title);
        text(chat, "counselor_name", &mut info.counselor_name);
        text(chat, "counselor_nickname", &mut info.counselor_nickname);
        text(chat, "customer_uuid", &mut info.customer_uuid);
        text(chat, "users_id", &mut info.users_id);
        text(chat, "category_id", &mut info.category_id);
        text(chat, "division_id", &mut info.division_id);
        info.tags = tags(&chat.get_any(&["tags", "tag_nms"]));
        for name in &["cate_name1", "cate_name2", "etc_assign"] {
            if let Some(category) = lenient::filled(&chat.get(name)) {
                info.categories.push(category);
            }
        }
        info.opened_at = lenient::date(&chat.get("reg_date"));
        info.closed_at = lenient::date(&chat.get("complate_date"));
        info.channel = Channel::read(&chat.get("out_api"));
        info.status = Status::read(&chat.get("status"));
        text(chat, "order_number", &mut info.order_number);
        text(chat, "product_number", &mut info.product_number);
        text(chat, "parcel_number", &mut info.parcel_number);
        info.courier = Courier::read(&chat.get("parcel_companycode"));
        text(chat, "app_ver", &mut info.app_version);
        info.phone_os = PhoneOs::read(&chat.get("phone_os"));
        text(chat, "phone_model", &mut info.phone_model);
        text(chat, "phone_osver", &mut info.phone_os_version);
        text(chat, "phone_telecomm", &mut info.phone_carrier);
        text(chat, "app_hash", &mut info.app_hash);
        for (name, parameter) in PARAMETERS.iter().zip(&mut info.parameters) {
            text(chat, name, parameter);
        }
        text(chat, "user_parameter", &mut info.user_parameter);
        text(chat, "vote_score", &mut info.vote_score);
        text(chat, "vote_comment", &mut info.vote_comment);
        text(chat, "last_message", &mut info.last_message);
        info
    }
}

fn text(chat: &Object<'_>, name: &str, field: &mut Option<String>) {
    *field = lenient::filled(&chat.get(name));
}

/// `["#a", "#b"]`, or as the archives have it, `"#a|#b"`.
fn tags(node: &Node<'_>) -> Vec<String> {
    let mut tags = Vec::new();
    let mut add = |sent: &str| {
        let tag = sent.trim().trim_start_matches('#');
        if !tag.is_empty() {
            tags.push(tag.to_owned());
        }
    };
    if node.kind() != JsonKind::Text {
        lenient::each(node, &mut |item| add(&lenient::filled(item).unwrap_or_default()));
    } else if let Some(text) = lenient::filled(node) {
        node.note(Repair::TagsInText);
        text.split('|').for_each(add);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Json, Notes};

    fn read(chat: &str) -> (RoomInfo, Vec<(String, Repair)>) {
        let notes = Notes::default();
        let info = RoomInfo::read(&Node::root(Json::whole(chat.as_bytes()).expect("the test's own JSON"), &notes));
        (info, notes.into_vec().into_iter().map(|note| (note.pointer, note.repair)).collect())
    }

    #[test]
    fn none_in_every_spelling_is_a_default_room() {
        let chat =
            r#"{"id":"","title":null,"complate_date":"0000-00-00 00:00:00","tags":[],"status":" ","parameter3":[]}"#;
        assert_eq!(read(chat), (RoomInfo::default(), vec![]));
        assert_eq!(read("null"), (RoomInfo::default(), vec![]));
        assert_eq!(read("[]"), (RoomInfo::default(), vec![]));
        assert_eq!(read("7"), (RoomInfo::default(), vec![(String::new(), Repair::WrongType)]));
    }

    #[test]
    fn numbers_are_taken_for_text_in_their_own_spelling() {
        let (info, notes) = read(r#"{"id":90071992547409931,"status":-2,"out_api":0,"parcel_companycode":4}"#);
        assert_eq!(info.id.as_deref(), Some("90071992547409931"));
        assert_eq!((info.status, info.channel), (Some(Status::BotWaiting), Some(Channel::Happytalk)));
        assert_eq!(info.courier.and_then(|courier| courier.name()), Some("대한통운"));
        let places: Vec<_> = notes.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(places, ["/id", "/out_api", "/status", "/parcel_companycode"]);
        assert!(notes.iter().all(|(_, repair)| *repair == Repair::ScalarForText));
    }

    #[test]
    fn tags_come_as_a_list_or_in_one_text() {
        assert_eq!(read(r##"{"tags":["#태그1"," #태그2","",null]}"##).0.tags, ["태그1", "태그2"]);
        let (info, notes) = read(r##"{"tag_nms":"#a|#b||#c"}"##);
        assert_eq!(info.tags, ["a", "b", "c"]);
        assert_eq!(notes, [("/tag_nms".to_owned(), Repair::TagsInText)]);
    }

    #[test]
    fn categories_and_parameters_keep_their_order() {
        let (info, _) =
            read(r#"{"etc_assign":"소","cate_name1":"대","cate_name2":"","parameter10":"열","parameter1":"하나"}"#);
        assert_eq!(info.categories, ["대", "소"]);
        assert_eq!(info.parameters[0].as_deref(), Some("하나"));
        assert_eq!(info.parameters[9].as_deref(), Some("열"));
    }
}
