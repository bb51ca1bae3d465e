//! Who wrote a message: `user_type`, all codes of both editions.

/// `user_type` (000: H C B; 002 adds Q A 1 2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sender {
    /// `C` 고객.
    Customer,
    /// `H` 상담원.
    Counselor,
    /// `B` 상담원 봇.
    Bot,
    /// `Q` 템플릿 질문.
    TemplateQuestion,
    /// `A` 템플릿 답변.
    TemplateAnswer,
    /// `1` 택배 타상담원.
    ParcelAgent,
    /// `2` 상품 타 상담원.
    ProductAgent,
    /// Anything else, as sent; empty when the field is missing. Never drawn as an agent.
    Other(String),
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
