//! A moment: `<time datetime>` with the hour in sight and the whole on hover.

use happytalk_model::timestamp::Timestamp;

use super::element::{El, el};
use crate::{i18n::Words, present::time};

/// `오후 10:11`.
pub fn clock(moment: Timestamp, words: &Words) -> El {
    stamp(moment, words).text(time::clock(moment, words))
}

/// `2025.10.01 오후 10:11`.
pub fn short(moment: Timestamp, words: &Words) -> El {
    stamp(moment, words).text(time::short(moment, words))
}

/// `2025년 10월 1일 수요일 오후 10:11`.
pub fn full(moment: Timestamp, words: &Words) -> El {
    stamp(moment, words).text(time::full(moment, words))
}

/// `2025년 10월 1일 수요일`.
pub fn date(moment: Timestamp, words: &Words) -> El {
    el("time").attr("datetime", moment.day()).text(time::date(moment, words))
}

fn stamp(moment: Timestamp, words: &Words) -> El {
    el("time").attr("datetime", moment.iso()).attr("title", time::full(moment, words))
}
