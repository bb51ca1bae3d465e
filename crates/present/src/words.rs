//! The words on screen, typed: a word that one language lacks does not compile. Korean is written first.

mod en;
mod ko;
mod list;

use happytalk_model::{
    channel::Channel, failure::BizFailCode, lint::Rule, message::Reason, note::Repair, phone_os::PhoneOs,
    sender::Sender, status::Status,
};

pub use list::ListWords;

use crate::{composer::Barred, failure::FailureKind, live::Mark, options::Lang};

/// All words of one language. What takes a number or a code is a function.
#[derive(Debug)]
pub struct Words {
    /// The language.
    pub lang: Lang,

    // States.
    /// The room is being loaded.
    pub loading: &'static str,
    /// No room was asked for.
    pub idle: &'static str,
    /// Nothing was said in the room.
    pub empty: &'static str,
    /// All there is are memos, which are hidden.
    pub only_memos: &'static str,
    /// The answer holds no room.
    pub no_room: &'static str,
    /// Button: reads again.
    pub reload: &'static str,
    /// Button: tries again.
    pub retry: &'static str,
    /// Button: copies versions, room id and error for the operator.
    pub copy_diagnostics: &'static str,
    /// Button: closes a dialog.
    pub close: &'static str,
    /// Why nothing is shown.
    pub failure: fn(FailureKind) -> &'static str,

    // The transcript as a whole.
    /// Name of the list of messages.
    pub messages: &'static str,
    /// How the list is used by keyboard.
    pub keys: &'static str,
    /// Title of a room that has none.
    pub untitled: &'static str,
    /// How many rows could not be read.
    pub unreadable_rows: fn(usize) -> String,
    /// The answer ended in the middle.
    pub cut: &'static str,
    /// Rows stand in another order than sent.
    pub reordered: &'static str,
    /// The zone of all times.
    pub zone: &'static str,
    /// The rest of the header.
    pub more: &'static str,
    /// What was odd about messages.
    pub notes: &'static str,
    /// What that list is for.
    pub notes_hint: &'static str,
    /// A repair, in words.
    pub repair: fn(Repair) -> &'static str,
    /// A rule of the vendor's that is broken, in words.
    pub rule: fn(Rule) -> String,
    /// Names of the header's fields.
    pub field: Fields,
    /// `status`.
    pub status: fn(&Status) -> String,
    /// `out_api`.
    pub channel: fn(&Channel) -> String,
    /// `phone_os`.
    pub phone_os: fn(&PhoneOs) -> String,
    /// 상담 평가 점수, as sent.
    pub score: fn(&str) -> String,

    // Rows.
    /// What a sender is called.
    pub sender: fn(&Sender) -> String,
    /// Label of an internal memo.
    pub memo: &'static str,
    /// The other side has seen it.
    pub read: &'static str,
    /// The other side has not seen it.
    pub unread: &'static str,
    /// A time span, given in seconds: days, hours and minutes.
    pub lasting: fn(i64) -> String,
    /// How long a customer waited for this answer: the span is put in.
    pub answered: fn(&str) -> String,
    /// How long nobody said anything: the span is put in.
    pub later: fn(&str) -> String,
    /// A message whose time is not known.
    pub undated: &'static str,
    /// Button: shows the row's JSON.
    pub source: &'static str,
    /// Button: copies the row's JSON.
    pub copy: &'static str,
    /// It has been copied.
    pub copied: &'static str,
    /// The browser did not allow it.
    pub not_copied: &'static str,

    // Bodies.
    /// 보안 메시지.
    pub locked: &'static str,
    /// What a secure message is.
    pub locked_hint: &'static str,
    /// Button: shows a covered message.
    pub reveal: &'static str,
    /// A secure message that is not shown.
    pub hidden: &'static str,
    /// A picture.
    pub image: &'static str,
    /// Link: the picture by itself.
    pub open_image: &'static str,
    /// A picture, sound or film did not load.
    pub media_broken: &'static str,
    /// A picture, sound or film is being loaded again.
    pub loading_media: &'static str,
    /// Media from this host are not loaded.
    pub media_refused: fn(&str) -> String,
    /// Media sent as `http:` did not load by `https:`.
    pub media_upgraded: &'static str,
    /// Link: the picture, sound or film by itself.
    pub open_original: &'static str,
    /// Name of the pictures' dialog.
    pub lightbox: &'static str,
    /// Buttons: the picture before and the next.
    pub previous_picture: &'static str,
    /// See above.
    pub next_picture: &'static str,
    /// Buttons: larger and smaller.
    pub zoom_in: &'static str,
    /// See above.
    pub zoom_out: &'static str,
    /// Button: to the message something stands in.
    pub to_message: &'static str,
    /// The drawer of what was exchanged, and the button that opens it.
    pub media_drawer: &'static str,
    /// Its sections: pictures, sounds and films, files, links.
    pub media_sections: [&'static str; 4],
    /// Nothing was exchanged but words.
    pub no_media: &'static str,
    /// Media without a usable address.
    pub media_missing: &'static str,
    /// A sound.
    pub audio: &'static str,
    /// A film.
    pub video: &'static str,
    /// A file whose name is not known.
    pub unnamed_file: &'static str,
    /// Link: fetches the file.
    pub download: &'static str,
    /// A file's last day.
    pub expires: fn(&str) -> String,
    /// The address for a PC.
    pub pc: &'static str,
    /// The address for a phone.
    pub mobile: &'static str,
    /// The address for Android.
    pub android: &'static str,
    /// The address for an iPhone.
    pub ios: &'static str,
    /// Something that is not opened here: its scheme is put in.
    pub not_linked: fn(&str) -> String,
    /// An address that is none.
    pub no_address: &'static str,
    /// For screen readers: a link leaves the page.
    pub new_window: &'static str,
    /// A button that only says its name.
    pub says: &'static str,
    /// What the customer chose, as far as can be told.
    pub chosen: &'static str,
    /// How that is known.
    pub chosen_why: &'static str,
    /// The customer chose none of the labels, as far as can be told, and how that is known.
    pub none_chosen: &'static str,
    /// Before the host of a link whose label names another.
    pub actual_host: &'static str,
    /// What a carousel's cards stand in.
    pub track: &'static str,
    /// Switch: shows all cards of a carousel at once.
    pub spread: &'static str,
    /// A button without a label.
    pub unnamed: &'static str,
    /// Coupon.
    pub coupon: &'static str,
    /// Buttons of a message.
    pub buttons: &'static str,
    /// 바로연결.
    pub quick_replies: &'static str,
    /// `aria-roledescription` of a carousel.
    pub carousel: &'static str,
    /// `aria-roledescription` of one of its cards.
    pub slide: &'static str,
    /// Which card: its number and how many.
    pub slide_of: fn(usize, usize) -> String,
    /// Name of a carousel: how many cards.
    pub slides: fn(usize) -> String,
    /// Button: the card before.
    pub previous: &'static str,
    /// Button: the next card.
    pub next: &'static str,
    /// A carousel without a card.
    pub no_slides: &'static str,
    /// A `contents_type` nobody knows.
    pub unknown: fn(&str) -> String,
    /// A row that could not be read.
    pub unreadable: &'static str,
    /// Why.
    pub reason: fn(Reason) -> &'static str,
    /// A message without any content.
    pub no_text: &'static str,

    // Live rooms and the composer.
    /// Button: goes to messages that came below what is seen; how many.
    pub new_messages: fn(usize) -> String,
    /// Nothing new can be heard at the moment.
    pub lost: &'static str,
    /// How far a message has come that no reading of the room has shown.
    pub mark: fn(&Mark) -> &'static str,
    /// What that means.
    pub mark_hint: &'static str,
    /// Button: sends once more what may not have arrived.
    pub resend: &'static str,
    /// Button: reads the room again to see whether it has arrived.
    pub check: &'static str,
    /// Button: gives up a message that was not sent.
    pub discard: &'static str,
    /// Name of the composer.
    pub composer: &'static str,
    /// Under whose name a message is sent: the customer's id is put in.
    pub sends_as: fn(&str) -> String,
    /// Why nothing can be sent here.
    pub barred: fn(Barred) -> &'static str,
    /// Name of the choice between the kinds of message.
    pub kind_of_message: &'static str,
    /// Text, picture, sound, film.
    pub kinds_of_message: [&'static str; 4],
    /// Name of the field for text, and for an address.
    pub message_fields: [&'static str; 2],
    /// How the field is used by keyboard.
    pub message_keys: &'static str,
    /// Button: sends.
    pub send: &'static str,
    /// Characters that are left, or (negative) too many.
    pub letters_left: fn(isize) -> String,
    /// More than so many characters.
    pub too_long: fn(usize) -> String,
    /// Not the address of a file on the web.
    pub no_web_address: &'static str,
    /// Why the vendor did not take a message.
    pub not_sent: fn(BizFailCode) -> &'static str,
    /// Why the proxy did not, by HTTP status.
    pub refused: fn(u16) -> &'static str,

    // The console: see `ListWords`.
    /// The proxy's own credentials were refused (-501, -502): nothing the reader did.
    pub refused_credentials: &'static str,
    /// The list of rooms.
    pub list: ListWords,

    // Time.
    /// Hour (0–23) and minute.
    pub clock: fn(u8, u8) -> String,
    /// Year, month (1–12), day, weekday (0 is Sunday).
    pub date: fn(u16, u8, u8, u8) -> String,
}

/// Names of the header's fields.
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
    /// 파라미터 1 to 10.
    pub parameter: fn(usize) -> String,
}

impl Words {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ko => &ko::WORDS,
            Lang::En => &en::WORDS,
        }
    }
}

/// `1,000`.
fn grouped(number: usize) -> String {
    let (thousands, rest) = (number / 1000, number % 1000);
    if thousands == 0 { rest.to_string() } else { format!("{},{rest:03}", grouped(thousands)) }
}

#[cfg(test)]
mod tests;
