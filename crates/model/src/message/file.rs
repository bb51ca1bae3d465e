//! A file offered for download: contents type `file`, or the V1 text `파일명 : … 유효기한 ~ … 사이즈 : …` (001).

use super::{
    Body, Contents, Reason,
    normal::{self, NamedLink, Normal},
};
use crate::{
    lenient::{self, Embedded},
    link::RawUrl,
    wire::{Json, JsonKind, Object},
};

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// 파일명; `None` when nothing names it.
    pub name: Option<String>,
    /// 유효기한, as sent (`2023-06-08 15:28`).
    pub expires: Option<String>,
    /// 사이즈, as sent (`59KB`).
    pub size: Option<String>,
    /// Where it is.
    pub url: RawUrl,
    /// The link's own label (`다운로드`).
    pub label: Option<String>,
}

impl File {
    /// What a V1 message offers, if its text starts `파일명 :`, exactly one link leads somewhere, and there is no picture.
    pub(crate) fn offered(normal: &Normal) -> Option<Self> {
        let [NamedLink { name: label, url: Some(url) }] = normal.links.as_slice() else { return None };
        let text = normal.text.trim().strip_prefix("파일명 :")?;
        if normal.image.is_some() {
            return None;
        }
        // From the end: a file may itself be named `유효기한.zip`.
        let (text, size) = split_off(text, "사이즈");
        let (name, expires) = split_off(text, "유효기한");
        Some(Self { name: filled(name), expires, size, url: url.clone(), label: filled(label) })
    }

    fn from_object(object: &Object<'_>) -> Option<Self> {
        let text = |names: &[&'static str]| lenient::filled(&object.get_any(names));
        Some(Self {
            url: RawUrl::read(&object.get_any(&["url", "file_url", "fileUrl"]))?,
            name: text(&["name", "file_name", "fileName"]),
            size: text(&["size", "file_size", "fileSize"]),
            expires: None,
            label: None,
        })
    }
}

fn split_off<'a>(text: &'a str, word: &str) -> (&'a str, Option<String>) {
    // By bytes: searching for text in text is four kilobytes of WebAssembly.
    match text.as_bytes().windows(word.len()).rposition(|window| window == word.as_bytes()) {
        Some(at) => (&text[..at], filled(text[at + word.len()..].trim_start_matches(is_colon))),
        None => (text, None),
    }
}

fn is_colon(letter: char) -> bool {
    matches!(letter, ' ' | ':' | '~')
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(super) fn read(contents: &Contents<'_>) -> Result<Body, Reason> {
    if matches!(contents.node.kind(), JsonKind::Number | JsonKind::True | JsonKind::False) {
        return Err(Reason::WrongShape);
    }
    let normal = match lenient::embedded(&contents.node) {
        Embedded::Absent => return Err(Reason::NoContents),
        Embedded::Broken => return Err(Reason::BrokenJson),
        Embedded::Plain(text) if text.trim_start().starts_with("파일명 :") => normal::beside(text, contents),
        Embedded::Plain(url) => {
            return Ok(Body::File(File { name: None, expires: None, size: None, url: RawUrl::new(url), label: None }));
        }
        Embedded::Json(json) => {
            let inner = contents.node.holding(Json::delimited(json.trim_ascii()));
            let object = inner.object().ok_or(Reason::WrongShape)?;
            if let Some(file) = File::from_object(&object) {
                return Ok(Body::File(file));
            }
            normal::from_object(&object, contents)
        }
    };
    File::offered(&normal).map(Body::File).ok_or(Reason::WrongShape)
}

#[cfg(test)]
mod tests {
    use super::{super::tests::message, *};

    const TEXT: &str = "파일명 : welcome.zip 유효기한 ~ 2023-06-08 15:28 사이즈 : 59KB";

    fn normal(text: &str, links: &str) -> Body {
        message(&format!(r#"{{"type":"C","contents_type":"normal","contents":{{"text":"{text}","link":{links}}}}}"#))
            .body
    }

    #[test]
    fn the_documents_own_file_is_a_file() {
        let Body::File(file) = normal(TEXT, r#"{"name":"다운로드","url":"https://a.example/f"}"#) else {
            panic!("no file")
        };
        assert_eq!(file.name.as_deref(), Some("welcome.zip"));
        assert_eq!(file.expires.as_deref(), Some("2023-06-08 15:28"));
        assert_eq!(file.size.as_deref(), Some("59KB"));
        assert_eq!((file.url.as_written(), file.label.as_deref()), ("https://a.example/f", Some("다운로드")));
    }

    #[test]
    fn a_file_may_be_named_like_its_own_description() {
        let link = r#"{"name":"","url":"u"}"#;
        let Body::File(file) = normal("파일명 : 사이즈 유효기한.zip\\n유효기한 ~ 내일\\n사이즈 : 1MB", link)
        else {
            panic!("no file")
        };
        assert_eq!(file.name.as_deref(), Some("사이즈 유효기한.zip"));
        assert_eq!((file.expires.as_deref(), file.size.as_deref(), file.label), (Some("내일"), Some("1MB"), None));
    }

    #[test]
    fn without_exactly_one_link_it_is_a_normal_message() {
        for links in ["[]", r#"{"name":"다운로드","url":""}"#, r#"[{"name":"a","url":"u"},{"name":"b","url":"v"}]"#]
        {
            assert!(matches!(normal(TEXT, links), Body::Normal(_)), "{links}");
        }
        assert!(matches!(normal("파일 : a", r#"{"name":"a","url":"u"}"#), Body::Normal(_)));
    }

    #[test]
    fn contents_of_type_file_are_a_url_an_object_or_the_v1_text() {
        let file = |contents: &str| {
            message(&format!(r#"{{"type":"C","contents_type":"file","contents":{contents},"links":{{"url":"v"}}}}"#))
                .body
        };
        let named = |body: Body| match body {
            Body::File(file) => (file.name, file.url.as_written().to_owned()),
            other => panic!("{other:?}"),
        };
        assert_eq!(named(file(r#""u""#)), (None, "u".to_owned()));
        assert_eq!(named(file(r#"{"url":"u","name":"n"}"#)), (Some("n".to_owned()), "u".to_owned()));
        assert_eq!(named(file(r#""파일명 : n""#)), (Some("n".to_owned()), "v".to_owned()));
        assert_eq!(file(r#"{"name":"n"}"#), Body::Unreadable(Reason::WrongShape));
    }
}
