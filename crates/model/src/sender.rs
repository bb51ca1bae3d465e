//! Who wrote a message: `user_type`, all codes of both editions.

use crate::lenient::codes;

codes! {
    /// `user_type` (000: H C B; 002 adds Q A 1 2). `Other` is empty when the field is missing; never drawn as an agent.
    pub enum Sender {
        /// 고객.
        Customer = "C",
        /// 상담원.
        Counselor = "H",
        /// 상담원 봇.
        Bot = "B",
        /// 템플릿 질문.
        TemplateQuestion = "Q",
        /// 템플릿 답변.
        TemplateAnswer = "A",
        /// 택배 타상담원.
        ParcelAgent = "1",
        /// 상품 타 상담원.
        ProductAgent = "2",
    }
}

impl Sender {
    /// The value of `data-sender`.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Counselor => "counselor",
            Self::Bot => "bot",
            Self::TemplateQuestion => "template-question",
            Self::TemplateAnswer => "template-answer",
            Self::ParcelAgent => "parcel-agent",
            Self::ProductAgent => "product-agent",
            Self::Other(_) => "other",
        }
    }

    /// Whether the company's side wrote it (drawn right). `Other` is not: it is drawn neutral.
    pub fn is_company(&self) -> bool {
        !matches!(self, Self::Customer | Self::Other(_))
    }
}

#[cfg(test)]
#[test]
fn only_known_codes_are_the_company() {
    let company: Vec<_> = Sender::CODES.iter().filter(|code| Sender::from_code(code).is_company()).collect();
    assert_eq!(company, [&"H", &"B", &"Q", &"A", &"1", &"2"]);
    assert!(!Sender::from_code("X").is_company());
}
