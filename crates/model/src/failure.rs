//! Fail codes: why the vendor refused. Failures come with HTTP 200, so the code is all there is to tell them by.
//!
//! The two APIs use the same numbers for different things (-501 … -504), hence two enums. The tables stand in the vendor's
//! page of fail codes, to which 000, 002 and 004 link; the catch: documents of calls don't say which codes they may give.

use crate::transcript::Failure;

macro_rules! fail_codes {
    ($(#[$about:meta])* $Name:ident { $($(#[doc = $doc:literal])+ $Variant:ident = $code:literal, $meaning:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $Name {
            $($(#[doc = $doc])+ $Variant,)+
            /// A code that no document names.
            Other(i64),
        }

        impl $Name {
            /// The documented codes, in the order of the table.
            pub const CODES: &'static [i64] = &[$($code),+];

            /// What a code means.
            pub fn from_code(code: i64) -> Self {
                match code {
                    $($code => Self::$Variant,)+
                    other => Self::Other(other),
                }
            }

            /// The code as sent.
            pub fn code(self) -> i64 {
                match self {
                    $(Self::$Variant => $code,)+
                    Self::Other(code) => code,
                }
            }

            /// What the documents say it means, for a developer; `None` for a code they don't name.
            pub fn meaning(self) -> Option<&'static str> {
                match self {
                    $(Self::$Variant => Some($meaning),)+
                    Self::Other(_) => None,
                }
            }
        }
    };
}

fail_codes! {
    /// Why a Customer API call (`chat_data`, `chat_room_lists`) failed.
    CustomerFailCode {
        /// `token`, or `uuid`: the message says which.
        Token = -501, "the token is missing or invalid, or the customer id is missing";
        /// `unAuthorized`.
        Unauthorized = -502, "no permission";
        /// `users`, or `room`: the message says which.
        NotFound = -503, "no such customer or room";
        /// `overDate`.
        PeriodTooLong = -504, "the search period is too long";
    }
}

fail_codes! {
    /// Why a Biz API call (`chat/write`) failed.
    BizFailCode {
        /// `Forbidden`.
        Forbidden = -400, "no permission, or no such page";
        /// `Authorization`.
        Authorization = -500, "the credentials are wrong or expired";
        /// `Contract`.
        Contract = -504, "delivery failed";
        /// `System`.
        System = -600, "internal error at the vendor";
        /// `EndRoom`.
        RoomEnded = -700, "the room is ended already";
        /// `Room`.
        RoomNotCreated = -701, "the room could not be created";
        /// `NotRoom`.
        RoomNotFound = -702, "no such room";
        /// `UUID`.
        RoomOfAnother = -703, "the room belongs to another uuid";
        /// `IngRoom`.
        RoomInProgress = -704, "the room is in progress already";
        /// `Validation(...)`; the answer names the `field`.
        Invalid = -800, "a parameter is invalid";
        /// `Required`; the answer names the `field`.
        Required = -801, "a parameter is missing";
        /// `Length`; the answer names the `field`.
        Length = -802, "a parameter is too long";
        /// `Consulting`; the answer holds the automatic notice in `content`, as with the four that follow.
        NotConsulting = -900, "not consulting";
        /// `Consulting`.
        OutOfHours = -901, "out of hours; no room was made";
        /// `Consulting`.
        OutOfHoursRoomMade = -902, "out of hours; a room was made";
        /// `Consulting`.
        NoAgentFree = -903, "no agent is free";
        /// `Consulting`.
        QuotaReached = -904, "the quota of rooms is reached";
        /// `Vote`.
        AlreadyRated = -1001, "the room is rated already";
    }
}

impl Failure {
    /// What the code means for a Customer API call; `None` when there was no code.
    pub fn customer_code(&self) -> Option<CustomerFailCode> {
        self.code.map(CustomerFailCode::from_code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_code_means_something_and_reads_back_as_itself() {
        for &code in CustomerFailCode::CODES {
            let fail = CustomerFailCode::from_code(code);
            assert!(fail.meaning().is_some(), "{code}");
            assert_eq!(fail.code(), code);
        }
        for &code in BizFailCode::CODES {
            let fail = BizFailCode::from_code(code);
            assert!(fail.meaning().is_some(), "{code}");
            assert_eq!(fail.code(), code);
        }
    }

    #[test]
    fn the_tables_are_whole() {
        assert_eq!(CustomerFailCode::CODES, [-501, -502, -503, -504]);
        let biz = [
            -400, -500, -504, -600, -700, -701, -702, -703, -704, -800, -801, -802, -900, -901, -902, -903, -904, -1001,
        ];
        assert_eq!(BizFailCode::CODES, biz);
    }

    #[test]
    fn the_same_number_means_another_thing_in_the_other_api() {
        assert_eq!(CustomerFailCode::from_code(-504), CustomerFailCode::PeriodTooLong);
        assert_eq!(BizFailCode::from_code(-504), BizFailCode::Contract);
        assert_eq!(BizFailCode::from_code(-503), BizFailCode::Other(-503));
    }

    #[test]
    fn an_undocumented_code_keeps_its_number() {
        let fail = CustomerFailCode::from_code(-999);
        assert_eq!((fail.code(), fail.meaning()), (-999, None));
    }
}
