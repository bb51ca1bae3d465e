//! A file offered for download: contents type `file`, or the V1 text `파일명 : … 유효기한 ~ … 사이즈 : …` (001).

use crate::link::RawUrl;

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
