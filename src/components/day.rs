//! The day, as a pill between messages.

use happytalk_model::timestamp::Timestamp;

use super::kit::{
    element::{El, el},
    stamp,
};
use crate::i18n::Words;

/// A day separator. A heading, so that screen readers can go from day to day.
pub fn day(moment: Timestamp, words: &Words) -> El {
    el("h3").class("day").attr("data-day", moment.day()).child(stamp::date(moment, words).class("day-pill"))
}
