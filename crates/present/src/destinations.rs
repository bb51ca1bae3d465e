//! Destinations of a button: the primary URL, alternatives for other devices, and URLs that are not safe to open.

use happytalk_model::{
    link::{RawUrl, Refusal, SafeUrl, UrlParser},
    message::template::Target,
};

/// Device that a URL is intended for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// `pcUrl`.
    Pc,
    /// `mobileUrl`.
    Mobile,
    /// `schemaAOS`.
    Android,
    /// `schemaIOS`.
    Ios,
}

/// Destinations of a button, without duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destinations {
    /// URL that the button opens: the first safe one, in the order PC, mobile, Android, iOS.
    pub first: Option<SafeUrl>,
    /// Other safe URLs, with their devices.
    pub others: Vec<(Device, SafeUrl)>,
    /// URLs that are not safe to open: device and reason.
    pub refused: Vec<(Device, Refusal)>,
}

impl Destinations {
    /// Returns the destinations of a target.
    pub fn of(target: &Target, parser: &dyn UrlParser) -> Self {
        let urls = [
            (Device::Pc, &target.pc),
            (Device::Mobile, &target.mobile),
            (Device::Android, &target.android),
            (Device::Ios, &target.ios),
        ];
        let mut destinations = Self::default();
        for (device, raw) in urls {
            if let Some(raw) = raw {
                destinations.add(device, raw, parser);
            }
        }
        destinations
    }

    /// Returns the destinations of a link with a single URL (V1 `normal` messages).
    pub fn of_one(raw: Option<&RawUrl>, parser: &dyn UrlParser) -> Self {
        let mut destinations = Self::default();
        if let Some(raw) = raw {
            destinations.add(Device::Pc, raw, parser);
        }
        destinations
    }

    fn add(&mut self, device: Device, raw: &RawUrl, parser: &dyn UrlParser) {
        match SafeUrl::judge(raw, parser) {
            Err(Refusal::Empty) => {}
            Err(refusal) => {
                if !self.refused.iter().any(|(_, other)| *other == refusal) {
                    self.refused.push((device, refusal));
                }
            }
            Ok(url) => match &self.first {
                None => self.first = Some(url),
                Some(first) => {
                    let is_duplicate =
                        first.href() == url.href() || self.others.iter().any(|(_, other)| other.href() == url.href());
                    if !is_duplicate {
                        self.others.push((device, url));
                    }
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::text::tests::Native, *};

    fn target(urls: [&str; 4]) -> Destinations {
        let [pc, mobile, android, ios] = urls.map(|url| Some(RawUrl::new(url)));
        Destinations::of(&Target { pc, mobile, android, ios }, &Native)
    }

    #[test]
    fn equal_urls_are_deduplicated() {
        let found = target(["https://example.com", "https://example.com/", "", "https://EXAMPLE.com"]);
        assert_eq!(found.first.as_ref().map(SafeUrl::href), Some("https://example.com/"));
        assert!(found.others.is_empty() && found.refused.is_empty());
    }

    #[test]
    fn a_different_mobile_url_is_an_alternative() {
        let found = target(["https://example.com", "https://m.example.com", "https://example.com", ""]);
        assert_eq!(
            found.others.iter().map(|(device, url)| (*device, url.href())).collect::<Vec<_>>(),
            [(Device::Mobile, "https://m.example.com/")]
        );
    }

    #[test]
    fn an_app_scheme_is_reported_once_and_never_opened() {
        let found = target(["https://example.com", "", "shop://coupon", "shop://coupon"]);
        assert_eq!(found.refused, [(Device::Android, Refusal::Scheme("shop".into()))]);
        assert!(found.others.is_empty());
    }

    #[test]
    fn the_mobile_url_is_primary_if_the_pc_url_is_unsafe() {
        let found = target(["javascript:alert(1)", "https://m.example.com", "", ""]);
        assert_eq!(found.first.as_ref().map(SafeUrl::href), Some("https://m.example.com/"));
        assert_eq!(found.refused.len(), 1);
    }
}
