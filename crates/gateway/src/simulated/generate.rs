//! A hundred rooms of a shop's support, played from the scripts with a fixed seed: the same bytes at every start.
//!
//! The shop, its people, products and addresses are made up; its domain can't exist.

mod cast;
mod chat;
mod contents;
mod minutes;
mod play;
mod shop;
mod speech;

use super::{
    php::Spelling,
    random::Random,
    rooms::Room,
    script::{self, Script},
};
use cast::Cast;

/// How many rooms there are.
const ROOMS: usize = 100;
const SEED: u64 = 20_251_001;

/// Whole conversations, file by file.
const SCRIPTS: [&str; 5] = [
    include_str!("scripts/delivery.txt"),
    include_str!("scripts/returns.txt"),
    include_str!("scripts/products.txt"),
    include_str!("scripts/benefits.txt"),
    include_str!("scripts/odd.txt"),
];
/// What many of them begin or end with.
const FRAGMENTS: &str = include_str!("scripts/fragments.txt");

/// The rooms, with pictures below `public_base`.
pub(super) fn rooms(public_base: &str) -> Vec<Room> {
    let read = |text| script::parse(text).expect("every script is read by a test");
    let scripts: Vec<Script> = SCRIPTS.into_iter().flat_map(read).collect();
    let fragments = read(FRAGMENTS);
    let mut random = Random::new(SEED);
    (0..ROOMS)
        .map(|number| {
            let script = &scripts[number % scripts.len()];
            let spelling = if random.percent(40) { Spelling::Php } else { Spelling::Plain };
            let cast = Cast::draw(number, script, &mut random);
            play::room(script, &fragments, &cast, spelling, public_base, &mut random)
        })
        .collect()
}

#[cfg(test)]
mod tests;
