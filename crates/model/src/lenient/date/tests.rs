use super::{super::read, *};

fn sent(json: &str) -> (Option<String>, Vec<Repair>) {
    let (moment, notes) = read(json, date);
    (moment.map(|moment| moment.iso()), notes)
}

#[test]
fn a_documented_date_is_korean_time() {
    assert_eq!(sent(r#""2025-10-01 22:11:47""#), (Some("2025-10-01T22:11:47+09:00".to_owned()), vec![]));
}

#[test]
fn none_has_many_spellings_and_no_note() {
    for none in [r#""0000-00-00 00:00:00""#, r#""0000-00-00""#, r#""""#, r#"" ""#, "null", "0", r#""0""#, "[]"] {
        assert_eq!(sent(none), (None, vec![]), "{none}");
    }
}

#[test]
fn other_notations_are_read_and_named() {
    let evening = "2025-10-01T22:11:47+09:00";
    for (json, shown, repair) in [
        ("1759324307", evening, Repair::EpochDate),
        (r#""1759324307""#, evening, Repair::EpochDate),
        ("1759324307123", evening, Repair::EpochDate),
        ("1759324307.5", evening, Repair::EpochDate),
        (r#""2025-10-01T13:11:47Z""#, evening, Repair::ZonedDate),
        (r#""2025-10-01T13:11:47.250Z""#, evening, Repair::ZonedDate),
        (r#""2025-10-01T22:11:47+09:00""#, evening, Repair::ZonedDate),
        (r#""2025-10-01 08:11:47 -0500""#, evening, Repair::ZonedDate),
        (r#""2025-10-01T22:11:47""#, evening, Repair::DateSpelling),
        (r#""2025/10/1 22:11:47""#, evening, Repair::DateSpelling),
        (r#"" 2025-10-01 22:11:47 ""#, evening, Repair::DateSpelling),
        (r#""2025-10-01 22:11:47.000""#, evening, Repair::DateSpelling),
        (r#""20251001221147""#, evening, Repair::DateSpelling),
        (r#""2025-10-01 22:11""#, "2025-10-01T22:11:00+09:00", Repair::DateSpelling),
        (r#""2025-10-01""#, "2025-10-01T00:00:00+09:00", Repair::DayOnly),
        (r#""2025.10.01""#, "2025-10-01T00:00:00+09:00", Repair::DayOnly),
        ("20251001", "2025-10-01T00:00:00+09:00", Repair::DayOnly),
    ] {
        assert_eq!(sent(json), (Some(shown.to_owned()), vec![repair]), "{json}");
    }
}

#[test]
fn what_is_no_date_is_missing_and_noted() {
    for json in [
        r#""2022-02-30 25:61:00""#,
        r#""2022-13-01 00:00:00""#,
        r#""어제""#,
        r#""2025-10-01 22:11:47 KST""#,
        r#""2025-10-01T22:11:47+99:00""#,
        "12",
        "99999999999999999999",
    ] {
        assert_eq!(sent(json), (None, vec![Repair::InvalidDate]), "{json}");
    }
    assert_eq!(sent("{}"), (None, vec![Repair::WrongType]));
}
