//! A page of the list of rooms, in either dialect: `GET {proxy}rooms?…`, or the vendor's `chat_room_lists` (004).

use happytalk_model::list::{ListAnswer, ListRequest, Page, decode};

use super::{FailureKind, LoadError, gateway::Reach};
use crate::{options::ProxyMode, platform::fetch::Abort, present::location::list_query};

/// Asks for the page.
pub async fn load(reach: &Reach, request: &ListRequest, abort: &Abort) -> Result<Page, LoadError> {
    let (path, body) = match reach.mode {
        ProxyMode::Gateway => (["rooms?", &list_query(request, &ListRequest::default())].concat(), None),
        ProxyMode::Passthrough => ("user/api/chat_room_lists/format/json".to_owned(), Some(request.to_json())),
    };
    let answer = reach.ask(&path, body.as_deref(), None, abort).await?;
    read(&answer.body).map_err(|error| LoadError { status: Some(answer.status), ..error })
}

/// Decodes the body of an answer that arrived.
pub fn read(body: &[u8]) -> Result<Page, LoadError> {
    match decode(body) {
        Ok(decoded) => match decoded.value {
            ListAnswer::Page(page) => Ok(page),
            ListAnswer::Failure(failure) => Err(LoadError::from_failure(&failure)),
        },
        Err(not_json) => Err(LoadError::new(FailureKind::Unreadable, not_json.reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_that_is_too_long_keeps_the_vendors_code() {
        let error = read(br#"{"result":"fail","code":-504,"message":"overDate"}"#).expect_err("refused");
        assert_eq!((error.kind, error.vendor_code), (FailureKind::BadRequest, Some(-504)));
    }

    #[test]
    fn a_login_page_is_no_list_and_an_empty_answer_is_an_empty_one() {
        assert_eq!(read(b"<!doctype html>").map_err(|error| error.kind), Err(FailureKind::Unreadable));
        assert_eq!(read(br#"{"result":"success","data":[]}"#), Ok(Page::default()));
    }
}
