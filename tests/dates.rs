//! Rust formats dates and times, because the first `Intl` formatter takes longer than rendering the first screen. The result
//! must equal that of `Intl`.

#![cfg(target_arch = "wasm32")]

use happytalk_model::timestamp::Timestamp;
use happytalk_present::{options::Lang, time, words::Words};
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Returns the date as the browser formats it in the Korean time zone.
fn format_with_intl(moment: Timestamp, locale: &str, options: &[(&str, &str)]) -> String {
    let object = Object::new();
    for (name, value) in [("timeZone", "Asia/Seoul")].iter().chain(options) {
        Reflect::set(&object, &(*name).into(), &(*value).into()).expect("a plain object");
    }
    let millis = moment.epoch_millis().to_string().parse::<f64>().expect("a number");
    let written = Date::new(&JsValue::from_f64(millis)).to_locale_string(locale, &object);
    // Newer Unicode data has a narrow no-break space before AM and PM.
    String::from(written).replace('\u{202f}', " ")
}

#[wasm_bindgen_test]
fn dates_and_times_of_two_years_equal_those_of_intl() {
    let first = Timestamp::from_parts(2023, 12, 31, 0, 7, 0).expect("a moment").epoch_millis() / 1000;
    let mut compared = 0;
    for hours in (0..2 * 366 * 24).step_by(11) {
        let moment = Timestamp::from_epoch_seconds(first + hours * 3600).expect("a moment");
        for (lang, locale) in [(Lang::Ko, "ko-KR"), (Lang::En, "en-US")] {
            let words = Words::of(lang);
            let clock = format_with_intl(moment, locale, &[("hour", "numeric"), ("minute", "2-digit")]);
            assert_eq!(time::format_time(moment, words), clock);
            assert_eq!(time::format_date(moment, words), format_with_intl(moment, locale, &[("dateStyle", "full")]));
            compared += 1;
        }
    }
    assert!(compared > 3_000);
}
