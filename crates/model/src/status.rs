//! `status`: how far a room's conversation is.

use crate::lenient::codes;

codes! {
    /// `status` (000, 002, 004). As a search filter 004 also takes 99, "all"; that one never comes back.
    pub enum Status {
        /// 봇 상담 대기.
        BotWaiting = "-2",
        /// 봇 상담.
        Bot = "-1",
        /// 접수 대기.
        Waiting = "0",
        /// 진행중.
        Open = "1",
        /// 완료.
        Closed = "2",
        /// 삭제.
        Deleted = "3",
        /// 봇 상담 종료.
        BotEnded = "4",
    }
}
