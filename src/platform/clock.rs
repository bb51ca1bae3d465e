//! Korean time in words, by the browser's own `Intl`. Making a formatter is slow, using it is fast: one of each stays.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::options::Lang;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> DateTimeFormat;

    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, epoch_millis: f64) -> String;
}

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `오후 10:11`.
    Time,
    /// `2025년 10월 1일 수요일`.
    Day,
    /// `2025. 10. 1. 오후 10:11`.
    Moment,
}

impl Form {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Time => &[("timeStyle", "short")],
            Self::Day => &[("dateStyle", "full")],
            Self::Moment => &[("dateStyle", "medium"), ("timeStyle", "short")],
        }
    }
}

const FORMS: [Form; 3] = [Form::Time, Form::Day, Form::Moment];

thread_local! {
    static KOREAN: [DateTimeFormat; 3] = formats("ko");
    static ENGLISH: [DateTimeFormat; 3] = formats("en");
}

fn formats(locale: &str) -> [DateTimeFormat; 3] {
    FORMS.map(|form| {
        let options = Object::new();
        for (key, value) in form.options().iter().chain(&[("timeZone", "Asia/Seoul")]) {
            // Setting a field of a fresh object can't fail.
            let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
        }
        DateTimeFormat::new(locale, &options)
    })
}

/// Korean time in the words of `lang`.
pub fn words(lang: Lang, form: Form, epoch_millis: i64) -> String {
    let formats = match lang {
        Lang::Ko => &KOREAN,
        Lang::En => &ENGLISH,
    };
    #[expect(clippy::cast_precision_loss, reason = "years 0 to 9999 in milliseconds are below 2^53")]
    let millis = epoch_millis as f64;
    formats.with(|formats| formats[form as usize].format(millis))
}
