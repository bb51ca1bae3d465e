//! A short melody as WAV: PCM, 16 bits, mono.

use std::f32::consts::TAU;

use super::seed;
use crate::simulated::Random;

const RATE: u32 = 11_025;
const NOTES: usize = 6;
/// Samples of one note: 0.3 s.
const NOTE: u16 = 3_308;
/// A pentatonic scale; any order of it sounds like something.
const SCALE: [f32; 6] = [392.0, 440.0, 523.25, 587.33, 659.25, 783.99];

/// The melody of that name.
pub(super) fn wav(name: &str) -> Vec<u8> {
    let mut random = Random::new(seed(name));
    let samples: Vec<u8> = (0..NOTES).flat_map(|_| note(*random.pick(&SCALE))).flat_map(i16::to_le_bytes).collect();
    let length = u32::try_from(samples.len()).expect("two seconds are short");
    let mut wav = Vec::with_capacity(44 + samples.len());
    wav.extend(b"RIFF");
    wav.extend((36 + length).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    wav.extend(1_u16.to_le_bytes()); // PCM
    wav.extend(1_u16.to_le_bytes()); // mono
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend(2_u16.to_le_bytes());
    wav.extend(16_u16.to_le_bytes());
    wav.extend(b"data");
    wav.extend(length.to_le_bytes());
    wav.extend(samples);
    wav
}

/// One note: loud at once, then fading.
fn note(frequency: f32) -> impl Iterator<Item = i16> {
    (0..NOTE).map(move |sample| {
        let seconds = f32::from(sample) / 11_025.0;
        let loudness = (1.0 - f32::from(sample) / f32::from(NOTE)).powi(2) * (seconds * 200.0).min(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "a sine times 9000 fits, and a float cast saturates")]
        let value = ((seconds * frequency * TAU).sin() * loudness * 9000.0) as i16;
        value
    })
}
