//! From a line of a script to what is said: slots, particles, and each customer's own way of typing.

use super::{super::random::Random, cast::Cast};

/// How a customer types.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    tears: &'static str,
    full_stops: bool,
    spelling: Option<(&'static str, &'static str)>,
}

/// What people often type otherwise than the dictionary.
const SLIPS: [(&str, &str); 7] = [
    ("할게요", "할께요"),
    ("며칠", "몇일"),
    ("안 되", "안되"),
    ("해 주세요", "해주세요"),
    ("왜 이렇게", "왜이렇게"),
    ("될까요", "될가요"),
    ("아직도 안 ", "아직도안 "),
];

impl Voice {
    pub(super) fn draw(random: &mut Random) -> Self {
        Self {
            tears: random.pick::<&str>(&["ㅠㅠ", "ㅠㅠ", "ㅜㅜ", "ㅠ", "ㅠㅠㅠ"]),
            full_stops: random.percent(30),
            spelling: random.percent(45).then(|| *random.pick(&SLIPS)),
        }
    }

    /// `text` as this customer types it.
    pub(super) fn typed(&self, text: &str) -> String {
        let mut typed = text.replace("ㅠㅠ", self.tears);
        if let Some((said, typed_so)) = self.spelling {
            typed = typed.replace(said, typed_so);
        }
        if !self.full_stops && typed.ends_with('.') && !typed.ends_with("..") {
            typed.pop();
        }
        typed
    }
}

/// `text` with its slots filled in and the particles after them chosen. What is no slot stays, for a test to find.
pub(super) fn fill(text: &str, cast: &Cast) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match (name.split_once('/'), cast.slot(name)) {
            (Some(particles), _) => filled.push_str(particle(&filled, particles)),
            (None, Some(value)) => filled.push_str(&value),
            (None, None) => {
                filled.push('{');
                filled.push_str(name);
                filled.push('}');
            }
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled.replace("\\n", "\n")
}

/// The particle that fits behind `word`: the first after a final consonant, the second after a vowel.
fn particle<'a>(word: &str, (closed, open): (&'a str, &'a str)) -> &'a str {
    match final_sound(word) {
        Final::None => open,
        Final::Rieul if closed.starts_with('으') => open,
        Final::Rieul | Final::Other => closed,
    }
}

enum Final {
    None,
    Rieul,
    Other,
}

fn final_sound(word: &str) -> Final {
    match word.chars().rev().find(|character| character.is_alphanumeric()) {
        Some(syllable @ '가'..='힣') => match (u32::from(syllable) - u32::from('가')) % 28 {
            0 => Final::None,
            8 => Final::Rieul,
            _ => Final::Other,
        },
        Some('1' | '7' | '8' | 'L' | 'l' | 'R') => Final::Rieul,
        Some('0' | '3' | '6' | 'M' | 'N' | 'm' | 'n') => Final::Other,
        _ => Final::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_sound_they_stand_behind() {
        let with = |word: &str, particles| format!("{word}{}", particle(word, particles));
        assert_eq!(with("니트", ("을", "를")), "니트를");
        assert_eq!(with("가방", ("을", "를")), "가방을");
        assert_eq!(with("L", ("으로", "로")), "L로");
        assert_eq!(with("서울", ("으로", "로")), "서울로");
        assert_eq!(with("부산", ("으로", "로")), "부산으로");
        assert_eq!(with("240", ("이", "가")), "240이");
        assert_eq!(with("245", ("이", "가")), "245가");
        assert_eq!(with("셔츠(화이트)", ("은", "는")), "셔츠(화이트)는");
    }

    #[test]
    fn a_customer_types_in_one_way_throughout() {
        let voice = Voice { tears: "ㅜㅜ", full_stops: false, spelling: Some(("며칠", "몇일")) };
        assert_eq!(voice.typed("며칠 걸리나요ㅠㅠ 급해요."), "몇일 걸리나요ㅜㅜ 급해요");
        assert_eq!(voice.typed("음.."), "음..");
    }
}
