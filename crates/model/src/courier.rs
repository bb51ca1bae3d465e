//! `parcel_companycode`: the parcel service.

use crate::{lenient, wire::Node};

/// `parcel_companycode` (000, 002, 004): eighteen couriers by number. The documents' own examples hold `"W"`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Courier {
    /// The code as sent.
    pub code: String,
}

/// Names as the documents write them.
const COURIERS: [(&str, &str); 18] = [
    ("1", "우체국택배"),
    ("4", "대한통운"),
    ("5", "한진택배"),
    ("6", "로젠택배"),
    ("8", "롯데택배"),
    ("11", "일양로지스"),
    ("12", "EMS"),
    ("13", "DHL"),
    ("18", "건영택배"),
    ("21", "Fedex"),
    ("22", "대신택배"),
    ("23", "경동택배"),
    ("24", "CVSnet 편의점택배"),
    ("25", "TNT Express"),
    ("42", "CJ대한통운 국제특송"),
    ("45", "호남택배"),
    ("53", "농협택배"),
    ("99", "롯데글로벌 로지스"),
];

impl Courier {
    /// The courier's name as documented, if the documents know the code.
    pub fn name(&self) -> Option<&'static str> {
        let code = self.code.trim();
        COURIERS.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
    }

    pub(crate) fn read(node: &Node<'_>) -> Option<Self> {
        lenient::filled(node).map(|code| Self { code })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_courier_is_named_only_if_the_documents_name_it() {
        let name = |code: &str| Courier { code: code.to_owned() }.name();
        assert_eq!(name("4"), Some("대한통운"));
        assert_eq!(name("99"), Some("롯데글로벌 로지스"));
        assert_eq!(name("W"), None, "the documents' own examples");
    }
}
