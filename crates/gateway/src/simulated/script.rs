//! Scripts of conversations, read from `scripts/*.txt`; that folder's README has their notation.
//!
//! The texts are compiled in and every script is read by a test, so a mistake in one is found before it is played.

/// What happens in a room, with alternatives to choose from.
#[derive(Debug, Default)]
pub(super) struct Script {
    pub(super) name: &'static str,
    /// 제목.
    pub(super) titles: Vec<&'static str>,
    /// 분류: 대분류, 중분류, 소분류.
    pub(super) categories: Vec<&'static str>,
    /// 태그.
    pub(super) tags: Vec<&'static str>,
    /// 상태, a code of 000; 완료 (2) when not said.
    pub(super) status: Option<&'static str>,
    /// 채널, a code of 000.
    pub(super) channel: Option<&'static str>,
    /// 그림: what the product may be, by its picture; any when not said.
    pub(super) pictures: Vec<&'static str>,
    /// 시각: 밤.
    pub(super) night: bool,
    /// 평가: score and comment.
    pub(super) votes: Vec<&'static str>,
    pub(super) steps: Vec<Step>,
}

/// One line.
#[derive(Debug)]
pub(super) enum Step {
    /// `-- 40분`.
    Minutes(u32),
    /// `-- 다음날 9시`.
    NextDay(u32),
    /// `@인사`: one of the fragments of that name.
    Fragment(&'static str),
    /// Somebody says something.
    Say(Say),
}

/// Somebody says something.
#[derive(Debug)]
pub(super) struct Say {
    /// `? `: in half of the rooms only; lines in a row come or stay away together.
    pub(super) optional: bool,
    /// `= `: takes the alternative that stands where the one chosen before it stood.
    pub(super) follows: bool,
    pub(super) speaker: &'static str,
    /// What stands in the brackets, word by word.
    pub(super) form: Vec<&'static str>,
    /// Alternatives.
    pub(super) texts: Vec<&'static str>,
    pub(super) items: Vec<Item>,
}

/// An indented line below a message.
#[derive(Debug)]
pub(super) enum Item {
    /// `> 이름` or `> 이름 -> /path`.
    Button(&'static str, Option<&'static str>),
    /// `~ 이름` or `~ 이름 -> /path`.
    QuickReply(&'static str, Option<&'static str>),
    /// `% 이름 / 설명 -> /path`.
    Coupon(&'static str, &'static str, &'static str),
    /// `# 헤더 / 메시지 / picture`; the buttons and the coupon after it are the block's.
    Block(&'static str, &'static str, &'static str),
}

/// Who can speak in a script, and the code on the wire (000, 002). `시스템` has a code that no document knows.
pub(super) const SPEAKERS: [(&str, &str); 9] = [
    ("고객", "C"),
    ("상담원", "H"),
    ("봇", "B"),
    ("질문", "Q"),
    ("답변", "A"),
    ("택배", "1"),
    ("상품", "2"),
    ("메모", "H"),
    ("시스템", "S"),
];

/// Reads a file of scripts. The error is the line that can't be read.
pub(super) fn parse(text: &'static str) -> Result<Vec<Script>, &'static str> {
    let mut scripts: Vec<Script> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("//")) {
        if let Some(name) = line.strip_prefix("== ") {
            scripts.push(Script { name: name.trim_end_matches(" =="), ..Script::default() });
        } else {
            scripts.last_mut().and_then(|script| script.read(line)).ok_or(line)?;
        }
    }
    Ok(scripts)
}

impl Script {
    /// Whether anything in it stands for `slot`, written with its braces.
    pub(super) fn mentions(&self, slot: &str) -> bool {
        let says = |step: &Step| matches!(step, Step::Say(say) if say.mentions(slot));
        self.titles.iter().any(|title| title.contains(slot)) || self.steps.iter().any(says)
    }

    fn read(&mut self, line: &'static str) -> Option<()> {
        if let Some(item) = line.strip_prefix("  ") {
            let Some(Step::Say(say)) = self.steps.last_mut() else { return None };
            say.items.push(Item::read(item)?);
        } else if let Some(pause) = line.strip_prefix("-- ") {
            self.steps.push(pause_of(pause)?);
        } else if let Some(name) = line.strip_prefix('@') {
            self.steps.push(Step::Fragment(name));
        } else {
            let (key, value) = line.split_once(": ")?;
            match key {
                "제목" => self.titles = alternatives(value),
                "분류" => self.categories = value.split(" / ").collect(),
                "태그" => self.tags = value.split(", ").collect(),
                "상태" => self.status = Some(value),
                "채널" => self.channel = Some(value),
                "그림" => self.pictures = value.split(' ').collect(),
                "시각" => self.night = value == "밤",
                "평가" => self.votes = alternatives(value),
                _ => self.steps.push(Step::Say(Say::read(key, value)?)),
            }
        }
        Some(())
    }
}

impl Say {
    fn mentions(&self, slot: &str) -> bool {
        let item = |item: &Item| match item {
            Item::Button(label, path) | Item::QuickReply(label, path) => {
                label.contains(slot) || path.is_some_and(|path| path.contains(slot))
            }
            Item::Coupon(..) => false,
            Item::Block(header, message, _) => header.contains(slot) || message.contains(slot),
        };
        self.texts.iter().any(|text| text.contains(slot)) || self.items.iter().any(item)
    }

    fn read(key: &'static str, value: &'static str) -> Option<Self> {
        let (optional, key) = key.strip_prefix("? ").map_or((false, key), |key| (true, key));
        let (follows, key) = key.strip_prefix("= ").map_or((false, key), |key| (true, key));
        let (speaker, form) = match key.split_once(" [") {
            Some((speaker, form)) => (speaker, form.strip_suffix(']')?.split(' ').collect()),
            None => (key, vec!["text"]),
        };
        let known = SPEAKERS.iter().any(|&(name, _)| name == speaker);
        known.then(|| Self { optional, follows, speaker, form, texts: alternatives(value), items: Vec::new() })
    }
}

impl Item {
    fn read(line: &'static str) -> Option<Self> {
        let (sign, rest) = line.split_once(' ')?;
        let (label, path) = rest.split_once(" -> ").map_or((rest, None), |(label, path)| (label, Some(path)));
        Some(match sign {
            ">" => Self::Button(label, path),
            "~" => Self::QuickReply(label, path),
            "%" => {
                let (name, description) = label.split_once(" / ")?;
                Self::Coupon(name, description, path?)
            }
            "#" => {
                let (header, rest) = label.split_once(" / ")?;
                let (message, picture) = rest.split_once(" / ")?;
                Self::Block(header, message, picture)
            }
            _ => return None,
        })
    }
}

fn alternatives(text: &'static str) -> Vec<&'static str> {
    text.split(" | ").collect()
}

fn pause_of(text: &'static str) -> Option<Step> {
    Some(match text.strip_prefix("다음날 ") {
        Some(hour) => Step::NextDay(hour.strip_suffix('시')?.parse().ok()?),
        None => Step::Minutes(text.strip_suffix('분')?.parse().ok()?),
    })
}
