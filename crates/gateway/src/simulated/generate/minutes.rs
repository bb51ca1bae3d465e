//! When each line of a script is said, and when it is read.

use time::{Duration, PrimitiveDateTime, Time};

use super::super::{clock::written, random::Random, wire::Message};

/// `read_date` of what was not read.
pub(super) const UNREAD: &str = "0000-00-00 00:00:00";

/// How long it takes until `speaker` has written so many characters.
pub(super) fn writing(speaker: &str, characters: usize, random: &mut Random) -> Duration {
    let characters = u32::try_from(characters).unwrap_or(u32::MAX).min(200);
    let seconds = match speaker {
        "B" | "A" | "Q" | "S" => random.between(1, 3),
        "C" => 4 + characters / 2 + random.between(0, 50),
        _ => 6 + characters / 2 + random.between(5, 70),
    };
    Duration::seconds(seconds.into())
}

/// A pause of about so many minutes.
pub(super) fn pause(now: PrimitiveDateTime, minutes: u32, random: &mut Random) -> PrimitiveDateTime {
    now + Duration::seconds(i64::from(minutes) * 60 + i64::from(random.between(0, 59)))
}

/// The next day, some minutes after that hour.
pub(super) fn next_day(now: PrimitiveDateTime, hour: u32, random: &mut Random) -> PrimitiveDateTime {
    let time = Time::from_hms(0, 0, 0).expect("midnight");
    PrimitiveDateTime::new(now.date() + Duration::DAY, time)
        + Duration::seconds(i64::from(hour) * 3600 + i64::from(random.between(60, 1500)))
}

/// Fills in `read_date`: a message is read when the other side next says something, the last ones perhaps not, and a
/// memo by nobody.
pub(super) fn read(messages: &mut [(PrimitiveDateTime, Message)], open: bool, random: &mut Random) {
    let mut customer_next: Option<PrimitiveDateTime> = None;
    let mut company_next: Option<PrimitiveDateTime> = None;
    for (sent, message) in messages.iter_mut().rev() {
        if message.kind == "M" {
            UNREAD.clone_into(&mut message.read_date);
            continue;
        }
        let (own, other) = if message.user_type == "C" {
            (&mut customer_next, &mut company_next)
        } else {
            (&mut company_next, &mut customer_next)
        };
        let read = match *other {
            Some(answered) => Some((answered - Duration::seconds(random.between(1, 9).into())).max(*sent)),
            None if open || random.percent(25) => None,
            None => Some(*sent + Duration::seconds(random.between(2, 400).into())),
        };
        *own = Some(*sent);
        message.read_date = read.map_or_else(|| UNREAD.to_owned(), written);
    }
}
