//! English.

mod notes;

use happytalk_model::{channel::Channel, message::Reason, phone_os::PhoneOs, sender::Sender, status::Status};

use super::{Fields, Words};
use crate::{options::Lang, present::failure::FailureKind};

pub(super) static WORDS: Words = Words {
    lang: Lang::En,

    loading: "Loading the conversation",
    idle: "Choose a room to show.",
    empty: "This room has no messages.",
    only_memos: "This room holds only internal memos, and those are hidden.",
    no_room: "No conversation was found.",
    reload: "Reload",
    close: "Close",
    retry: "Try again",
    failure: |kind| match kind {
        FailureKind::NotFound => "There is no such room.",
        FailureKind::Forbidden => "You may not see this room.",
        FailureKind::Unauthorized => "Your sign-in is missing or has expired. Please sign in again.",
        FailureKind::BadRequest => "The request was not valid. Please check the room id.",
        FailureKind::TooMany => "Too many requests. Please try again in a moment.",
        FailureKind::Vendor => "Happytalk did not hand over the conversation.",
        FailureKind::Timeout => "The answer took too long.",
        FailureKind::Offline => "The server can't be reached. Please check your network.",
        FailureKind::Unreadable => "The answer could not be read.",
    },

    messages: "Messages",
    keys: "In the list of messages, ↑ and ↓ go to the previous and next message, Home and End to the first and last, Enter into a message, Esc back to it.",
    untitled: "Untitled conversation",
    unreadable_rows: |count| match count {
        1 => "1 message could not be read".into(),
        _ => format!("{count} messages could not be read"),
    },
    cut: "The answer was cut off: later messages are missing.",
    reordered: "Messages were not sent in order of time; they are shown by the time they were sent.",
    zone: "Korean time",
    more: "Details",
    notes: "Reading notes",
    notes_hint: "What had to be repaired to read a message, and where it breaks the rules of Happytalk's documents.",
    repair: notes::repair,
    rule: notes::rule,
    field: Fields {
        counselor: "Counselor",
        customer: "Customer",
        channel: "Channel",
        categories: "Category",
        tags: "Tags",
        opened: "Opened",
        closed: "Closed",
        duration: "Duration",
        first_response: "First response after",
        sent_at: "Sent",
        read_at: "Read",
        order: "Order no.",
        product: "Product no.",
        parcel: "Parcel",
        rating: "Rating",
        room_id: "Room id",
        counselor_id: "Counselor name",
        uuid: "Customer UUID",
        category_id: "Category id",
        division_id: "Subcategory id",
        app_version: "App version",
        app_hash: "App id",
        device: "Device",
        carrier: "Carrier",
        user_parameter: "User variable",
        parameter: |number| format!("Parameter {number}"),
    },
    status: |status| match status {
        Status::BotWaiting => "Waiting for bot".into(),
        Status::Bot => "With bot".into(),
        Status::Waiting => "Waiting".into(),
        Status::Open => "Open".into(),
        Status::Closed => "Closed".into(),
        Status::Deleted => "Deleted".into(),
        Status::BotEnded => "Ended by bot".into(),
        Status::Other(code) => format!("Status {code}"),
    },
    channel: |channel| match channel {
        Channel::Happytalk => "Happytalk".into(),
        Channel::NaverTalkTalk => "Naver TalkTalk".into(),
        Channel::KakaoTalk => "KakaoTalk".into(),
        Channel::Instagram => "Instagram".into(),
        Channel::Other(code) => format!("Channel {code}"),
    },
    phone_os: |os| match os {
        PhoneOs::Android => "Android".into(),
        PhoneOs::Ios => "iPhone".into(),
        PhoneOs::Web => "Web".into(),
        PhoneOs::Other(code) => code.clone(),
    },
    score: str::to_owned,

    sender: |sender| match sender {
        Sender::Customer => "Customer".into(),
        Sender::Counselor => "Counselor".into(),
        Sender::Bot => "Bot".into(),
        Sender::TemplateQuestion => "Template question".into(),
        Sender::TemplateAnswer => "Template answer".into(),
        Sender::ParcelAgent => "Parcel agent".into(),
        Sender::ProductAgent => "Product agent".into(),
        Sender::Other(code) if code.trim().is_empty() => "Unknown sender".into(),
        Sender::Other(code) => format!("Unknown sender ({code})"),
    },
    memo: "Internal memo",
    read: "Read",
    unread: "Unread",
    lasting: |seconds| {
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3600 % 24);
        match (seconds / 86_400, hours, minutes) {
            (0, 0, 0) => "less than 1 min".into(),
            (0, 0, _) => format!("{minutes} min"),
            (0, _, 0) => format!("{hours} h"),
            (0, ..) => format!("{hours} h {minutes} min"),
            (days, 0, _) => format!("{days} d"),
            (days, ..) => format!("{days} d {hours} h"),
        }
    },
    waited: |span| format!("answered after {span}"),
    undated: "No time",
    source: "Show source",
    copy: "Copy",
    copied: "Copied.",
    not_copied: "Could not copy. Please select the text.",

    locked: "Secure message",
    locked_hint: "On the customer's phone it can't be forwarded, copied or captured",
    reveal: "Show content",
    hidden: "A secure message; its content is not shown.",
    image: "Image",
    open_image: "Open image",
    media_broken: "The file could not be loaded.",
    media_refused: |host| format!("Not loaded: files from {host} are not allowed."),
    media_missing: "The file has no valid address.",
    audio: "Audio",
    video: "Video",
    unnamed_file: "Unnamed file",
    download: "Download",
    expires: |until| format!("until {until}"),
    pc: "PC",
    mobile: "Mobile",
    android: "Android",
    ios: "iPhone",
    not_linked: |scheme| format!("{scheme}: addresses can't be opened here"),
    no_address: "The address is not valid",
    new_window: "new window",
    says: "Reply button",
    chosen: "Customer's choice (inferred)",
    chosen_why: "Inferred: the customer's next message says the same",
    none_chosen: "None chosen (inferred)",
    none_chosen_why: "Inferred: the customer's next message repeats none of them",
    spread: "Show all cards",
    unnamed: "Unnamed",
    coupon: "Coupon",
    buttons: "Buttons",
    quick_replies: "Quick replies",
    carousel: "carousel",
    slide: "slide",
    slide_of: |number, count| format!("{number} / {count}"),
    slides: |count| if count == 1 { "1 card".into() } else { format!("{count} cards") },
    previous: "Previous slide",
    next: "Next slide",
    no_slides: "The carousel is empty.",
    unknown: |kind| {
        if kind.trim().is_empty() {
            "A message without a type.".into()
        } else {
            format!("A message of a type not supported yet: {kind}")
        }
    },
    unreadable: "This message could not be read.",
    reason: |reason| match reason {
        Reason::NotAnObject => "The row is no object.",
        Reason::NoContents => "It has no contents.",
        Reason::BrokenJson => "The JSON in its contents is broken.",
        Reason::WrongShape => "Its contents are not of the documented shape.",
        Reason::UnknownTemplate => "No document names this type of template.",
    },
    no_text: "No content",

    clock: |hour, minute| {
        let half = if hour < 12 { "AM" } else { "PM" };
        format!("{}:{minute:02} {half}", (hour + 11) % 12 + 1)
    },
    date: |year, month, day, weekday| {
        let weekday =
            ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][usize::from(weekday % 7)];
        let month = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ][usize::from((month + 11) % 12)];
        format!("{weekday}, {month} {day}, {year}")
    },
};
