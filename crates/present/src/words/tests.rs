use super::*;

#[test]
fn every_failure_has_its_own_sentence_in_each_language() {
    use FailureKind as F;
    let kinds = [
        F::NotFound,
        F::Forbidden,
        F::Unauthorized,
        F::BadRequest,
        F::TooMany,
        F::Vendor,
        F::Timeout,
        F::Offline,
        F::Unreadable,
    ];
    for lang in [Lang::Ko, Lang::En] {
        for failure in [Words::of(lang).failure, Words::of(lang).list.failure] {
            let mut sentences = kinds.map(failure).to_vec();
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), kinds.len(), "{lang:?}");
        }
    }
}

#[test]
fn times_are_formatted_in_korean() {
    let words = Words::of(Lang::Ko);
    assert_eq!((words.clock)(0, 5), "오전 12:05");
    assert_eq!((words.clock)(12, 0), "오후 12:00");
    assert_eq!((words.clock)(22, 11), "오후 10:11");
    assert_eq!((words.date)(2025, 10, 1, 3), "2025년 10월 1일 수요일");
}

#[test]
fn times_and_counts_are_formatted_in_english() {
    let words = Words::of(Lang::En);
    assert_eq!((words.clock)(0, 5), "12:05 AM");
    assert_eq!((words.clock)(13, 30), "1:30 PM");
    assert_eq!((words.date)(2025, 10, 1, 3), "Wednesday, October 1, 2025");
    assert_eq!((words.unreadable_rows)(1), "1 message could not be read");
    assert_eq!((words.unreadable_rows)(3), "3 messages could not be read");
}

#[test]
fn time_spans_use_their_two_largest_units() {
    let (ko, en) = (Words::of(Lang::Ko).time_span, Words::of(Lang::En).time_span);
    for (seconds, korean, english) in [
        (0, "1분 미만", "less than 1 min"),
        (840, "14분", "14 min"),
        (3_600, "1시간", "1 h"),
        (7_500, "2시간 5분", "2 h 5 min"),
        (86_400, "1일", "1 d"),
        (97_300, "1일 3시간", "1 d 3 h"),
    ] {
        assert_eq!((&*ko(seconds), &*en(seconds)), (korean, english));
    }
}

#[test]
fn the_count_of_unreadable_rows_follows_the_contract() {
    assert_eq!((Words::of(Lang::Ko).unreadable_rows)(3), "3건을 해석하지 못했습니다");
}
