//! Sentences for repairs and broken rules.

use happytalk_model::{lint::Rule, note::Repair};

pub(super) fn repair(repair: Repair) -> &'static str {
    match repair {
        Repair::ByteOrderMark => "응답이 BOM으로 시작합니다",
        Repair::Cut => "응답이 중간에 끊겼습니다",
        Repair::Broken => "응답의 JSON 형식이 중간에 깨졌습니다",
        Repair::MissingComma => "앞에 쉼표가 빠져 있습니다",
        Repair::ExtraComma => "앞에 쉼표가 더 있습니다",
        Repair::ResultUnclear => "result 값이 분명하지 않습니다",
        Repair::DatesRunBackwards => "시각이 거꾸로 되어 있습니다",
        Repair::DuplicateKey => "같은 키가 두 번 있어 뒤의 값을 썼습니다",
        Repair::SingleForList => "목록 대신 하나만 있습니다",
        Repair::NumberedList => "목록이 번호를 키로 하는 객체입니다",
        Repair::ListForObject => "객체 대신 목록이 있습니다",
        Repair::WrongType => "값의 형식이 맞지 않아 없는 것으로 보았습니다",
        Repair::BrokenValue => "값이 JSON이 아니어서 없는 것으로 보았습니다",
        Repair::LoneSurrogate => "문자가 깨져 있어 �로 표시했습니다",
        Repair::UnknownEscape => "알 수 없는 이스케이프를 그대로 표시했습니다",
        Repair::BrokenUtf8 => "UTF-8이 아닌 바이트를 �로 표시했습니다",
        Repair::ScalarForText => "문자열 대신 숫자나 참·거짓이 있습니다",
        Repair::TextForNumber => "숫자 대신 문자열이 있습니다",
        Repair::FlagSpelling => "참·거짓이 다르게 적혀 있습니다",
        Repair::CodeSpelling => "코드가 다르게 적혀 있습니다",
        Repair::TagsInText => "태그가 한 문자열에 들어 있습니다",
        Repair::EpochDate => "시각이 1970년부터의 초로 적혀 있습니다",
        Repair::ZonedDate => "시각에 시간대가 있어 한국 시간으로 바꿨습니다",
        Repair::DayOnly => "시각 없이 날짜만 있습니다",
        Repair::DateSpelling => "시각이 다른 형식으로 적혀 있습니다",
        Repair::InvalidDate => "시각이 올바르지 않아 없는 것으로 보았습니다",
        Repair::UnknownType => "알 수 없는 type이어서 내부 메모로 보았습니다",
        Repair::MissingType => "type이 없어 메시지로 보았습니다",
        Repair::ContentsNotText => "contents가 문자열이 아닙니다",
        Repair::DoubleEncoded => "contents가 두 번 인코딩되어 있습니다",
        Repair::EntityEncoded => "contents의 따옴표가 HTML 엔티티(&quot;)로 바뀌어 있어 되돌려 읽었습니다",
        Repair::EntityInUrl => "주소에 &amp;가 있어, 열리지 않으면 &로 바꾸어 한 번 더 엽니다",
        Repair::PlainContents => "contents가 JSON이 아니어서 텍스트로 표시했습니다",
        Repair::UnevenLinks => "링크의 이름과 주소의 수가 다릅니다",
        Repair::PlainLink => "링크가 문자열로만 되어 있습니다",
        Repair::LinksBeside => "링크가 contents 밖에 있습니다",
        Repair::GuessedType => "type이 없어 다른 필드로 판단했습니다",
    }
}

pub(super) fn rule(rule: Rule) -> String {
    match rule {
        Rule::Required => "필수 필드가 없습니다".into(),
        Rule::TooLong { most, length } => format!("{most}자까지인데 {length}자입니다"),
        Rule::OneOrTwoButtons { count } => format!("버튼은 1~2개여야 하는데 {count}개입니다"),
        Rule::NoCouponInBlock => "캐러셀 카드의 버튼 목록에는 쿠폰을 넣을 수 없습니다".into(),
    }
}
