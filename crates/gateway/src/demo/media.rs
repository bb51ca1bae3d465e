//! `/demo/media/…`: pictures, sound and film that their name determines.
//!
//! The extension says what it is: a picture (always PNG, also under the `.jpg` names of the documents' examples, and said
//! so in `Content-Type`), a WAV melody, or an MP4. Names that begin with `missing` are not there, on purpose. Parts are
//! answered too: without them a browser can't seek.

mod canvas;
mod melody;
mod mp4;
mod picture;
mod range;
mod shapes;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use axum::{
    body::Bytes,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use self::range::Asked;

/// How many of them are kept; a room shows some ten.
const KEPT: usize = 256;
const LONGEST_NAME: usize = 120;

static CACHE: Mutex<BTreeMap<String, Bytes>> = Mutex::new(BTreeMap::new());

/// What is made for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Medium {
    Picture,
    Melody,
    Film,
}

impl Medium {
    /// `None` when there is nothing under that name.
    fn of(name: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'/' | b'.');
        if name.len() > LONGEST_NAME || name.starts_with("missing") || !name.bytes().all(allowed) {
            return None;
        }
        match name.rsplit_once('.')?.1 {
            "png" | "jpg" | "jpeg" => Some(Self::Picture),
            "wav" => Some(Self::Melody),
            "mp4" => Some(Self::Film),
            _ => None,
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Picture => "image/png",
            Self::Melody => "audio/wav",
            Self::Film => "video/mp4",
        }
    }

    fn make(self, name: &str) -> Vec<u8> {
        match self {
            Self::Picture => picture::png(name),
            Self::Melody => melody::wav(name),
            Self::Film => mp4::film(name),
        }
    }
}

/// `GET /demo/media/{*name}`.
pub(super) async fn get(Path(name): Path<String>, asked: HeaderMap) -> Response {
    let Some(medium) = Medium::of(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let bytes = if let Some(bytes) = cached(&name) {
        bytes
    } else {
        let made = tokio::task::spawn_blocking(move || keep(&name, medium.make(&name).into())).await;
        let Ok(bytes) = made else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        bytes
    };
    let asked = asked.get(header::RANGE).and_then(|range| range.to_str().ok());
    let mut response = answer(&bytes, range::read(asked, bytes.len()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(medium.content_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    crate::security::for_every_origin(headers);
    response
}

fn answer(bytes: &Bytes, asked: Asked) -> Response {
    let length = bytes.len();
    match asked {
        Asked::Whole => bytes.clone().into_response(),
        Asked::Part(part) => {
            let said = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            (StatusCode::PARTIAL_CONTENT, [(header::CONTENT_RANGE, said)], bytes.slice(part)).into_response()
        }
        Asked::Nothing => {
            let said = format!("bytes */{length}");
            (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, said)]).into_response()
        }
    }
}

fn cached(name: &str) -> Option<Bytes> {
    CACHE.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
}

fn keep(name: &str, bytes: Bytes) -> Bytes {
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= KEPT {
        cache.clear();
    }
    cache.insert(name.to_owned(), bytes.clone());
    bytes
}

/// A number that the name determines (FNV-1a).
fn seed(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn fetch(name: &str) -> (StatusCode, String, Bytes) {
        let response = get(Path(name.to_owned()), HeaderMap::new()).await;
        let kind = response.headers().get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap()).to_owned();
        let status = response.status();
        (status, kind, axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap())
    }

    #[tokio::test]
    async fn every_medium_is_what_its_type_says() {
        for (name, kind, magic) in [
            ("shirt-3f2a.png", "image/png", &b"\x89PNG\r\n"[..]),
            ("template/1000227669/1000227669_7601e3f04190e4030569884f44d4d34b_w.jpg", "image/png", b"\x89PNG\r\n"),
            ("voice-1.wav", "audio/wav", b"RIFF"),
            ("clip-1.mp4", "video/mp4", b"\0\0\0\x18ftyp"),
        ] {
            let (status, said, bytes) = fetch(name).await;
            assert_eq!((status, said.as_str()), (StatusCode::OK, kind), "{name}");
            assert!(bytes.starts_with(magic), "{name}");
            assert!(bytes.len() > 800 && bytes.len() < 150_000, "{name} has {} bytes", bytes.len());
        }
    }

    #[tokio::test]
    async fn other_names_are_not_there() {
        let long = format!("{}.png", "x".repeat(120));
        for name in ["shirt", "shirt.svg", "missing-1.png", "shi rt.png", &long] {
            assert_eq!(fetch(name).await.0, StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[tokio::test]
    async fn a_part_is_answered_with_its_place_in_the_whole() {
        let (_, _, whole) = fetch("clip-1.mp4").await;
        let (length, last) = (whole.len(), whole.len() - 1);
        for (range, status, place, bytes) in [
            ("bytes=0-", StatusCode::PARTIAL_CONTENT, format!("bytes 0-{last}/{length}"), &whole[..]),
            ("bytes=4-11", StatusCode::PARTIAL_CONTENT, format!("bytes 4-11/{length}"), &whole[4..12]),
            (
                "bytes=-3",
                StatusCode::PARTIAL_CONTENT,
                format!("bytes {}-{last}/{length}", length - 3),
                &whole[length - 3..],
            ),
            ("bytes=99999999-", StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{length}"), &[]),
            ("bytes=0-1,4-5", StatusCode::OK, String::new(), &whole[..]),
        ] {
            let asked = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_str(range).unwrap())]);
            let response = get(Path("clip-1.mp4".to_owned()), asked).await;
            let said = |name| response.headers().get(name).map_or("", |value| value.to_str().unwrap());
            assert_eq!((response.status(), said(header::CONTENT_RANGE)), (status, place.as_str()), "{range}");
            assert_eq!(said(header::ACCEPT_RANGES), "bytes", "{range}");
            let sent = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            assert!(sent == bytes, "{range}: {} bytes", sent.len());
        }
    }

    #[test]
    fn a_name_always_gives_the_same_bytes_and_another_name_others() {
        assert_eq!(picture::png("cup-1.png"), picture::png("cup-1.png"));
        assert_ne!(picture::png("cup-1.png"), picture::png("cup-2.png"));
        assert_ne!(melody::wav("voice-1.wav"), melody::wav("voice-3.wav"));
    }
}
