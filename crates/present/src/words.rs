//! UI strings by language. A string that is missing in one language is a compile error.

mod en;
mod ko;
mod list;

use happytalk_model::{
    channel::Channel, failure::BizFailCode, lint::Rule, message::Reason, note::Repair, phone_os::PhoneOs,
    sender::Sender, status::Status,
};

pub use list::ListWords;

use crate::{composer::SendingBlocked, failure::FailureKind, live::DeliveryStatus, options::Lang};

/// UI strings of one language. A string with a parameter is a function.
#[derive(Debug)]
pub struct Words {
    /// Language of these strings.
    pub lang: Lang,

    // States.
    /// Status: the room is loading.
    pub loading: &'static str,
    /// State: no room is requested.
    pub idle: &'static str,
    /// State: the room has no messages.
    pub empty: &'static str,
    /// State: the room has only memos, which are hidden.
    pub only_memos: &'static str,
    /// State: the response contains no room.
    pub no_room: &'static str,
    /// Button: reloads the room.
    pub reload: &'static str,
    /// Button: retries the request.
    pub retry: &'static str,
    /// Button: copies versions, room id and error for the operator.
    pub copy_diagnostics: &'static str,
    /// Button: closes a dialog.
    pub close: &'static str,
    /// Sentence for a load failure.
    pub failure: fn(FailureKind) -> &'static str,

    // Transcript.
    /// Label of the message list.
    pub messages: &'static str,
    /// Keyboard instructions of the list.
    pub keyboard_help: &'static str,
    /// Notice: only a part of the messages is in the page. The parameter is their number.
    pub windowed: fn(usize) -> String,
    /// Button for screen readers: continues with the messages before those in the page.
    pub read_before: &'static str,
    /// Button for screen readers: continues with the messages after those in the page.
    pub read_on: &'static str,
    /// Title of an untitled room.
    pub untitled: &'static str,
    /// Number of rows that could not be decoded.
    pub unreadable_rows: fn(usize) -> String,
    /// Notice: the response was cut off.
    pub cut: &'static str,
    /// Notice: the rows were sorted.
    pub reordered: &'static str,
    /// Time zone of all dates.
    pub zone: &'static str,
    /// Disclosure: the details of the header.
    pub more: &'static str,
    /// Heading of the decoding notes of a row.
    pub notes: &'static str,
    /// Explanation of the decoding notes.
    pub notes_hint: &'static str,
    /// Sentence for a repair.
    pub repair: fn(Repair) -> &'static str,
    /// Sentence for a broken rule of the vendor's documents.
    pub rule: fn(Rule) -> String,
    /// Labels of the header's fields.
    pub field: Fields,
    /// Label of a room's `status`.
    pub status: fn(&Status) -> String,
    /// Label of a channel (`out_api`).
    pub channel: fn(&Channel) -> String,
    /// Label of an operating system (`phone_os`).
    pub phone_os: fn(&PhoneOs) -> String,
    /// Rating score (상담 평가 점수). The parameter is the score as sent.
    pub score: fn(&str) -> String,

    // Rows.
    /// Role of a sender.
    pub sender: fn(&Sender) -> String,
    /// Label of an internal memo.
    pub memo: &'static str,
    /// Read mark: read by the other side.
    pub read: &'static str,
    /// Read mark: not read by the other side.
    pub unread: &'static str,
    /// Time span in days, hours and minutes. The parameter is in seconds.
    pub time_span: fn(i64) -> String,
    /// Response time. The parameter is the formatted time span.
    pub response_time: fn(&str) -> String,
    /// Silence before a message. The parameter is the formatted time span.
    pub silence: fn(&str) -> String,
    /// Placeholder for a missing date.
    pub undated: &'static str,
    /// Button: shows the row's JSON.
    pub source: &'static str,
    /// Button: copies the row's JSON.
    pub copy: &'static str,
    /// Announcement: the copy succeeded.
    pub copied: &'static str,
    /// Announcement: the browser denied the copy.
    pub not_copied: &'static str,

    // Bodies.
    /// Badge of a secure message (보안 메시지).
    pub locked: &'static str,
    /// Explanation of secure messages.
    pub locked_hint: &'static str,
    /// Button: reveals a covered message.
    pub reveal: &'static str,
    /// Placeholder for the content of a hidden secure message.
    pub hidden: &'static str,
    /// Label of a picture.
    pub image: &'static str,
    /// Button: opens the picture in the lightbox.
    pub open_image: &'static str,
    /// Error: media failed to load.
    pub media_broken: &'static str,
    /// Status: media are reloading.
    pub loading_media: &'static str,
    /// Notice: media from this host are not allowed. The parameter is the host.
    pub media_refused: fn(&str) -> String,
    /// Error: media with an `http:` URL failed to load over `https:`.
    pub media_upgraded: &'static str,
    /// Link: opens the media file.
    pub open_original: &'static str,
    /// Label of the lightbox.
    pub lightbox: &'static str,
    /// Button: previous picture.
    pub previous_picture: &'static str,
    /// Button: next picture.
    pub next_picture: &'static str,
    /// Button: zooms in.
    pub zoom_in: &'static str,
    /// Button: zooms out.
    pub zoom_out: &'static str,
    /// Button: scrolls to the message that contains an item.
    pub to_message: &'static str,
    /// Label of the media drawer and of the button that opens it.
    pub media_drawer: &'static str,
    /// Sections of the media drawer: pictures, audio and video, files, links.
    pub media_sections: [&'static str; 4],
    /// State: the room has no pictures, files or links.
    pub no_media: &'static str,
    /// Error: the media URL is missing or invalid.
    pub media_missing: &'static str,
    /// Label of an audio message.
    pub audio: &'static str,
    /// Label of a video message.
    pub video: &'static str,
    /// Name of a file without a name.
    pub unnamed_file: &'static str,
    /// Link: downloads the file.
    pub download: &'static str,
    /// Expiry date of a file.
    pub expires: fn(&str) -> String,
    /// Label of the URL for a PC.
    pub pc: &'static str,
    /// Label of the URL for a phone.
    pub mobile: &'static str,
    /// Label of the URL for Android.
    pub android: &'static str,
    /// Label of the URL for an iPhone.
    pub ios: &'static str,
    /// Notice: URLs with this scheme are not opened. The parameter is the scheme.
    pub not_linked: fn(&str) -> String,
    /// Notice: the URL is invalid.
    pub no_address: &'static str,
    /// Hint for screen readers: the link opens a new window.
    pub new_window: &'static str,
    /// Label of a button that sends its name as a text.
    pub reply_button: &'static str,
    /// Label of the inferred choice.
    pub chosen: &'static str,
    /// Explanation of the inferred choice.
    pub chosen_explanation: &'static str,
    /// Notice: the customer chose none of the labels, with an explanation.
    pub none_chosen: &'static str,
    /// Prefix of the host of a link whose text names another host.
    pub actual_host: &'static str,
    /// Label of a carousel's track.
    pub track: &'static str,
    /// Toggle: shows all cards of a carousel as a grid.
    pub spread: &'static str,
    /// Name of a button without a label.
    pub unnamed: &'static str,
    /// Label of a coupon.
    pub coupon: &'static str,
    /// Label of the buttons of a message.
    pub buttons: &'static str,
    /// Label of the quick replies (바로연결).
    pub quick_replies: &'static str,
    /// `aria-roledescription` of a carousel.
    pub carousel: &'static str,
    /// `aria-roledescription` of a carousel's card.
    pub slide: &'static str,
    /// Position of a card: its number and the number of cards.
    pub slide_of: fn(usize, usize) -> String,
    /// Label of a carousel: the number of cards.
    pub slides: fn(usize) -> String,
    /// Button: previous card.
    pub previous: &'static str,
    /// Button: next card.
    pub next: &'static str,
    /// State: the carousel has no cards.
    pub no_slides: &'static str,
    /// Notice: unknown `contents_type`. The parameter is the type.
    pub unknown: fn(&str) -> String,
    /// Notice: undocumented template type. The parameter is the type.
    pub unknown_template: fn(&str) -> String,
    /// Notice: the row could not be decoded.
    pub unreadable: &'static str,
    /// Reason why a row could not be decoded.
    pub reason: fn(Reason) -> &'static str,
    /// Placeholder for a message without content.
    pub no_text: &'static str,

    // Live rooms and the composer.
    /// Button: scrolls to new messages below the viewport. The parameter is their number.
    pub new_messages: fn(usize) -> String,
    /// Notice: the live connection is lost.
    pub connection_lost: &'static str,
    /// Label of a delivery status.
    pub delivery_status: fn(&DeliveryStatus) -> &'static str,
    /// Explanation of provisional messages.
    pub delivery_status_hint: &'static str,
    /// Button: retries a message.
    pub resend: &'static str,
    /// Button: reloads the room to check whether a message has arrived.
    pub check: &'static str,
    /// Button: discards a message that was not sent.
    pub discard: &'static str,
    /// Label of the composer.
    pub composer: &'static str,
    /// Notice: messages are sent as this customer. The parameter is the customer id.
    pub sends_as: fn(&str) -> String,
    /// Sentence for the reason why the room accepts no message.
    pub sending_blocked: fn(SendingBlocked) -> &'static str,
    /// Label of the content type select box.
    pub kind_of_message: &'static str,
    /// Content types: text, picture, audio, video.
    pub kinds_of_message: [&'static str; 4],
    /// Labels of the text field and the URL field.
    pub message_fields: [&'static str; 2],
    /// Keyboard instructions of the text field.
    pub message_keyboard_help: &'static str,
    /// Button: sends the message.
    pub send: &'static str,
    /// Number of characters left; negative if the text is too long.
    pub chars_left: fn(isize) -> String,
    /// Error: the text is too long. The parameter is the maximum number of characters.
    pub too_long: fn(usize) -> String,
    /// Error: the text is not an `http:` or `https:` URL.
    pub no_web_address: &'static str,
    /// Sentence for a rejection by the vendor.
    pub vendor_rejection: fn(BizFailCode) -> &'static str,
    /// Sentence for a rejection by the proxy. The parameter is the HTTP status, or 0 without a response.
    pub proxy_rejection: fn(u16) -> &'static str,

    // Console; see also `ListWords`.
    /// Error: the vendor rejected the credentials of the proxy (-501, -502).
    pub refused_credentials: &'static str,
    /// Strings of the room list.
    pub list: ListWords,

    // Time.
    /// Time of day. The parameters are hour (0–23) and minute.
    pub clock: fn(u8, u8) -> String,
    /// Date. The parameters are year, month (1–12), day and weekday (0 is Sunday).
    pub date: fn(u16, u8, u8, u8) -> String,
}

/// Labels of the header's fields.
#[derive(Debug)]
pub struct Fields {
    /// 상담원.
    pub counselor: &'static str,
    /// 고객.
    pub customer: &'static str,
    /// 채널.
    pub channel: &'static str,
    /// 분류.
    pub categories: &'static str,
    /// 태그.
    pub tags: &'static str,
    /// 접수.
    pub opened: &'static str,
    /// 종료.
    pub closed: &'static str,
    /// 상담 시간.
    pub duration: &'static str,
    /// 첫 응답.
    pub first_response: &'static str,
    /// 보낸 시각.
    pub sent_at: &'static str,
    /// 읽은 시각.
    pub read_at: &'static str,
    /// 주문 번호.
    pub order: &'static str,
    /// 상품 번호.
    pub product: &'static str,
    /// 운송장.
    pub parcel: &'static str,
    /// 평가.
    pub rating: &'static str,
    /// 상담방 번호.
    pub room_id: &'static str,
    /// 상담원 아이디.
    pub counselor_id: &'static str,
    /// 고객 식별 번호.
    pub uuid: &'static str,
    /// 대분류 ID.
    pub category_id: &'static str,
    /// 중분류 ID.
    pub division_id: &'static str,
    /// 앱 버전.
    pub app_version: &'static str,
    /// 앱 식별 번호.
    pub app_hash: &'static str,
    /// 기기.
    pub device: &'static str,
    /// 통신사.
    pub carrier: &'static str,
    /// 사용자 변수.
    pub user_parameter: &'static str,
    /// 파라미터. The parameter is its number, 1 to 10.
    pub parameter: fn(usize) -> String,
}

impl Words {
    /// Returns the strings of a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ko => &ko::WORDS,
            Lang::En => &en::WORDS,
        }
    }
}

#[cfg(test)]
mod tests;
