use super::*;

fn settings(base: &str) -> VendorSettings {
    let base = Url::parse(base).unwrap();
    let credentials = BizCredentials { client_id: "id-hunter2".into(), client_secret: "secret-hunter2".into() };
    VendorSettings {
        customer_api: base.clone(),
        token: "token-hunter2".into(),
        biz: Some(Biz { api: base, credentials }),
        timeout: Duration::from_secs(1),
        threads: 0,
    }
}

#[test]
fn no_secret_ever_leaves_the_machine_in_clear_text() {
    for (base, fit) in [
        ("http://127.0.0.1:9", true),
        ("http://[::1]:9", true),
        ("http://localhost:9", true),
        ("http://customer.happytalk.io", false),
        ("http://127.0.0.1.example.com", false),
        ("ftp://127.0.0.1", false),
    ] {
        let settings = settings(base);
        let loopback = Url::parse("http://127.0.0.1:9").unwrap();
        let biz_alone = VendorSettings { customer_api: loopback, ..settings.clone() };
        assert_eq!(HttpVendor::new(biz_alone).is_ok(), fit, "{base}");
        assert_eq!(HttpVendor::new(VendorSettings { biz: None, ..settings }).is_ok(), fit, "{base}");
    }
}

#[test]
fn credentials_that_no_header_can_hold_are_refused_at_the_start() {
    let mut settings = settings("http://127.0.0.1:9");
    settings.biz.as_mut().unwrap().credentials.client_secret = "a\nb".into();
    let Err(error) = HttpVendor::new(settings) else { panic!("accepted") };
    assert!(matches!(error, NotAVendor::Credentials), "{error}");
}

#[test]
fn no_secret_is_in_the_debug_output() {
    let settings = settings("http://127.0.0.1:9");
    let shown = format!("{settings:?} {:?}", HttpVendor::new(settings.clone()).unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn the_address_of_a_call_stands_below_any_base() {
    for (base, address) in [
        ("https://a.example", "https://a.example/x/y"),
        ("https://a.example/", "https://a.example/x/y"),
        ("https://a.example/sub", "https://a.example/sub/x/y"),
        ("https://a.example/sub/?q#f", "https://a.example/sub/x/y"),
    ] {
        assert_eq!(below(&Url::parse(base).unwrap(), "x/y").as_str(), address);
    }
}
