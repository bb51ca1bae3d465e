//! What the attributes and properties of an element say, typed (contract: custom elements).
//!
//! Attributes are read leniently: an unknown value is the default, never an error.

use happytalk_model::{InvalidRoomId, RoomId};

/// The attributes as meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which room; an id that can't be one is kept apart from none at all.
    pub room: Option<Result<RoomId, InvalidRoomId>>,
    /// Base URL of the proxy, with its trailing slash; may still be relative to the document.
    pub proxy: String,
    /// What the proxy speaks.
    pub mode: ProxyMode,
    /// Cookies towards the proxy.
    pub credentials: Credentials,
    /// Language.
    pub lang: Lang,
    /// Colour scheme.
    pub theme: Theme,
    /// Secure messages.
    pub locked: Locked,
    /// Internal memos.
    pub memos: Memos,
    /// Where to start.
    pub start_at: StartAt,
    /// The message to go to.
    pub message: Option<String>,
    /// Whether new messages are followed.
    pub live: bool,
    /// Whether the composer is shown, where the reader may send.
    pub compose: bool,
}

impl Options {
    /// What the attributes mean; `written` gives one by its name, as it stands there.
    pub fn read(written: &dyn Fn(&'static str) -> Option<String>) -> Self {
        let keyword = |name| written(name).unwrap_or_default().trim().to_ascii_lowercase();
        let on = |name| written(name).is_some() && !matches!(&*keyword(name), "0" | "false");
        let meant = |name| written(name).filter(|value| !value.is_empty());
        Self {
            room: meant("room").map(|id| RoomId::parse(&id).ok_or(InvalidRoomId)),
            proxy: with_slash(meant("proxy").unwrap_or_else(|| DEFAULT_PROXY.to_owned())),
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
            live: on("live"),
            compose: on("compose"),
            message: meant("message"),
        }
    }
}

const DEFAULT_PROXY: &str = "/api/";

fn with_slash(mut base: String) -> String {
    if !base.ends_with('/') {
        base.push('/');
    }
    base
}

/// Language of everything that is not the vendor's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 한국어, and anything that is not English.
    #[default]
    Ko,
    /// `en*`.
    En,
}

impl Lang {
    /// `en*` is English, anything else Korean.
    pub fn parse(tag: &str) -> Self {
        let english = tag.trim().get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"));
        if english { Self::En } else { Self::Ko }
    }

    /// The value of a `lang` attribute.
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
    /// What the reader's system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The attribute's value.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How locked messages (보안 메시지) are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locked {
    /// Badge and content.
    #[default]
    Show,
    /// Badge, content behind a reveal button.
    Cover,
    /// Badge only.
    Hide,
}

/// Whether internal memos are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Memos {
    /// Drawn, told apart.
    #[default]
    Show,
    /// Left out.
    Hide,
}

/// Where the transcript is scrolled to once it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StartAt {
    /// The first message.
    #[default]
    Top,
    /// The last one.
    Bottom,
}

/// What the proxy speaks (contract: the proxy).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProxyMode {
    /// Paths of our own gateway.
    #[default]
    Gateway,
    /// The vendor's own paths, through a proxy that only adds the credentials.
    Passthrough,
}

/// `fetch` credentials towards the proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Never sent.
    Omit,
    /// To the page's own origin only.
    #[default]
    SameOrigin,
    /// Always.
    Include,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(name: &'static str, value: &str) -> Options {
        Options::read(&|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn nothing_written_means_the_defaults_of_the_contract() {
        let options = Options::read(&|_| None);
        assert_eq!(options.room, None);
        assert_eq!(options.proxy, "/api/");
        assert_eq!((options.mode, options.credentials), (ProxyMode::Gateway, Credentials::SameOrigin));
        assert_eq!((options.lang, options.theme), (Lang::Ko, Theme::Auto));
        assert_eq!((options.locked, options.memos), (Locked::Show, Memos::Show));
        assert_eq!((options.start_at, options.message), (StartAt::Top, None));
        assert_eq!((options.live, options.compose), (false, false));
    }

    #[test]
    fn keywords_are_read_in_any_case_and_unknown_ones_are_the_default() {
        assert_eq!(meant("locked", " Cover ").locked, Locked::Cover);
        assert_eq!(meant("locked", "yes").locked, Locked::Show);
        assert_eq!(meant("theme", "DARK").theme, Theme::Dark);
        assert_eq!(meant("memos", "hide").memos, Memos::Hide);
        assert_eq!(meant("start-at", "bottom").start_at, StartAt::Bottom);
        assert_eq!(meant("credentials", "include").credentials, Credentials::Include);
        assert_eq!(meant("proxy-mode", "Passthrough").mode, ProxyMode::Passthrough);
        assert_eq!(meant("proxy-mode", "direct").mode, ProxyMode::Gateway);
    }

    #[test]
    fn a_switch_is_on_when_it_is_present_and_says_nothing_against_it() {
        for (written, on) in [("", true), ("live", true), ("1", true), ("0", false), ("False", false), (" 0 ", false)] {
            assert_eq!(meant("live", written).live, on, "live={written:?}");
            assert_eq!(meant("compose", written).compose, on, "compose={written:?}");
        }
    }

    #[test]
    fn only_tags_beginning_with_en_are_english() {
        for (tag, lang) in
            [("en", Lang::En), ("EN-gb", Lang::En), ("ko-KR", Lang::Ko), ("fr", Lang::Ko), ("한", Lang::Ko)]
        {
            assert_eq!(Lang::parse(tag), lang, "{tag}");
        }
    }

    #[test]
    fn a_proxy_always_ends_with_one_slash() {
        assert_eq!(meant("proxy", "https://proxy.example/v1").proxy, "https://proxy.example/v1/");
        assert_eq!(meant("proxy", "../api/").proxy, "../api/");
        assert_eq!(meant("proxy", "").proxy, "/api/");
    }

    #[test]
    fn a_room_id_that_could_leave_its_path_is_none() {
        for id in ["../x", "a/b", "a?b", "방", "a b", &"a".repeat(65)] {
            assert_eq!(meant("room", id).room, Some(Err(InvalidRoomId)), "{id}");
        }
        assert!(meant("room", "68dd2893cbfbfTSDc66M6MvVeYpG2a").room.is_some_and(|room| room.is_ok()));
        assert_eq!(meant("room", "").room, None);
    }
}
