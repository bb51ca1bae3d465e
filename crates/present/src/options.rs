//! Typed options of the elements, parsed from their attributes (contract: custom elements).
//!
//! Parsing is lenient: an unknown value means the default, never an error.

use happytalk_model::{InvalidRoomId, RoomId};

/// Options of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Room id; `None` if the attribute is missing, an error if it is invalid.
    pub room: Option<Result<RoomId, InvalidRoomId>>,
    /// Base URL of the proxy, with a trailing slash. May be relative to the document.
    pub proxy: String,
    /// Protocol of the proxy.
    pub mode: ProxyMode,
    /// Credentials mode of requests to the proxy.
    pub credentials: Credentials,
    /// Language of labels and dates.
    pub lang: Lang,
    /// Colour scheme.
    pub theme: Theme,
    /// How secure messages are rendered.
    pub locked: Locked,
    /// Whether internal memos are rendered.
    pub memos: Memos,
    /// Initial scroll position.
    pub start_at: StartAt,
    /// Id of the message to scroll to.
    pub message: Option<String>,
    /// Whether the room is updated live.
    pub live: bool,
    /// Whether the composer is shown if the token permits sending.
    pub compose: bool,
}

impl Options {
    /// Parses the attributes. `attribute` returns the value of an attribute, if present.
    pub fn from_attributes(attribute: &dyn Fn(&'static str) -> Option<String>) -> Self {
        let keyword = |name| attribute(name).unwrap_or_default().trim().to_ascii_lowercase();
        let flag = |name| attribute(name).is_some() && !matches!(&*keyword(name), "0" | "false");
        let non_empty = |name| attribute(name).filter(|value| !value.is_empty());
        Self {
            room: non_empty("room").map(|id| RoomId::parse(&id).ok_or(InvalidRoomId)),
            proxy: with_trailing_slash(non_empty("proxy").unwrap_or_else(|| DEFAULT_PROXY.to_owned())),
            mode: match &*keyword("proxy-mode") {
                "passthrough" => ProxyMode::Passthrough,
                _ => ProxyMode::Gateway,
            },
            credentials: match &*keyword("credentials") {
                "omit" => Credentials::Omit,
                "include" => Credentials::Include,
                _ => Credentials::SameOrigin,
            },
            lang: Lang::parse(&keyword("lang")),
            theme: match &*keyword("theme") {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::Auto,
            },
            locked: match &*keyword("locked") {
                "cover" => Locked::Cover,
                "hide" => Locked::Hide,
                _ => Locked::Show,
            },
            memos: match &*keyword("memos") {
                "hide" => Memos::Hide,
                _ => Memos::Show,
            },
            start_at: match &*keyword("start-at") {
                "bottom" => StartAt::Bottom,
                _ => StartAt::Top,
            },
            live: flag("live"),
            compose: flag("compose"),
            message: non_empty("message"),
        }
    }
}

/// Default base URL of the proxy.
const DEFAULT_PROXY: &str = "/api/";

fn with_trailing_slash(mut base: String) -> String {
    if !base.ends_with('/') {
        base.push('/');
    }
    base
}

/// Language of the user interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Korean, the default.
    #[default]
    Ko,
    /// English.
    En,
}

impl Lang {
    /// Parses a language tag: `en*` is English, any other tag Korean.
    pub fn parse(tag: &str) -> Self {
        let english = tag.trim().get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"));
        if english { Self::En } else { Self::Ko }
    }

    /// Returns the value of a `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }
}

/// Colour scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Follows the colour scheme of the operating system.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Returns the value of the attribute.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How secure messages (보안 메시지) are rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locked {
    /// Badge and content.
    #[default]
    Show,
    /// Badge, and the content behind a reveal button.
    Cover,
    /// Badge only.
    Hide,
}

/// Whether internal memos are rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Memos {
    /// Rendered as notes.
    #[default]
    Show,
    /// Omitted.
    Hide,
}

/// Initial scroll position of the transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartAt {
    /// At the first message.
    #[default]
    Top,
    /// At the last message.
    Bottom,
}

/// Protocol of the proxy (contract: the proxy).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyMode {
    /// API of this project's gateway.
    #[default]
    Gateway,
    /// API of the vendor, through a proxy that only adds the credentials.
    Passthrough,
}

/// Credentials mode of `fetch` for requests to the proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Never sends credentials.
    Omit,
    /// Sends credentials to the page's own origin only.
    #[default]
    SameOrigin,
    /// Always sends credentials.
    Include,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(name: &'static str, value: &str) -> Options {
        Options::from_attributes(&|requested| (requested == name).then(|| value.to_owned()))
    }

    #[test]
    fn missing_attributes_mean_the_defaults_of_the_contract() {
        let options = Options::from_attributes(&|_| None);
        assert_eq!(options.room, None);
        assert_eq!(options.proxy, "/api/");
        assert_eq!((options.mode, options.credentials), (ProxyMode::Gateway, Credentials::SameOrigin));
        assert_eq!((options.lang, options.theme), (Lang::Ko, Theme::Auto));
        assert_eq!((options.locked, options.memos), (Locked::Show, Memos::Show));
        assert_eq!((options.start_at, options.message), (StartAt::Top, None));
        assert_eq!((options.live, options.compose), (false, false));
    }

    #[test]
    fn keywords_are_case_insensitive_and_unknown_ones_mean_the_default() {
        assert_eq!(parse("locked", " Cover ").locked, Locked::Cover);
        assert_eq!(parse("locked", "yes").locked, Locked::Show);
        assert_eq!(parse("theme", "DARK").theme, Theme::Dark);
        assert_eq!(parse("memos", "hide").memos, Memos::Hide);
        assert_eq!(parse("start-at", "bottom").start_at, StartAt::Bottom);
        assert_eq!(parse("credentials", "include").credentials, Credentials::Include);
        assert_eq!(parse("proxy-mode", "Passthrough").mode, ProxyMode::Passthrough);
        assert_eq!(parse("proxy-mode", "direct").mode, ProxyMode::Gateway);
    }

    #[test]
    fn a_flag_is_on_unless_its_value_is_0_or_false() {
        for (value, is_on) in [("", true), ("live", true), ("1", true), ("0", false), ("False", false), (" 0 ", false)]
        {
            assert_eq!(parse("live", value).live, is_on, "live={value:?}");
            assert_eq!(parse("compose", value).compose, is_on, "compose={value:?}");
        }
    }

    #[test]
    fn only_language_tags_with_the_prefix_en_are_english() {
        for (tag, lang) in
            [("en", Lang::En), ("EN-gb", Lang::En), ("ko-KR", Lang::Ko), ("fr", Lang::Ko), ("한", Lang::Ko)]
        {
            assert_eq!(Lang::parse(tag), lang, "{tag}");
        }
    }

    #[test]
    fn the_proxy_url_ends_with_one_slash() {
        assert_eq!(parse("proxy", "https://proxy.example/v1").proxy, "https://proxy.example/v1/");
        assert_eq!(parse("proxy", "../api/").proxy, "../api/");
        assert_eq!(parse("proxy", "").proxy, "/api/");
    }

    #[test]
    fn a_room_id_that_could_change_the_path_is_invalid() {
        for id in ["../x", "a/b", "a?b", "방", "a b", &"a".repeat(65)] {
            assert_eq!(parse("room", id).room, Some(Err(InvalidRoomId)), "{id}");
        }
        assert!(parse("room", "68dd2893cbfbfTSDc66M6MvVeYpG2a").room.is_some_and(|room| room.is_ok()));
        assert_eq!(parse("room", "").room, None);
    }
}
