//! Reading an answer: no more than is allowed, and what its status says first.
//!
//! Bodies are not decompressed (a bomb stays small), and refused as soon as they are known to be too large. What is
//! announced is not believed beyond what is free anyway: memory is taken for what has come.

use axum::body::Bytes;
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_ENCODING, RETRY_AFTER},
};

use super::memory::Memory;
use crate::vendor::VendorError;

/// The body of a success, up to so many bytes.
pub(super) async fn read(mut response: Response, largest: usize, memory: &Memory) -> Result<Bytes, VendorError> {
    let headers = response.headers();
    match response.status() {
        status if status.is_success() => {}
        StatusCode::TOO_MANY_REQUESTS => {
            let seconds = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
            return Err(VendorError::TooMany(seconds));
        }
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => return Err(VendorError::Timeout),
        status => return Err(VendorError::Status(status.as_u16())),
    }
    if headers.get(CONTENT_ENCODING).is_some_and(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(VendorError::Unreadable("compressed, which was not asked for".to_owned()));
    }
    let announced = usize::try_from(response.content_length().unwrap_or_default()).unwrap_or(usize::MAX);
    if announced <= largest {
        let mut body = memory.buffer(announced);
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > largest {
                return Err(VendorError::TooLarge);
            }
            body.push(&chunk).await?;
        }
        Ok(body.into_bytes())
    } else {
        Err(VendorError::TooLarge)
    }
}
