//! `phone_os`: the customer's device.

use crate::lenient::codes;

codes! {
    /// `phone_os` (000, 002, 004).
    pub enum PhoneOs {
        /// 안드로이드.
        Android = "A",
        /// 아이폰.
        Ios = "I",
        /// 웹.
        Web = "W",
    }
}
