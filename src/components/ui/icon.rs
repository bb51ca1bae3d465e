//! Icons: strokes of 1.5 px on a grid of 16, in the text colour. A text always accompanies an icon.
//!
//! They use the builder API, because `view!` compiles an element with only literal attributes to `innerHTML`.

use happytalk_model::sender::Sender;
use leptos::{
    prelude::*,
    svg::{path, svg},
};

/// An icon, named after the object that it depicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A speech bubble.
    Chat,
    /// No connection.
    Offline,
    /// A warning.
    Warning,
    /// A lock.
    Lock,
    /// A sheet with a folded corner.
    Note,
    /// An arrow that leaves a frame.
    External,
    /// A picture.
    Image,
    /// A file.
    File,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// Repeat.
    Again,
    /// A check mark.
    Check,
    /// Download.
    Download,
    /// A cross.
    Close,
    /// A customer.
    Person,
    /// A counselor.
    Headset,
    /// A bot.
    Bot,
    /// A question.
    Question,
    /// An answer.
    Answer,
    /// A parcel.
    Parcel,
    /// A price tag.
    Tag,
    /// An unknown sender.
    Stranger,
    /// Larger.
    Plus,
    /// Smaller.
    Minus,
    /// Audio or video.
    Play,
    /// An address.
    Link,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Chat => {
                "M4.5 3h7a2 2 0 0 1 2 2v4.25a2 2 0 0 1-2 2H7.75L4.5 13.5v-2.25a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"
            }
            Self::Offline => {
                "M2.5 2.5l11 11M2.5 7a8 8 0 0 1 2.6-1.7M8 4.5A8 8 0 0 1 13.5 7M5 9.75A4.3 4.3 0 0 1 8 8.5M8 12.5h.01"
            }
            Self::Warning => "M8 2.75 13.75 13H2.25zM8 6.75v2.75M8 11.25v.01",
            Self::Lock => {
                "M5 7V5.25a3 3 0 0 1 6 0V7M4.5 7h7a1 1 0 0 1 1 1v4.25a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z"
            }
            Self::Note => "M3.75 2.75h8.5v6.75L8.5 13.25H3.75zM8.5 13.25V9.5h3.75M6 5.75h4",
            Self::External => "M6.75 4H4v8h8V9.25M9 3.25h3.75V7M12.5 3.5 7.75 8.25",
            Self::Image => {
                "M3.75 3h8.5a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8.5a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM3 11l3-3 2.5 2.5L10 9l3 3M10.25 6h.01"
            }
            Self::File => "M4 2.5h4.75L12 5.75v7.75H4zM8.75 2.5v3.25H12",
            Self::Left => "M9.75 3.5 5.25 8l4.5 4.5",
            Self::Right => "M6.25 3.5 10.75 8l-4.5 4.5",
            Self::Up => "M3.5 9.75 8 5.25l4.5 4.5",
            Self::Down => "M3.5 6.25 8 10.75l4.5-4.5",
            Self::Again => "M12.75 8a4.75 4.75 0 1 1-1.6-3.55M12.75 2.5v2.75H10",
            Self::Check => "M3.25 8.5 6.5 11.75l6.25-7",
            Self::Person => "M8 8.25a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.75 13.5a5.25 4.25 0 0 1 10.5 0",
            Self::Headset => {
                "M3 9.5V8a5 5 0 0 1 10 0v1.5M3 8.75h1.5v3.5H4a1 1 0 0 1-1-1zM13 8.75h-1.5v3.5h.5a1 1 0 0 0 1-1zM12 12.5c0 1-1.5 1.25-3 1.25"
            }
            Self::Bot => {
                "M4 5.5h8a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM8 5.5V3M8 3h.01M6 8.5v1M10 8.5v1"
            }
            Self::Question => "M3 3h10v8H7.5L5 13.5V11H3zM6.5 6a1.5 1.5 0 1 1 2 1.4q-.5.2-.5.85M8 9.5v.01",
            Self::Answer => "M3 3h10v8H7.5L5 13.5V11H3zM5.75 7.25l1.6 1.5 2.9-3.25",
            Self::Parcel => "M2.75 5 8 2.5 13.25 5v6L8 13.5 2.75 11zM2.75 5 8 7.5 13.25 5M8 7.5v6",
            Self::Tag => "M2.75 2.75h5l5.5 5.5-5 5-5.5-5.5zM5.5 5.5h.01",
            Self::Stranger => {
                "M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM6.25 6.5a1.75 1.75 0 1 1 2.4 1.6q-.65.3-.65 1M8 11v.01"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Minus => "M3 8h10",
            Self::Play => "M5 3.25 12.5 8 5 12.75z",
            Self::Link => {
                "M7 5.25 8.75 3.5a2.65 2.65 0 0 1 3.75 3.75L10.75 9M9 10.75 7.25 12.5A2.65 2.65 0 0 1 3.5 8.75L5.25 7M6.25 9.75l3.5-3.5"
            }
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Download => "M8 2.75V10M4.75 7 8 10.25 11.25 7M3.25 13h9.5",
        }
    }
}

impl Icon {
    /// Returns the icon beside a sender's name.
    pub fn of(sender: &Sender) -> Self {
        match sender {
            Sender::Customer => Self::Person,
            Sender::Counselor => Self::Headset,
            Sender::Bot => Self::Bot,
            Sender::TemplateQuestion => Self::Question,
            Sender::TemplateAnswer => Self::Answer,
            Sender::ParcelAgent => Self::Parcel,
            Sender::ProductAgent => Self::Tag,
            Sender::Other(_) => Self::Stranger,
        }
    }
}

/// Renders an icon. It is hidden from screen readers, because a text or label accompanies it.
pub fn icon(icon: Icon) -> impl IntoView {
    svg().class("icon").attr("viewBox", "0 0 16 16").aria_hidden("true").child(path().attr("d", icon.path()))
}
