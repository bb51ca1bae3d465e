//! `out_api`: where the conversation was held.

/// `out_api` (000, 002, 004).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// `0` 해피톡.
    Happytalk,
    /// `1` 네이버 톡톡.
    NaverTalkTalk,
    /// `2` 카카오톡.
    KakaoTalk,
    /// `7` 인스타그램.
    Instagram,
    /// A code that no document names.
    Other(String),
}
