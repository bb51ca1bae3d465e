//! `out_api`: where the conversation was held.

use crate::lenient::codes;

codes! {
    /// `out_api` (000, 002, 004).
    pub enum Channel {
        /// 해피톡.
        Happytalk = "0",
        /// 네이버 톡톡.
        NaverTalkTalk = "1",
        /// 카카오톡.
        KakaoTalk = "2",
        /// 인스타그램.
        Instagram = "7",
    }
}
