//! 한국어. The vendor's own terms; short and polite.

mod notes;

use happytalk_model::{channel::Channel, message::Reason, phone_os::PhoneOs, sender::Sender, status::Status};

use super::{Fields, ListWords, Words};
use crate::{options::Lang, present::failure::FailureKind};

pub(super) static WORDS: Words = Words {
    lang: Lang::Ko,

    loading: "상담 내용을 불러오는 중입니다",
    idle: "표시할 상담방을 선택해 주세요.",
    empty: "이 상담방에는 메시지가 없습니다.",
    only_memos: "내부 메모만 있는 상담방입니다. 내부 메모는 표시하지 않도록 설정되어 있습니다.",
    no_room: "조회된 상담방이 없습니다.",
    reload: "새로고침",
    retry: "다시 시도",
    close: "닫기",
    failure: |kind| match kind {
        FailureKind::NotFound => "상담방을 찾을 수 없습니다.",
        FailureKind::Forbidden => "이 상담방을 볼 권한이 없습니다.",
        FailureKind::Unauthorized => "인증이 만료되었거나 올바르지 않습니다. 다시 로그인해 주세요.",
        FailureKind::BadRequest => "요청이 올바르지 않습니다. 상담방 번호를 확인해 주세요.",
        FailureKind::TooMany => "요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.",
        FailureKind::Vendor => "해피톡 서버에서 상담 내용을 받지 못했습니다.",
        FailureKind::Timeout => "응답이 늦어 상담 내용을 불러오지 못했습니다.",
        FailureKind::Offline => "서버에 연결할 수 없습니다. 네트워크를 확인해 주세요.",
        FailureKind::Unreadable => "받은 상담 내용을 해석할 수 없습니다.",
    },

    messages: "상담 메시지",
    keys: "메시지 목록에서 ↑·↓로 앞뒤 메시지, Home·End로 처음과 끝, Enter로 메시지 안, Esc로 다시 메시지로 이동합니다.",
    untitled: "제목 없는 상담",
    unreadable_rows: |count| format!("{count}건을 해석하지 못했습니다"),
    cut: "응답이 중간에 끊겨 뒷부분의 메시지가 빠져 있습니다.",
    reordered: "메시지가 시간순이 아니어서 보낸 시각순으로 다시 정렬했습니다.",
    zone: "한국 시간 기준",
    more: "상세 정보",
    notes: "해석 기록",
    notes_hint: "메시지를 읽을 때 바로잡은 부분과 해피톡 문서의 규칙에 어긋나는 부분입니다.",
    repair: notes::repair,
    rule: notes::rule,
    field: Fields {
        counselor: "상담원",
        customer: "고객",
        channel: "채널",
        categories: "분류",
        tags: "태그",
        opened: "접수",
        closed: "종료",
        duration: "상담 시간",
        first_response: "상담원 첫 응답",
        sent_at: "보낸 시각",
        read_at: "읽은 시각",
        order: "주문 번호",
        product: "상품 번호",
        parcel: "운송장",
        rating: "상담 평가",
        room_id: "상담방 번호",
        counselor_id: "상담원 이름",
        uuid: "고객 식별 번호",
        category_id: "대분류 ID",
        division_id: "중분류 ID",
        app_version: "앱 버전",
        app_hash: "앱 식별 번호",
        device: "기기",
        carrier: "통신사",
        user_parameter: "사용자 변수",
        parameter: |number| format!("파라미터 {number}"),
    },
    status: |status| match status {
        Status::BotWaiting => "봇 상담 대기".into(),
        Status::Bot => "봇 상담".into(),
        Status::Waiting => "접수 대기".into(),
        Status::Open => "진행중".into(),
        Status::Closed => "완료".into(),
        Status::Deleted => "삭제".into(),
        Status::BotEnded => "봇 상담 종료".into(),
        Status::Other(code) => format!("상태 {code}"),
    },
    channel: |channel| match channel {
        Channel::Happytalk => "해피톡".into(),
        Channel::NaverTalkTalk => "네이버 톡톡".into(),
        Channel::KakaoTalk => "카카오톡".into(),
        Channel::Instagram => "인스타그램".into(),
        Channel::Other(code) => format!("채널 {code}"),
    },
    phone_os: |os| match os {
        PhoneOs::Android => "안드로이드".into(),
        PhoneOs::Ios => "아이폰".into(),
        PhoneOs::Web => "웹".into(),
        PhoneOs::Other(code) => code.clone(),
    },
    // Parsing it as a float would cost the download 11 KB of tables.
    score: |score| {
        let is_number = score.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if is_number { format!("{score}점") } else { score.to_owned() }
    },

    sender: |sender| match sender {
        Sender::Customer => "고객".into(),
        Sender::Counselor => "상담원".into(),
        Sender::Bot => "봇".into(),
        Sender::TemplateQuestion => "템플릿 질문".into(),
        Sender::TemplateAnswer => "템플릿 답변".into(),
        Sender::ParcelAgent => "택배 타상담원".into(),
        Sender::ProductAgent => "상품 타상담원".into(),
        Sender::Other(code) if code.trim().is_empty() => "발신자 미상".into(),
        Sender::Other(code) => format!("발신자 미상({code})"),
    },
    memo: "내부 메모",
    read: "읽음",
    unread: "안 읽음",
    lasting: |seconds| {
        let (minutes, hours) = (seconds / 60 % 60, seconds / 3600 % 24);
        match (seconds / 86_400, hours, minutes) {
            (0, 0, 0) => "1분 미만".into(),
            (0, 0, _) => format!("{minutes}분"),
            (0, _, 0) => format!("{hours}시간"),
            (0, ..) => format!("{hours}시간 {minutes}분"),
            (days, 0, _) => format!("{days}일"),
            (days, ..) => format!("{days}일 {hours}시간"),
        }
    },
    answered: |span| format!("{span} 뒤 응답"),
    later: |span| format!("{span} 뒤"),
    undated: "시각 없음",
    source: "원문 보기",
    copy: "복사",
    copied: "복사했습니다.",
    not_copied: "복사하지 못했습니다. 직접 선택해 복사해 주세요.",

    locked: "보안 메시지",
    locked_hint: "고객이 전달·복사·캡처할 수 없음",
    reveal: "내용 보기",
    hidden: "보안 메시지여서 내용을 표시하지 않습니다.",
    image: "이미지",
    open_image: "이미지 크게 보기",
    media_broken: "파일을 불러오지 못했습니다.",
    loading_media: "다시 불러오는 중",
    media_refused: |host| format!("허용되지 않은 주소({host})의 파일이라 불러오지 않았습니다."),
    media_upgraded: "보안 연결(https)로 바꾸어 요청했지만 파일을 불러오지 못했습니다.",
    open_original: "원본 열기",
    lightbox: "사진 보기",
    previous_picture: "이전 사진",
    next_picture: "다음 사진",
    zoom_in: "확대",
    zoom_out: "축소",
    to_message: "메시지로 이동",
    media_drawer: "사진·파일·링크",
    media_sections: ["사진", "동영상·음성", "파일", "링크"],
    no_media: "주고받은 사진, 파일, 링크가 없습니다.",
    media_missing: "파일의 주소가 올바르지 않습니다.",
    audio: "음성",
    video: "동영상",
    unnamed_file: "이름 없는 파일",
    download: "다운로드",
    expires: |until| format!("{until}까지"),
    pc: "PC",
    mobile: "모바일",
    android: "안드로이드",
    ios: "아이폰",
    not_linked: |scheme| format!("{scheme}: 주소는 여기에서 열 수 없습니다"),
    no_address: "연결 주소가 올바르지 않습니다",
    new_window: "새 창",
    says: "대화 항목",
    chosen: "고객 선택 (추정)",
    chosen_why: "고객의 다음 메시지와 같아 추정했습니다",
    none_chosen: "선택 없음 (추정): 고객의 다음 메시지와 같은 항목이 없습니다",
    in_truth: "실제 주소:",
    track: "카드 목록",
    spread: "펼쳐 보기",
    unnamed: "이름 없음",
    coupon: "쿠폰",
    buttons: "버튼",
    quick_replies: "바로연결",
    carousel: "캐러셀",
    slide: "슬라이드",
    slide_of: |number, count| format!("{number} / {count}"),
    slides: |count| format!("카드 {count}장"),
    previous: "이전 슬라이드",
    next: "다음 슬라이드",
    no_slides: "캐러셀에 내용이 없습니다.",
    unknown: |kind| {
        if kind.trim().is_empty() {
            "형식이 표시되지 않은 메시지입니다.".into()
        } else {
            format!("아직 지원하지 않는 메시지 형식입니다: {kind}")
        }
    },
    unreadable: "이 메시지를 해석하지 못했습니다.",
    reason: |reason| match reason {
        Reason::NotAnObject => "메시지가 객체 형식이 아닙니다.",
        Reason::NoContents => "메시지 내용이 없습니다.",
        Reason::BrokenJson => "내용의 JSON 형식이 깨져 있습니다.",
        Reason::WrongShape => "내용의 구조가 문서와 다릅니다.",
        Reason::UnknownTemplate => "문서에 없는 템플릿 유형입니다.",
    },
    no_text: "내용 없음",

    refused_credentials: "해피톡이 서버의 인증 정보를 거부했습니다. 서버 담당자에게 확인을 요청해 주세요.",
    list: ListWords {
        rooms: "상담방 목록",
        keys: "상담방 목록에서 ↑·↓로 앞뒤 상담방, Home·End로 처음과 끝으로 이동합니다. 어디서나 Alt+↑·Alt+↓로 앞뒤 상담방을 엽니다.",
        conversation: "상담 내용",
        filters: "조회 조건",
        period: "조회 기간",
        periods: ["오늘", "날짜", "기간"],
        days: ["조회일", "시작일", "종료일"],
        search: "조회",
        choices: ["상태", "정렬 기준", "정렬 순서", "페이지당 건수"],
        any_status: "전체 상태",
        sorts: ["접수 일시순", "종료 일시순"],
        orders: ["오래된 순", "최신순"],
        per_page: |rooms| format!("{rooms}건씩"),
        loading: "상담방 목록을 불러오는 중입니다",
        found: |count| format!("상담방 {count}건"),
        pages: |total, page, count| {
            let total = total.map(|total| format!("총 {total}건 · ")).unwrap_or_default();
            let count = count.map(|count| format!("/{count}")).unwrap_or_default();
            format!("{total}{page}{count}")
        },
        paging: "페이지 이동",
        turn: ["이전 페이지", "다음 페이지"],
        empty: "조건에 맞는 상담방이 없습니다.",
        empty_today: "오늘 접수된 상담방이 없습니다.",
        reset: "조건 초기화",
        too_long: |from, to, days| {
            format!("조회 기간이 너무 깁니다({from}~{to}, {days}일). 기간을 줄여 다시 조회해 주세요.")
        },
        change_period: "기간 바꾸기",
        failure: |kind| match kind {
            FailureKind::NotFound => "상담방 목록을 찾을 수 없습니다. 서버 주소를 확인해 주세요.",
            FailureKind::Forbidden => "상담방 목록을 볼 권한이 없습니다.",
            FailureKind::Unauthorized => "인증이 만료되었거나 올바르지 않습니다. 다시 로그인해 주세요.",
            FailureKind::BadRequest => "요청이 올바르지 않습니다. 조회 조건을 확인해 주세요.",
            FailureKind::TooMany => "요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.",
            FailureKind::Vendor => "해피톡 서버에서 상담방 목록을 받지 못했습니다.",
            FailureKind::Timeout => "응답이 늦어 상담방 목록을 불러오지 못했습니다.",
            FailureKind::Offline => "서버에 연결할 수 없습니다. 네트워크를 확인해 주세요.",
            FailureKind::Unreadable => "받은 상담방 목록을 해석할 수 없습니다.",
        },
        back: "목록",
        step: ["이전 상담방", "다음 상담방"],
    },

    clock: |hour, minute| {
        let half = if hour < 12 { "오전" } else { "오후" };
        format!("{half} {}:{minute:02}", (hour + 11) % 12 + 1)
    },
    date: |year, month, day, weekday| {
        let weekday = ["일", "월", "화", "수", "목", "금", "토"][usize::from(weekday % 7)];
        format!("{year}년 {month}월 {day}일 {weekday}요일")
    },
};
