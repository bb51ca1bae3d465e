//! Plays one script: chooses among its alternatives, gives every line its time, and writes the room.

use time::{Duration, PrimitiveDateTime};

use super::{
    super::{
        clock::written,
        documents::shown,
        php::Spelling,
        random::Random,
        rooms::Room,
        script::{SPEAKERS, Say, Script, Step},
        wire::{Message, RoomData},
    },
    cast::Cast,
    chat::chat,
    contents::Maker,
    minutes,
    speech::fill,
};

/// The vendor's number of the shop: the beginning of `customer_uuid`.
const SHOP: &str = "1000231774";
const KST: Duration = Duration::hours(9);

/// The room that comes of `script`.
pub(super) fn room(
    script: &Script,
    fragments: &[Script],
    cast: &Cast,
    spelling: Spelling,
    public_base: &str,
    random: &mut Random,
) -> Room {
    let mut player =
        Player { fragments, cast, spelling, public_base, random, now: cast.start, said: Vec::new(), chosen: 0 };
    player.play(&script.steps);
    let Player { now, mut said, random, .. } = player;
    let status = script.status.unwrap_or("2");
    minutes::read(&mut said, matches!(status, "0" | "-2"), random);
    number(&mut said);
    let message: Vec<Message> = said.into_iter().map(|(_, message)| message).collect();
    let last_message = message.iter().rev().find(|message| message.kind == "C").map(shown).unwrap_or_default();
    Room { data: RoomData { chat: chat(script, cast, status, now, random), message }, spelling, last_message }
}

struct Player<'a> {
    fragments: &'a [Script],
    cast: &'a Cast,
    spelling: Spelling,
    public_base: &'a str,
    random: &'a mut Random,
    now: PrimitiveDateTime,
    said: Vec<(PrimitiveDateTime, Message)>,
    /// Which alternative was chosen last.
    chosen: usize,
}

impl Player<'_> {
    fn play(&mut self, steps: &[Step]) {
        // Whether the optional lines that one is in the middle of come.
        let mut comes = None;
        for step in steps {
            match step {
                Step::Say(say) if say.optional => {
                    if *comes.get_or_insert_with(|| self.random.percent(50)) {
                        self.say(say);
                    }
                    continue;
                }
                Step::Minutes(minutes) => self.now = minutes::pause(self.now, *minutes, self.random),
                Step::NextDay(hour) => self.now = minutes::next_day(self.now, *hour, self.random),
                Step::Fragment(name) => {
                    let fragments = self.fragments;
                    let named: Vec<&Script> = fragments.iter().filter(|script| script.name == *name).collect();
                    let chosen = *self.random.pick(&named);
                    self.play(&chosen.steps);
                }
                Step::Say(say) => self.say(say),
            }
            comes = None;
        }
    }

    fn say(&mut self, say: &Say) {
        let user_type = SPEAKERS.iter().find(|(name, _)| *name == say.speaker).map_or("", |(_, code)| code);
        // Contents that stand in the script as they are have no slots: a brace is a brace.
        if !say.follows && say.texts.len() > 1 {
            let count = u32::try_from(say.texts.len()).expect("a line has few alternatives");
            self.chosen = self.random.between(0, count) as usize;
        }
        let line = say.texts[if say.texts.len() > 1 { self.chosen % say.texts.len() } else { 0 }];
        let mut text = if say.form[0] == "원문" { line.to_owned() } else { fill(line, self.cast) };
        if user_type == "C" && say.form[0] == "text" {
            text = self.cast.voice.typed(&text);
        }
        self.now += minutes::writing(user_type, text.chars().count(), self.random);
        let Self { cast, spelling, public_base, .. } = *self;
        let (contents_type, contents) = Maker { cast, spelling, public_base, random: self.random }.contents(say, text);
        let customer = customer_uuid(cast);
        let company = match user_type {
            "H" => cast.counselor.0,
            "1" => "parcel_desk",
            "2" => "product_desk",
            "S" => "system",
            _ => "ondam_bot",
        };
        let (from_id, to_id) =
            if user_type == "C" { (customer, cast.counselor.0.to_owned()) } else { (company.to_owned(), customer) };
        let message = Message {
            id: String::new(),
            from_id,
            to_id,
            kind: if say.speaker == "메모" { "M" } else { "C" }.to_owned(),
            user_type: user_type.to_owned(),
            contents_type,
            contents,
            send_date: written(self.now),
            read_date: String::new(),
        };
        self.said.push((self.now, message));
    }
}

/// Ids grow with time, as the vendor's do.
fn number(said: &mut [(PrimitiveDateTime, Message)]) {
    let mut last = 0;
    for (sent, message) in said {
        let by_time = (epoch(*sent) - 1_758_000_000) * 11 + 928_000_000;
        last = by_time.max(last + 1);
        message.id = last.to_string();
    }
}

pub(super) fn epoch(moment: PrimitiveDateTime) -> i64 {
    (moment - KST).assume_utc().unix_timestamp()
}

pub(super) fn customer_uuid(cast: &Cast) -> String {
    format!("{SHOP}_{}", cast.customer.1)
}
