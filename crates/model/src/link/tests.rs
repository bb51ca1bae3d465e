use super::*;

/// The `url` crate: the same rules as a browser.
pub(crate) struct Whatwg;

impl UrlParser for Whatwg {
    fn parse(&self, input: &str) -> Option<ParsedUrl> {
        let url = url::Url::parse(input).ok()?;
        Some(ParsedUrl {
            href: url.as_str().to_owned(),
            scheme: url.scheme().to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            has_userinfo: !url.username().is_empty() || url.password().is_some(),
        })
    }
}

fn safe(written: &str) -> Result<SafeUrl, Refusal> {
    SafeUrl::judge(&RawUrl::new(written), &Whatwg)
}

fn policy() -> MediaPolicy {
    MediaPolicy {
        own_origins: vec!["http://127.0.0.1:8787".to_owned(), "https://viewer.example".to_owned()],
        upgrade_http: true,
        hosts: vec!["*.happytalk.io".to_owned(), "cdn.example".to_owned()],
    }
}

fn media(written: &str) -> Result<String, Refusal> {
    MediaUrl::judge(&RawUrl::new(written), &policy(), &Whatwg).map(|media| media.href().to_owned())
}

#[test]
fn web_addresses_phones_and_mail_are_links() {
    for (written, href) in [
        ("https://happytalk.io", "https://happytalk.io/"),
        (" HTTP://Happytalk.IO/a b", "http://happytalk.io/a%20b"),
        ("tel:1588-1234", "tel:1588-1234"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https:\\\\evil.example\\a", "https://evil.example/a"),
        ("https:/\\evil.example", "https://evil.example/"),
        ("\u{1}https://a.example", "https://a.example/"),
    ] {
        assert_eq!(safe(written).map(|url| url.href().to_owned()), Ok(href.to_owned()), "{written:?}");
    }
}

#[test]
fn every_disguise_of_a_scheme_is_that_scheme() {
    for written in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "  javascript:alert(1)",
        "javascript://happytalk.io/%0aalert(1)",
    ] {
        assert_eq!(safe(written), Err(Refusal::Scheme("javascript".to_owned())), "{written:?}");
    }
    for (written, scheme) in [
        ("data:text/html,<script>", "data"),
        ("vbscript:x", "vbscript"),
        ("file:///etc/passwd", "file"),
        ("blob:https://a.example/1", "blob"),
        ("intent://scan/#Intent;end", "intent"),
        ("kakaotalk://open", "kakaotalk"),
        ("view-source:https://a.example", "view-source"),
    ] {
        assert_eq!(safe(written), Err(Refusal::Scheme(scheme.to_owned())), "{written}");
    }
}

#[test]
fn what_is_no_absolute_address_is_no_link() {
    for written in [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/path",
        "happytalk.io",
        "&#106;avascript:alert(1)",
        "java script:x",
        "\u{200b}javascript:x",
        "https://",
        "https://a b.example",
    ] {
        assert_eq!(safe(written), Err(Refusal::NotAbsolute), "{written:?}");
    }
    for written in ["", "  ", "\n"] {
        assert_eq!(safe(written), Err(Refusal::Empty), "{written:?}");
    }
}

#[test]
fn where_a_link_leads_is_shown_unless_its_label_says_so() {
    let unsaid = |written: &str, label: &str| safe(written).expect("a link").unsaid(label).map(str::to_owned);
    let shown = |host: &str| Some(host.to_owned());
    assert_eq!(unsaid("https://happytalk.io/a", "https://happytalk.io/a"), None);
    assert_eq!(unsaid("https://happytalk.io/a", "happytalk.io 바로가기"), None);
    assert_eq!(unsaid("https://happytalk.io/a", "바로가기"), shown("happytalk.io"));
    assert_eq!(unsaid("https://evil.example/", "happytalk.io"), shown("evil.example"));
    assert_eq!(unsaid("https://happytalk.io@evil.example/", "evil.example"), shown("evil.example"));
    let cyrillic = "https://hаppytalk.io/";
    assert_eq!(unsaid(cyrillic, cyrillic), shown("xn--hppytalk-16g.io"));
    assert_eq!(unsaid("https://xn--hppytalk-3fg.io/", "xn--hppytalk-3fg.io"), shown("xn--hppytalk-3fg.io"));
}

#[test]
fn a_label_or_an_address_that_names_another_host_is_known() {
    let belied = |written: &str, label: &str| safe(written).expect("a link").is_belied(label);
    for (written, label) in [
        ("https://evil.example/", "happytalk.io"),
        ("https://happytalk.io.evil.example/", "https://happytalk.io/a"),
        ("https://nothappytalk.io/", "happytalk.io"),
        ("https://happytalk.io/", "ars.happytalk.io"),
        ("https://happytalk.io/", "happytalk.io, evil.example"),
        ("https://happytalk.io@evil.example/", "바로가기"),
        ("https://hаppytalk.io/", "https://hаppytalk.io/"),
    ] {
        assert!(belied(written, label), "{label} on {written}");
    }
    for (written, label) in [
        ("https://happytalk.io/a", "바로가기"),
        ("https://happytalk.io/a", "www.happytalk.io/b"),
        ("https://www.happytalk.io/a", "happytalk.io"),
        ("https://ars.happytalk.io/a", "happytalk.io 바로가기"),
        ("tel:1588-1234", "happytalk.io"),
        ("mailto:help@a.example", "help@a.example 문의"),
    ] {
        assert!(!belied(written, label), "{label} on {written}");
    }
}

#[test]
fn whom_a_call_or_a_mail_goes_to_is_shown_unless_its_label_is_that() {
    let unsaid = |written: &str, label: &str| safe(written).expect("a link").unsaid(label).map(str::to_owned);
    assert_eq!(unsaid("tel:1588-1234", "1588-1234"), None);
    assert_eq!(unsaid("tel:15881234", "전화 1588-1234"), None);
    for label in ["전화하기", "happytalk.io", "1588-12345", "1588-1234 (내선 2)"] {
        assert_eq!(unsaid("tel:1588-1234", label).as_deref(), Some("1588-1234"), "{label}");
    }
    assert_eq!(unsaid("mailto:help@a.example?subject=x", " Help@a.example"), None);
    for label in ["메일 보내기", "help@b.example", "a.example"] {
        assert_eq!(unsaid("mailto:help@a.example?subject=x", label).as_deref(), Some("help@a.example"), "{label}");
    }
}

#[test]
fn media_come_from_allowed_hosts_and_our_own() {
    for (written, src) in [
        ("https://patch.happytalk.io/data/1.jpg", "https://patch.happytalk.io/data/1.jpg"),
        ("http://patch.happytalk.io/data/1.jpg", "https://patch.happytalk.io/data/1.jpg"),
        ("https://CDN.example/1.svg", "https://cdn.example/1.svg"),
        ("https:\\\\cdn.example\\1.jpg", "https://cdn.example/1.jpg"),
        ("http://127.0.0.1:8787/demo/media/1.png", "http://127.0.0.1:8787/demo/media/1.png"),
        ("https://viewer.example/1.png", "https://viewer.example/1.png"),
        ("https://u:p@cdn.example:443/1.jpg", "https://u:p@cdn.example/1.jpg"),
    ] {
        assert_eq!(media(written), Ok(src.to_owned()), "{written}");
    }
    let plain = MediaPolicy { upgrade_http: false, ..policy() };
    let http = MediaUrl::judge(&RawUrl::new("http://cdn.example/1.jpg"), &plain, &Whatwg).expect("allowed");
    assert_eq!(http.href(), "http://cdn.example/1.jpg");
}

#[test]
fn media_from_elsewhere_make_no_request() {
    for (written, host) in [
        ("https://evil.example/1.jpg", "evil.example"),
        ("https://happytalk.io/1.jpg", "happytalk.io"),
        ("https://patch.happytalk.io@evil.example/1.jpg", "evil.example"),
        ("https://patch.happytalk.io.evil.example/", "patch.happytalk.io.evil.example"),
        ("https://cdn.example:8443/1.jpg", "cdn.example"),
        ("https://cdn.example./1.jpg", "cdn.example."),
        ("https://8.8.8.8/1.jpg", "8.8.8.8"),
    ] {
        assert_eq!(media(written), Err(Refusal::Host(host.to_owned())), "{written}");
    }
    for (written, scheme) in
        [("data:image/svg+xml,<svg>", "data"), ("blob:https://cdn.example/1", "blob"), ("ftp://cdn.example/", "ftp")]
    {
        assert_eq!(media(written), Err(Refusal::Scheme(scheme.to_owned())), "{written}");
    }
    assert_eq!(media("//cdn.example/1.jpg"), Err(Refusal::NotAbsolute));
    assert_eq!(media(" "), Err(Refusal::Empty));
}

#[test]
fn a_private_address_is_one_in_every_notation() {
    for written in [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://０/",
        "http://①２７.0.0.1/",
        "http://localhost:8787/",
        "http://a.localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[0:0:0:0:0:ffff:7f00:1]/",
        "http://169.254.169.254/latest/",
        "https://192.168.0.1/",
        "http://LOCALHOST./",
        // Our own origin is its port too.
        "http://127.0.0.1:8788/",
        "https://127.0.0.1:8787/",
    ] {
        assert!(matches!(media(written), Err(Refusal::PrivateAddress(_))), "{written}: {:?}", media(written));
    }
    let wide = MediaPolicy {
        hosts: vec!["127.0.0.1".to_owned(), "*.0.0.1".to_owned(), "localhost".to_owned()],
        ..MediaPolicy::default()
    };
    for written in ["http://127.0.0.1/", "http://localhost/"] {
        let refused = MediaUrl::judge(&RawUrl::new(written), &wide, &Whatwg);
        assert!(matches!(refused, Err(Refusal::PrivateAddress(_))), "not even by the allow list: {written}");
    }
}
