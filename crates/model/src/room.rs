//! The room: every field of the dictionaries (000, 002), with "none" told apart from a value.

use crate::{channel::Channel, courier::Courier, phone_os::PhoneOs, status::Status, timestamp::Timestamp};

/// `chat`. Text that is empty, null or missing is `None`; so is the date `0000-00-00 00:00:00`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomInfo {
    /// 상담방 ID.
    pub id: Option<String>,
    /// 상담방 제목.
    pub title: Option<String>,
    /// 상담사 이름.
    pub counselor_name: Option<String>,
    /// 상담사 별명: what the customer saw.
    pub counselor_nickname: Option<String>,
    /// 고객 식별 번호.
    pub customer_uuid: Option<String>,
    /// 고객 ID.
    pub users_id: Option<String>,
    /// 대분류 ID.
    pub category_id: Option<String>,
    /// 중분류 ID.
    pub division_id: Option<String>,
    /// 태그, without the leading `#`.
    pub tags: Vec<String>,
    /// 대분류, 중분류, 소분류 명칭 (`cate_name1`, `cate_name2`, `etc_assign`), the empty ones left out.
    pub categories: Vec<String>,
    /// 상담방 등록 일시 (`reg_date`).
    pub opened_at: Option<Timestamp>,
    /// 상담방 종료 일시 (`complate_date`).
    pub closed_at: Option<Timestamp>,
    /// 상담 환경 분류 (`out_api`).
    pub channel: Option<Channel>,
    /// 상담방 상태.
    pub status: Option<Status>,
    /// 상품 주문 번호.
    pub order_number: Option<String>,
    /// 상품 번호.
    pub product_number: Option<String>,
    /// 운송장 번호.
    pub parcel_number: Option<String>,
    /// 택배사 (`parcel_companycode`).
    pub courier: Option<Courier>,
    /// 앱 버전.
    pub app_version: Option<String>,
    /// 휴대전화 OS.
    pub phone_os: Option<PhoneOs>,
    /// 휴대전화 모델명.
    pub phone_model: Option<String>,
    /// 휴대전화 OS 구분 값 (`phone_osver`).
    pub phone_os_version: Option<String>,
    /// 통신사 정보 (`phone_telecomm`).
    pub phone_carrier: Option<String>,
    /// 앱 식별 번호.
    pub app_hash: Option<String>,
    /// 커스텀 파라미터 1 to 10, in order.
    pub parameters: [Option<String>; 10],
    /// 사용자 변수.
    pub user_parameter: Option<String>,
    /// 상담 평가 점수, as sent.
    pub vote_score: Option<String>,
    /// 상담 평가 내용.
    pub vote_comment: Option<String>,
    /// 마지막 메시지: in list rows (004) only.
    pub last_message: Option<String>,
}
