//! Who and what a room is about: drawn once, the same in every line.

use time::{Date, Duration, Month, PrimitiveDateTime, Time, Weekday};

use super::{
    super::{
        clock,
        random::Random,
        script::{Script, Step},
    },
    shop::{COUNSELORS, COURIERS, CUSTOMERS, PRODUCTS, Product},
    speech::Voice,
};

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
