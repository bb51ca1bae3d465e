//! View model of a room's header: title, status, main fields and details. Empty fields are omitted.

use std::borrow::Cow;

use happytalk_model::{Room, room::RoomInfo, sender::Sender, status::Status, timestamp::Timestamp};

use super::{response_time, timeline::TimelineEntry};
use crate::words::Words;

/// Header of a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderView {
    /// Title, or the label for an untitled room.
    pub title: String,
    /// Status chip: its tone and its label.
    pub status: Option<(StatusTone, String)>,
    /// Tags, without `#`.
    pub tags: Vec<String>,
    /// Main fields: one element per field, `None` without a value, so that each field keeps its index.
    pub fields: Vec<Option<RoomField>>,
    /// Fields of the details.
    pub details: Vec<RoomField>,
}

/// Colour tone of a status chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusTone {
    /// The conversation is active.
    Active,
    /// The customer is waiting.
    Waiting,
    /// The room has ended.
    Done,
}

impl StatusTone {
    /// Returns the value of `data-tone`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Waiting => "waiting",
            Self::Done => "done",
        }
    }
}

/// Field of a header: its label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomField {
    /// Label.
    pub name: Cow<'static, str>,
    /// Value.
    pub value: FieldValue,
}

/// Value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Text.
    Text(String),
    /// Date and time.
    Moment(Timestamp),
    /// Number with a copy button: its prefix and the number.
    Number(String, String),
}

/// Returns the header of a room. `entries` are its rows in reading order.
pub fn header(room: &Room, entries: &[TimelineEntry], words: &Words) -> HeaderView {
    let info = &room.info;
    let field = &words.field;
    let categories: Vec<_> = info.categories.iter().map(|name| Some(name.as_str())).collect();
    let courier = info.courier.as_ref().map(|courier| courier.name().unwrap_or(&courier.code));
    let score = info.vote_score.as_deref().map(words.score);
    let channel = info.channel.as_ref().map(words.channel);
    let mut fields = FieldList::default();
    fields.text(field.customer, customer_name(info));
    fields.text(field.counselor, counselor_name(info));
    fields.text(field.channel, channel.as_deref());
    fields.text(field.categories, joined(&categories, " › ").as_deref());
    fields.moment(field.opened, info.opened_at);
    fields.moment(field.closed, info.closed_at);
    fields.text(field.duration, duration(info).map(words.time_span).as_deref());
    fields.text(field.first_response, response_time::first_response(room, entries).map(words.time_span).as_deref());
    fields.text(field.order, info.order_number.as_deref());
    fields.text(field.product, info.product_number.as_deref());
    match &info.parcel_number {
        Some(number) => {
            let courier = courier.map(|courier| [courier, " "].concat()).unwrap_or_default();
            fields.push(field.parcel.into(), Some(FieldValue::Number(courier, number.clone())));
        }
        None => fields.text(field.parcel, courier),
    }
    fields.text(field.rating, joined(&[score.as_deref(), info.vote_comment.as_deref()], " · ").as_deref());

    let os = info.phone_os.as_ref().map(words.phone_os);
    let device = [os.as_deref(), info.phone_os_version.as_deref(), info.phone_model.as_deref()];
    // The main fields contain the nickname; the real name is added only if it differs.
    let real_name = info.counselor_name.as_deref().filter(|name| Some(*name) != info.counselor_nickname.as_deref());
    let mut details = FieldList::default();
    details.text(field.room_id, info.id.as_deref());
    details.text(field.counselor_id, real_name);
    details.text(field.uuid, info.customer_uuid.as_deref());
    details.text(field.category_id, info.category_id.as_deref());
    details.text(field.division_id, info.division_id.as_deref());
    details.text(field.device, joined(&device, " · ").as_deref());
    details.text(field.carrier, info.phone_carrier.as_deref());
    details.text(field.app_version, info.app_version.as_deref());
    details.text(field.app_hash, info.app_hash.as_deref());
    for (number, value) in (1..).zip(&info.parameters) {
        details.text((field.parameter)(number), value.as_deref());
    }
    details.text(field.user_parameter, info.user_parameter.as_deref());

    HeaderView {
        title: info.title.as_deref().unwrap_or(words.untitled).to_owned(),
        status: status(room).map(|status| (tone(status), (words.status)(status))),
        tags: info.tags.clone(),
        fields: fields.0,
        details: details.into_known(),
    }
}

/// List of fields in order; `None` for a field without a value.
#[derive(Default)]
pub(super) struct FieldList(Vec<Option<RoomField>>);

impl FieldList {
    /// Returns the fields that have a value.
    pub(super) fn into_known(self) -> Vec<RoomField> {
        self.0.into_iter().flatten().collect()
    }

    /// Adds a text field, if there is a value.
    pub(super) fn text(&mut self, name: impl Into<Cow<'static, str>>, value: Option<&str>) {
        self.push(name.into(), value.map(|value| FieldValue::Text(value.to_owned())));
    }

    /// Adds a date field, if there is a value.
    pub(super) fn moment(&mut self, name: &'static str, at: Option<Timestamp>) {
        self.push(name.into(), at.map(FieldValue::Moment));
    }

    fn push(&mut self, name: Cow<'static, str>, value: Option<FieldValue>) {
        self.0.push(value.map(|value| RoomField { name, value }));
    }
}

/// Joins the parts that are present; `None` if there are none.
fn joined(parts: &[Option<&str>], separator: &str) -> Option<String> {
    let parts: Vec<&str> = parts.iter().flatten().copied().collect();
    (!parts.is_empty()).then(|| parts.join(separator))
}

/// Returns the role of a sender, and its name in this room if known.
pub fn sender_name(sender: &Sender, info: &RoomInfo, words: &Words) -> (String, Option<String>) {
    let name = match sender {
        Sender::Customer => customer_name(info),
        Sender::Counselor => counselor_name(info),
        _ => None,
    };
    ((words.sender)(sender), name.map(str::to_owned))
}

/// Returns the status of a room. A live event that ended the room takes precedence.
pub fn status(room: &Room) -> Option<&Status> {
    if room.ended { Some(&Status::Closed) } else { room.info.status.as_ref() }
}

/// Returns the seconds from opening to closing.
fn duration(info: &RoomInfo) -> Option<i64> {
    let seconds = info.closed_at?.seconds_since(info.opened_at?);
    (seconds >= 0).then_some(seconds)
}

pub(super) fn customer_name(info: &RoomInfo) -> Option<&str> {
    info.users_id.as_deref().or(info.customer_uuid.as_deref())
}

pub(super) fn counselor_name(info: &RoomInfo) -> Option<&str> {
    info.counselor_nickname.as_deref().or(info.counselor_name.as_deref())
}

pub(super) fn tone(status: &Status) -> StatusTone {
    match status {
        Status::BotWaiting | Status::Waiting => StatusTone::Waiting,
        Status::Bot | Status::Open => StatusTone::Active,
        Status::Closed | Status::Deleted | Status::BotEnded | Status::Other(_) => StatusTone::Done,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use happytalk_model::courier::Courier;

    use super::*;
    use crate::{
        options::{Lang, Memos},
        timeline::{
            build_timeline,
            tests::{room, text_row},
        },
    };

    fn view(info: RoomInfo, words: &Words) -> HeaderView {
        header(&Room { info: info.into(), rows: Vec::new(), ended: false }, &[], words)
    }

    fn main_fields(view: &HeaderView) -> Vec<RoomField> {
        view.fields.iter().flatten().cloned().collect()
    }

    pub fn values(fields: &[RoomField]) -> Vec<(&str, &str)> {
        (fields.iter())
            .filter_map(|field| match &field.value {
                FieldValue::Text(text) => Some((&*field.name, text.as_str())),
                FieldValue::Moment(_) => None,
                FieldValue::Number(_, number) => Some((&*field.name, number.as_str())),
            })
            .collect()
    }

    #[test]
    fn an_empty_room_is_untitled_and_has_no_fields() {
        let view = view(RoomInfo::default(), Words::of(Lang::Ko));
        assert_eq!(view.title, "제목 없는 상담");
        assert!(main_fields(&view).is_empty() && view.details.is_empty() && view.status.is_none());
    }

    #[test]
    fn related_values_share_one_field() {
        let info = RoomInfo {
            categories: vec!["상품문의".into(), "교환".into()],
            courier: Some(Courier { code: "W".into() }),
            parcel_number: Some("1234".into()),
            vote_score: Some("5".into()),
            vote_comment: Some("친절했어요".into()),
            ..RoomInfo::default()
        };
        let view = view(info, Words::of(Lang::Ko));
        assert_eq!(
            values(&main_fields(&view)),
            [("분류", "상품문의 › 교환"), ("운송장", "1234"), ("상담 평가", "5점 · 친절했어요")]
        );
    }

    #[test]
    fn durations_are_given_in_whole_minutes() {
        let rows = [text_row("C", "2025-10-01 10:00:00", "?"), text_row("H", "2025-10-01 10:14:59", "네")];
        let mut room = room(&[&rows[0], &rows[1]]);
        let info = std::sync::Arc::make_mut(&mut room.info);
        info.opened_at = Timestamp::from_parts(2025, 10, 1, 9, 59, 0);
        info.closed_at = Timestamp::from_parts(2025, 10, 1, 12, 4, 0);
        let entries = build_timeline(&room, Memos::Show, &Vec::new()).entries;
        let words = Words::of(Lang::Ko);
        assert_eq!(
            values(&main_fields(&header(&room, &entries, words))),
            [("상담 시간", "2시간 5분"), ("상담원 첫 응답", "14분")]
        );
    }

    #[test]
    fn the_nickname_is_a_main_field_and_the_name_a_detail() {
        let info = RoomInfo {
            counselor_name: Some("kim01".into()),
            counselor_nickname: Some("해피".into()),
            parameters: [None, None, Some("vip".into()), None, None, None, None, None, None, None],
            ..RoomInfo::default()
        };
        let words = Words::of(Lang::Ko);
        let view = view(info.clone(), words);
        assert_eq!(values(&main_fields(&view)), [("상담원", "해피")]);
        assert_eq!(values(&view.details), [("상담원 이름", "kim01"), ("파라미터 3", "vip")]);
        assert_eq!(sender_name(&Sender::Counselor, &info, words), ("상담원".into(), Some("해피".into())));
        assert_eq!(sender_name(&Sender::Bot, &info, words), ("봇".into(), None));
    }
}
