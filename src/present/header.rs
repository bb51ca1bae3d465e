//! The room's header: what a reader needs at once, and the rest behind a fold. Empty fields do not appear.

use happytalk_model::{room::RoomInfo, sender::Sender, status::Status, timestamp::Timestamp};

use crate::i18n::Words;

/// A room's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderView {
    /// Title, or words for none.
    pub title: String,
    /// Status chip.
    pub status: Option<(Tone, String)>,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// What is always seen.
    pub facts: Vec<Fact>,
    /// What is behind the fold.
    pub more: Vec<Fact>,
}

/// How a status looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Going on.
    Active,
    /// Somebody waits.
    Waiting,
    /// Over.
    Done,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Waiting => "waiting",
            Self::Done => "done",
        }
    }
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, as sent or in our words.
    Text(String),
    /// A moment.
    Moment(Timestamp),
}

/// What is known of a room, in words.
pub fn header(info: &RoomInfo, words: &Words) -> HeaderView {
    let field = &words.field;
    let text = |name: &str, value: &Option<String>| {
        value.clone().map(|value| Fact { name: name.to_owned(), value: Value::Text(value) })
    };
    let moment =
        |name: &str, at: Option<Timestamp>| at.map(|at| Fact { name: name.to_owned(), value: Value::Moment(at) });
    let joined = |parts: Vec<&str>, by: &str| (!parts.is_empty()).then(|| parts.join(by));

    let categories = joined(info.categories.iter().map(String::as_str).collect(), " › ");
    let courier = info.courier.as_ref().map(|courier| courier.name().unwrap_or(&courier.code));
    let parcel = joined(courier.into_iter().chain(info.parcel_number.as_deref()).collect(), " ");
    let score = info.vote_score.as_deref().map(words.score);
    let rating = joined(score.as_deref().into_iter().chain(info.vote_comment.as_deref()).collect(), " · ");
    let facts = [
        text(field.customer, &customer_name(info)),
        text(field.counselor, &counselor_name(info)),
        text(field.channel, &info.channel.as_ref().map(words.channel)),
        text(field.categories, &categories),
        moment(field.opened, info.opened_at),
        moment(field.closed, info.closed_at),
        text(field.order, &info.order_number),
        text(field.product, &info.product_number),
        text(field.parcel, &parcel),
        text(field.rating, &rating),
    ];

    let os = info.phone_os.as_ref().map(words.phone_os);
    let device = [os.as_deref(), info.phone_os_version.as_deref(), info.phone_model.as_deref()];
    let device = joined(device.into_iter().flatten().collect(), " · ");
    // The nickname already stands above; the real name only matters where it differs.
    let real_name = info.counselor_name.clone().filter(|name| Some(name) != info.counselor_nickname.as_ref());
    let fixed = [
        text(field.room_id, &info.id),
        text(field.counselor_id, &real_name),
        text(field.uuid, &info.customer_uuid),
        text(field.category_id, &info.category_id),
        text(field.division_id, &info.division_id),
        text(field.device, &device),
        text(field.carrier, &info.phone_carrier),
        text(field.app_version, &info.app_version),
        text(field.app_hash, &info.app_hash),
    ];
    let parameters =
        info.parameters.iter().enumerate().map(|(index, value)| text(&(field.parameter)(index + 1), value));
    let user_parameter = [text(field.user_parameter, &info.user_parameter)];

    HeaderView {
        title: info.title.clone().unwrap_or_else(|| words.untitled.to_owned()),
        status: info.status.as_ref().map(|status| (tone(status), (words.status)(status))),
        tags: info.tags.clone(),
        facts: facts.into_iter().flatten().collect(),
        more: fixed.into_iter().chain(parameters).chain(user_parameter).flatten().collect(),
    }
}

/// What a row's sender is called in this room: role, and the name where one is known.
pub fn sender_name(sender: &Sender, info: &RoomInfo, words: &Words) -> (String, Option<String>) {
    let name = match sender {
        Sender::Customer => customer_name(info),
        Sender::Counselor => counselor_name(info),
        _ => None,
    };
    ((words.sender)(sender), name)
}

fn customer_name(info: &RoomInfo) -> Option<String> {
    info.users_id.clone().or_else(|| info.customer_uuid.clone())
}

fn counselor_name(info: &RoomInfo) -> Option<String> {
    info.counselor_nickname.clone().or_else(|| info.counselor_name.clone())
}

fn tone(status: &Status) -> Tone {
    match status {
        Status::BotWaiting | Status::Waiting => Tone::Waiting,
        Status::Bot | Status::Open => Tone::Active,
        Status::Closed | Status::Deleted | Status::BotEnded | Status::Other(_) => Tone::Done,
    }
}

#[cfg(test)]
mod tests {
    use happytalk_model::courier::Courier;

    use super::*;
    use crate::options::Lang;

    fn values(facts: &[Fact]) -> Vec<(&str, &str)> {
        (facts.iter())
            .filter_map(|fact| match &fact.value {
                Value::Text(text) => Some((fact.name.as_str(), text.as_str())),
                Value::Moment(_) => None,
            })
            .collect()
    }

    #[test]
    fn a_room_without_anything_is_untitled_and_has_no_fields() {
        let view = header(&RoomInfo::default(), Words::of(Lang::Ko));
        assert_eq!(view.title, "제목 없는 상담");
        assert!(view.facts.is_empty() && view.more.is_empty() && view.status.is_none());
    }

    #[test]
    fn what_belongs_together_stands_in_one_field() {
        let info = RoomInfo {
            categories: vec!["상품문의".into(), "교환".into()],
            courier: Some(Courier { code: "W".into() }),
            parcel_number: Some("1234".into()),
            vote_score: Some("5".into()),
            vote_comment: Some("친절했어요".into()),
            ..RoomInfo::default()
        };
        let view = header(&info, Words::of(Lang::Ko));
        assert_eq!(
            values(&view.facts),
            [("분류", "상품문의 › 교환"), ("운송장", "W 1234"), ("상담 평가", "5점 · 친절했어요")]
        );
    }

    #[test]
    fn the_customer_saw_the_nickname_and_the_name_is_behind_the_fold() {
        let info = RoomInfo {
            counselor_name: Some("kim01".into()),
            counselor_nickname: Some("해피".into()),
            parameters: [None, None, Some("vip".into()), None, None, None, None, None, None, None],
            ..RoomInfo::default()
        };
        let words = Words::of(Lang::Ko);
        let view = header(&info, words);
        assert_eq!(values(&view.facts), [("상담원", "해피")]);
        assert_eq!(values(&view.more), [("상담원 이름", "kim01"), ("파라미터 3", "vip")]);
        assert_eq!(sender_name(&Sender::Counselor, &info, words), ("상담원".into(), Some("해피".into())));
        assert_eq!(sender_name(&Sender::Bot, &info, words), ("봇".into(), None));
    }
}
