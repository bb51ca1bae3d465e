//! Who and what a room is about: drawn once, the same in every line.

use time::{Date, Duration, Month, PrimitiveDateTime, Time, Weekday};

use super::{
    super::{
        clock,
        random::Random,
        script::{Script, Step},
    },
    speech::Voice,
};

/// Name, id.
const CUSTOMERS: [(&str, &str); 30] = [
    ("김서연", "seoyeon_k"),
    ("이준호", "junho82"),
    ("박지민", "jimin.park7"),
    ("최유진", "yujin_choi"),
    ("정하은", "haeun0412"),
    ("강민재", "minjae_k"),
    ("조수빈", "subin.jo"),
    ("윤도현", "dohyun_y"),
    ("장예린", "yerin1999"),
    ("임태경", "tklim77"),
    ("한소희", "sohee_h"),
    ("오세훈", "sehun.oh"),
    ("서지안", "jian_seo"),
    ("신동욱", "dw_shin"),
    ("권나영", "nayoung_k"),
    ("황민지", "minji.hwang"),
    ("안재현", "jh_ahn90"),
    ("송가은", "gaeun_song"),
    ("류시원", "siwon_r"),
    ("홍다은", "daeun_hong"),
    ("전우진", "woojin.j"),
    ("고은채", "eunchae_k"),
    ("문상혁", "sh_moon"),
    ("양혜진", "hyejin_y"),
    ("배성우", "sungwoo_b"),
    ("백승아", "seunga_b"),
    ("허지원", "jiwon.heo"),
    ("남궁현", "hyun_ng"),
    ("노은서", "eunseo_n"),
    ("하윤서", "yunseo_ha"),
];
/// Account, first name.
const COUNSELORS: [(&str, &str); 6] = [
    ("ondam_cs01", "지은"),
    ("ondam_cs02", "현우"),
    ("ondam_cs03", "수정"),
    ("ondam_cs04", "미란"),
    ("ondam_cs05", "재훈"),
    ("ondam_cs07", "보라"),
];
/// What one can order.
#[derive(Debug)]
pub(super) struct Product {
    name: &'static str,
    sort: &'static str,
    /// What its generated pictures show.
    pub(super) picture: &'static str,
    price: u32,
    sizes: [&'static str; 2],
    colours: [&'static str; 2],
}

const fn product(
    name: &'static str,
    sort: &'static str,
    picture: &'static str,
    price: u32,
    sizes: [&'static str; 2],
    colours: [&'static str; 2],
) -> Product {
    Product { name, sort, picture, price, sizes, colours }
}

static PRODUCTS: [Product; 18] = [
    product("데일리 라운드 니트", "니트", "shirt", 39_800, ["M", "L"], ["아이보리", "차콜"]),
    product("와이드 코튼 셔츠", "셔츠", "shirt", 32_900, ["S", "M"], ["화이트", "스카이블루"]),
    product("오버핏 옥스포드 셔츠", "셔츠", "shirt", 36_000, ["L", "XL"], ["화이트", "베이지"]),
    product("울 블렌드 가디건", "가디건", "shirt", 54_900, ["M", "L"], ["카멜", "네이비"]),
    product("경량 후드 집업", "후드집업", "shirt", 45_000, ["M", "L"], ["그레이", "블랙"]),
    product("소프트 기모 맨투맨", "맨투맨", "shirt", 29_900, ["S", "M"], ["크림", "그린"]),
    product("에어쿠션 러닝화", "운동화", "shoe", 69_000, ["240", "245"], ["화이트", "민트"]),
    product("클래식 페니 로퍼", "로퍼", "shoe", 79_000, ["235", "240"], ["블랙", "브라운"]),
    product("데일리 캔버스 스니커즈", "스니커즈", "shoe", 42_000, ["250", "255"], ["아이보리", "네이비"]),
    product("첼시 앵클부츠", "부츠", "shoe", 98_000, ["240", "245"], ["블랙", "다크브라운"]),
    product("미니 크로스백", "가방", "bag", 48_000, ["FREE", "FREE"], ["블랙", "버건디"]),
    product("캔버스 토트백", "토트백", "bag", 27_900, ["FREE", "FREE"], ["아이보리", "카키"]),
    product("스퀘어 숄더백", "숄더백", "bag", 62_000, ["FREE", "FREE"], ["브라운", "블랙"]),
    product("노트북 수납 백팩", "백팩", "bag", 58_000, ["FREE", "FREE"], ["블랙", "그레이"]),
    product("내열 유리 머그 2입", "머그", "cup", 18_900, ["350ml", "450ml"], ["투명", "앰버"]),
    product("핸드드립 커피잔 세트", "커피잔", "cup", 34_000, ["2인", "4인"], ["화이트", "모스그린"]),
    product("보온 텀블러 500", "텀블러", "cup", 25_900, ["500ml", "700ml"], ["실버", "라벤더"]),
    product("선물용 디퓨저 세트", "디퓨저", "box", 31_000, ["100ml", "200ml"], ["화이트머스크", "블랙체리"]),
];

/// Code of 000, name as people say it.
const COURIERS: [(&str, &str); 4] = [("4", "대한통운"), ("5", "한진택배"), ("8", "롯데택배"), ("1", "우체국택배")];

/// The slots of one room.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) customer: (&'static str, &'static str),
    pub(super) counselor: (&'static str, &'static str),
    pub(super) product: &'static Product,
    pub(super) courier: (&'static str, &'static str),
    pub(super) start: PrimitiveDateTime,
    pub(super) order: String,
    pub(super) product_number: String,
    pub(super) parcel: String,
    pub(super) voice: Voice,
    phone: String,
    house: u32,
    points: u32,
    swapped: bool,
}

impl Cast {
    /// Draws the room's people and things. `number` keeps customers from coming twice in a row.
    pub(super) fn draw(number: usize, script: &Script, random: &mut Random) -> Self {
        let start = start(script, random);
        let ordered = start.date() - Duration::days(random.between(2, 6).into());
        let order = format!("{}-{}", clock::day(ordered).replace('-', ""), random.text(7, b"0123456789"));
        Self {
            customer: CUSTOMERS[(number * 7 + number / CUSTOMERS.len()) % CUSTOMERS.len()],
            counselor: *random.pick(&COUNSELORS),
            product: product_for(script, random),
            courier: *random.pick(&COURIERS),
            start,
            order,
            product_number: format!("P{}", random.between(100_200, 108_900)),
            parcel: format!("{}{}", random.between(3, 7), random.text(11, b"0123456789")),
            voice: Voice::draw(random),
            phone: format!("010-0000-{:04}", random.between(1000, 9999)),
            house: random.between(2, 90),
            points: random.between(8, 60) * 100,
            swapped: random.percent(50),
        }
    }

    /// What stands for a slot; `None` for a name that is no slot.
    pub(super) fn slot(&self, name: &str) -> Option<String> {
        let product = self.product;
        let pair = |pair: [&'static str; 2], other: bool| pair[usize::from(self.swapped ^ other)].to_owned();
        if let Some(days) = name.strip_prefix("날짜") {
            return days.parse().ok().map(|days| spoken(working_day(self.start.date(), days)));
        }
        Some(match name {
            "고객" => self.customer.0.to_owned(),
            "아이디" => self.customer.1.to_owned(),
            "상담원" => self.counselor.1.to_owned(),
            "상품" => product.name.to_owned(),
            "품목" => product.sort.to_owned(),
            "가격" => won(product.price),
            "환불액" => won(product.price - 3_000),
            "적립금" => won(self.points),
            "사이즈" => pair(product.sizes, false),
            "다른사이즈" => pair(product.sizes, true),
            "색상" => pair(product.colours, false),
            "다른색상" => pair(product.colours, true),
            "주문번호" => self.order.clone(),
            "상품번호" => self.product_number.clone(),
            "송장" => self.parcel.clone(),
            "택배사" => self.courier.1.to_owned(),
            "전화" => self.phone.clone(),
            "주소" => format!("서울 마포구 온담로{}길 {}, 302호", self.house % 9 + 1, self.house),
            "새주소" => format!("경기 성남시 온담동 {}, {}동 1104호", self.house + 100, self.house % 7 + 101),
            "계좌" => format!("온담은행 000-{:02}-{}", self.house, &self.parcel[1..7]),
            _ => return None,
        })
    }
}

/// A product that the script can be about.
fn product_for(script: &Script, random: &mut Random) -> &'static Product {
    let fits = |product: &&Product| script.pictures.is_empty() || script.pictures.contains(&product.picture);
    let products: Vec<&'static Product> = PRODUCTS.iter().filter(fits).collect();
    random.pick::<&Product>(&products)
}

/// `39,800원`.
fn won(amount: u32) -> String {
    let (thousands, rest) = (amount / 1000, amount % 1000);
    if thousands == 0 { format!("{rest}원") } else { format!("{thousands},{rest:03}원") }
}

/// `10월 2일`.
fn spoken(date: Date) -> String {
    format!("{}월 {}일", u8::from(date.month()), date.day())
}

/// The day so many days away; of the days to come, the next one on which parcels are delivered.
fn working_day(from: Date, days: i64) -> Date {
    let mut date = from + Duration::days(days);
    while days > 0 && (date.weekday() == Weekday::Sunday || is_holiday(date)) {
        date += Duration::DAY;
    }
    date
}

/// 개천절, 추석, 한글날 2025.
fn is_holiday(date: Date) -> bool {
    date.month() == Month::October && matches!(date.day(), 3 | 5..=9)
}

/// A working day of the last ten on which the script can be played to its end, and a time of that day.
fn start(script: &Script, random: &mut Random) -> PrimitiveDateTime {
    let nights = script.steps.iter().filter(|step| matches!(step, Step::NextDay(_))).count();
    let nights = i64::try_from(nights).expect("scripts are short");
    let works = |date: Date| !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let today = clock::today();
    let fits = |date: &Date| (0..=nights).all(|night| works(*date + Duration::days(night)));
    let days: Vec<Date> = (nights..=9).map(|ago| today - Duration::days(ago)).filter(fits).collect();
    // What is not ended yet has only just begun.
    let ended = script.status.is_none_or(|status| matches!(status, "2" | "3" | "4"));
    let date = if ended { *random.pick(&days) } else { days[0] };
    let (from, to) = if script.night { (19, 22) } else { (9, 17) };
    let time = Time::from_hms(0, 0, 0).expect("midnight");
    PrimitiveDateTime::new(date, time) + Duration::seconds(random.between(from * 3600 + 300, to * 3600).into())
}
