//! The shop: its customers, counselors, products and couriers. All made up.

/// Name, id.
pub(super) const CUSTOMERS: [(&str, &str); 30] = [
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
pub(super) const COUNSELORS: [(&str, &str); 6] = [
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
    pub(super) name: &'static str,
    pub(super) sort: &'static str,
    /// What its generated pictures show.
    pub(super) picture: &'static str,
    pub(super) price: u32,
    pub(super) sizes: [&'static str; 2],
    pub(super) colours: [&'static str; 2],
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

pub(super) static PRODUCTS: [Product; 18] = [
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
pub(super) const COURIERS: [(&str, &str); 4] =
    [("4", "대한통운"), ("5", "한진택배"), ("8", "롯데택배"), ("1", "우체국택배")];
