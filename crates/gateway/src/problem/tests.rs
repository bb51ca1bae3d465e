use super::*;

fn status_and_slug(error: VendorError) -> (u16, &'static str) {
    let (status, slug, _) = Problem::from(error).kind();
    (status.as_u16(), slug)
}

#[test]
fn a_name_that_somebody_sent_is_told_to_them_alone() {
    let problem = Problem::no_such("the customer's own words", "There is no such parameter here.");
    assert_eq!(problem.said().parameter, Some("the customer's own words"));
    assert_eq!(problem.cause(), "a parameter that is none");
    assert_eq!(Problem::parameter("status", "One of 99.").cause(), "parameter \"status\"");
}

#[test]
fn every_failure_code_of_the_customer_api_has_its_status() {
    for (code, expected) in [
        (Some(-501), (502, "vendor-credentials")),
        (Some(-502), (502, "vendor-credentials")),
        (Some(-503), (404, "no-such-room")),
        (Some(-504), (400, "bad-parameter")),
        (Some(-999), (502, "vendor-failed")),
        (Some(0), (502, "vendor-failed")),
        (None, (502, "vendor-failed")),
    ] {
        let failure = Failure { code, message: String::new() };
        assert_eq!(status_and_slug(VendorError::Refused(failure)), expected, "{code:?}");
    }
}

#[test]
fn every_failure_code_of_the_biz_api_has_its_status() {
    let expected = |code| match code {
        -400 | -500 => (502, "vendor-credentials"),
        -702 => (404, "no-such-room"),
        -703 => (403, "forbidden"),
        -700 | -704 | -900 | -901 | -902 | -903 | -904 | -1001 => (409, "room-state"),
        -802..=-800 => (400, "bad-parameter"),
        _ => (502, "vendor-failed"),
    };
    for code in BizFailCode::CODES.iter().copied().chain([-999, 1]) {
        let answer =
            WriteAnswer { code: Some(code), room_id: None, message: String::new(), field: None, content: None };
        assert_eq!(status_and_slug(VendorError::NotSent(answer.into())), expected(code), "{code}");
    }
}

#[test]
fn every_way_the_vendor_can_be_absent_has_its_status() {
    for (error, expected) in [
        (VendorError::Unreadable(String::new()), (502, "vendor-unreadable")),
        (VendorError::TooLarge, (502, "vendor-unreadable")),
        (VendorError::Status(500), (502, "vendor-failed")),
        (VendorError::Status(302), (502, "vendor-failed")),
        (VendorError::Status(403), (502, "vendor-credentials")),
        (VendorError::TooMany(None), (429, "too-many")),
        (VendorError::Timeout, (504, "vendor-timeout")),
        (VendorError::Transport(std::sync::Arc::new(std::fmt::Error)), (502, "vendor-failed")),
        (VendorError::Overloaded, (503, "overloaded")),
        (VendorError::OutcomeUnknown(Box::new(VendorError::Status(500))), (504, "outcome-unknown")),
        (VendorError::SendingOff, (403, "sending-off")),
    ] {
        assert_eq!(status_and_slug(error), expected);
    }
}

#[test]
fn waiting_time_is_the_vendors_or_a_few_seconds() {
    for (error, seconds) in
        [(VendorError::TooMany(Some(30)), "30"), (VendorError::TooMany(None), "5"), (VendorError::Overloaded, "5")]
    {
        let response = Problem::from(error).into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], seconds);
    }
}
