//! Where a button leads: the addresses a reader can open, the one in front, and what can't be opened but is named.

use happytalk_model::{
    link::{RawUrl, Refusal, SafeUrl, UrlParser},
    message::template::Target,
};

/// The device an address is meant for.
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

/// A button's addresses, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destinations {
    /// What the button itself opens: the PC's address, else the next that can be opened.
    pub first: Option<SafeUrl>,
    /// Others that lead elsewhere, with the device they are meant for.
    pub others: Vec<(Device, SafeUrl)>,
    /// What can't be opened, and why.
    pub refused: Vec<(Device, Refusal)>,
}

impl Destinations {
    /// Judges every address of a target.
    pub fn of(target: &Target, parser: &dyn UrlParser) -> Self {
        let written = [
            (Device::Pc, &target.pc),
            (Device::Mobile, &target.mobile),
            (Device::Android, &target.android),
            (Device::Ios, &target.ios),
        ];
        let mut destinations = Self::default();
        for (device, raw) in written {
            if let Some(raw) = raw {
                destinations.add(device, raw, parser);
            }
        }
        destinations
    }

    /// A single address (V1 links).
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
                if !self.refused.iter().any(|(_, known)| *known == refusal) {
                    self.refused.push((device, refusal));
                }
            }
            Ok(url) => match &self.first {
                None => self.first = Some(url),
                Some(first) => {
                    let known = first.href() == url.href() || self.others.iter().any(|(_, o)| o.href() == url.href());
                    if !known {
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
    fn equal_addresses_are_one() {
        let found = target(["https://example.com", "https://example.com/", "", "https://EXAMPLE.com"]);
        assert_eq!(found.first.as_ref().map(SafeUrl::href), Some("https://example.com/"));
        assert!(found.others.is_empty() && found.refused.is_empty());
    }

    #[test]
    fn a_phone_address_that_differs_stays_reachable() {
        let found = target(["https://example.com", "https://m.example.com", "https://example.com", ""]);
        assert_eq!(
            found.others.iter().map(|(device, url)| (*device, url.href())).collect::<Vec<_>>(),
            [(Device::Mobile, "https://m.example.com/")]
        );
    }

    #[test]
    fn an_app_scheme_is_named_once_and_never_opened() {
        let found = target(["https://example.com", "", "shop://coupon", "shop://coupon"]);
        assert_eq!(found.refused, [(Device::Android, Refusal::Scheme("shop".into()))]);
        assert!(found.others.is_empty());
    }

    #[test]
    fn without_a_safe_pc_address_the_phones_is_opened() {
        let found = target(["javascript:alert(1)", "https://m.example.com", "", ""]);
        assert_eq!(found.first.as_ref().map(SafeUrl::href), Some("https://m.example.com/"));
        assert_eq!(found.refused.len(), 1);
    }
}
