//! `status`: how far a room's conversation is.

/// `status` (000, 002, 004). As a search filter 004 also takes 99, "all"; that one never comes back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// `-2` 봇 상담 대기.
    BotWaiting,
    /// `-1` 봇 상담.
    Bot,
    /// `0` 접수 대기.
    Waiting,
    /// `1` 진행중.
    Open,
    /// `2` 완료.
    Closed,
    /// `3` 삭제.
    Deleted,
    /// `4` 봇 상담 종료.
    BotEnded,
    /// A code that no document names.
    Other(String),
}
