//! Flat illustrations in two soft tones, like a shop's product pictures. What is shown, its colours and the sides'
//! ratio follow from the name.

use super::{
    canvas::{Canvas, Rgb},
    seed,
    shapes::{Ink, SHAPES},
};
use crate::simulated::Random;

/// Wall, floor, body, shade, accent.
const PALETTES: [[Rgb; 5]; 8] = [
    [0x00f3_ece4, 0x00e6_dacd, 0x00c9_7b63, 0x00a4_5f4b, 0x00f2_c48d],
    [0x00e8_eff1, 0x00d3_e0e4, 0x003f_6c7d, 0x002d_5261, 0x00e9_b872],
    [0x00ee_ecf6, 0x00dc_d8ed, 0x0077_6bb0, 0x005a_4f92, 0x00f0_b7a4],
    [0x00e9_f1e8, 0x00d5_e4d3, 0x005f_8d6b, 0x0046_6f52, 0x00f1_d38a],
    [0x00fb_eeee, 0x00f3_dada, 0x00d0_7484, 0x00ac_5767, 0x008f_b8b0],
    [0x00f1_f0ea, 0x00e0_dfd4, 0x004a_4e57, 0x0033_3740, 0x00d9_a05b],
    [0x00ea_f0f8, 0x00d4_e0f0, 0x004f_7fc0, 0x003a_63a0, 0x00f3_c969],
    [0x00f7_f1e3, 0x00eb_dfc4, 0x00b8_935a, 0x0093_7141, 0x0074_9c8e],
];
const NEARLY_WHITE: Rgb = 0x00fd_fcf9;

/// Square, landscape, portrait, wide.
const SIZES: [(u32, u32); 4] = [(560, 560), (640, 480), (450, 600), (640, 360)];

/// The picture of that name.
pub(super) fn png(name: &str) -> Vec<u8> {
    let mut random = Random::new(seed(name));
    let &(width, height) = random.pick(&SIZES);
    let [wall, floor, main, dark, accent] = *random.pick(&PALETTES);
    let named = SHAPES.iter().find(|(shape, _)| name.starts_with(shape));
    let &(_, shape) = named.unwrap_or_else(|| random.pick(&SHAPES));
    let degrees = f32::from(u8::try_from(random.between(0, 9)).unwrap_or(4)) - 4.0;
    let shorter = f32::from(u16::try_from(width.min(height)).unwrap_or(u16::MAX));
    let mirrored = random.percent(40);

    let mut canvas = Canvas::new(width, height, wall);
    canvas.band(0.68, floor);
    canvas.place(shorter * 0.0072, 0.0, mirrored);
    canvas.oval((2.0, 0.0, 98.0, 96.0), NEARLY_WHITE, 120);
    canvas.oval((14.0, 84.0, 90.0, 96.0), dark, 50);
    canvas.place(shorter * 0.0068, degrees, mirrored);
    for (ink, path) in shape {
        match *ink {
            Ink::Body => canvas.fill(path, main),
            Ink::Shade => canvas.fill(path, dark),
            Ink::Light => canvas.fill(path, NEARLY_WHITE),
            Ink::Accent => canvas.fill(path, accent),
            Ink::Line(wide) => canvas.line(path, wide, dark),
        }
    }
    canvas.png()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::media::canvas;

    #[test]
    fn every_path_of_every_shape_can_be_drawn() {
        for (name, shape) in SHAPES {
            for (_, path) in shape {
                assert!(canvas::path(path).is_some(), "{name}: {path}");
            }
        }
    }

    #[test]
    fn pictures_come_in_several_ratios() {
        let size = |png: &[u8]| (png[16..20].to_vec(), png[20..24].to_vec());
        let sizes: std::collections::BTreeSet<_> = (0..10).map(|n| size(&png(&format!("bag-{n}.png")))).collect();
        assert_eq!(sizes.len(), SIZES.len());
    }
}
