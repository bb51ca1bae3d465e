//! Pictures of pages: read, made smaller, compared, written.

use std::{io::Cursor, ops::Range};

use crate::Result;

/// How far two pictures of the same thing may be apart.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// A pixel is another one when a channel is off by more than this, of 255.
    pub channel: u8,
    /// The rows of pixels that are judged together: few enough that one changed word tells.
    pub band: usize,
    /// How many of a thousand pixels of a band may be others.
    pub per_mille: usize,
    /// How many rows of pixels one may have more than the other.
    pub height: usize,
}

/// A picture without transparency, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

/// Two pictures that are not the same.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What is different.
    pub words: String,
    /// The reference, pale, with what is different in red.
    pub picture: Picture,
}

impl Picture {
    /// Of one colour.
    pub fn plain(width: usize, height: usize, colour: [u8; 3]) -> Self {
        Self { width, pixels: vec![colour; width * height] }
    }

    /// Reads a PNG in colour; what is transparent counts as if it were not.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(png: &[u8]) -> Result<Self> {
        let mut decoder = png::Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().ok_or("a picture too large")?];
        let info = reader.next_frame(&mut bytes)?;
        let samples = info.color_type.samples();
        if samples < 3 {
            return Err("a picture without colours".into());
        }
        let pixels = bytes.chunks_exact(samples).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Ok(Self { width: usize::try_from(info.width)?, pixels })
    }

    /// As a PNG.
    ///
    /// # Errors
    /// When it is too large for one.
    pub fn write(&self) -> Result<Vec<u8>> {
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, u32::try_from(self.width)?, u32::try_from(self.height())?);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::High);
        encoder.write_header()?.write_image_data(self.pixels.as_flattened())?;
        Ok(png)
    }

    /// Rows of pixels.
    pub fn height(&self) -> usize {
        self.pixels.len() / self.width.max(1)
    }

    /// Half as wide and high: each pixel the mean of four. What is left over at the edges is left out.
    #[must_use]
    pub fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height() / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let at = 2 * y * self.width + 2 * x;
                let four = [at, at + 1, at + self.width, at + self.width + 1].map(|at| self.pixels[at]);
                pixels.push([0, 1, 2].map(|channel| mean(four.map(|pixel| pixel[channel]))));
            }
        }
        Self { width, pixels }
    }

    /// Fewer shades, so that it packs well: a multiple of eight each.
    #[must_use]
    pub fn coarse(mut self) -> Self {
        for channel in self.pixels.as_flattened_mut() {
            *channel &= 0xf8;
        }
        self
    }

    /// Whether this is what `reference` shows.
    pub fn compare(&self, reference: &Self, tolerance: Tolerance) -> std::result::Result<(), Box<Difference>> {
        let sizes = [(self.width, self.height()), (reference.width, reference.height())];
        let mut words = Vec::new();
        if self.width != reference.width || self.height().abs_diff(reference.height()) > tolerance.height {
            words.push(format!("{:?} instead of {:?} pixels", sizes[0], sizes[1]));
        }
        let other = |at: usize| match (self.pixels.get(at), reference.pixels.get(at)) {
            (Some(ours), Some(theirs)) => {
                (0..3).any(|channel| ours[channel].abs_diff(theirs[channel]) > tolerance.channel)
            }
            _ => true,
        };
        if self.width == reference.width {
            let common = self.height().min(reference.height());
            for top in (0..common).step_by(tolerance.band) {
                let rows = top..common.min(top + tolerance.band);
                let band = Range { start: rows.start * self.width, end: rows.end * self.width };
                let (others, all) = (band.clone().filter(|at| other(*at)).count(), band.len());
                if others * 1000 > all * tolerance.per_mille {
                    words.push(format!("{others} of {all} pixels in rows {rows:?}"));
                }
            }
        }
        if words.is_empty() {
            return Ok(());
        }
        let pale = |at, pixel: &[u8; 3]| if other(at) { [220, 0, 30] } else { pixel.map(|channel| 192 + channel / 4) };
        let pixels = reference.pixels.iter().enumerate().map(|(at, pixel)| pale(at, pixel)).collect();
        Err(Box::new(Difference { words: words.join("; "), picture: Self { width: reference.width, pixels } }))
    }
}

fn mean(four: [u8; 4]) -> u8 {
    let sum: u16 = four.into_iter().map(u16::from).sum();
    u8::try_from(sum / 4).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLERANCE: Tolerance = Tolerance { channel: 48, band: 10, per_mille: 5, height: 1 };
    const PAPER: [u8; 3] = [240, 240, 240];

    fn with(mut picture: Picture, count: usize, colour: [u8; 3]) -> Picture {
        picture.pixels[..count].fill(colour);
        picture
    }

    #[test]
    fn a_picture_survives_being_written_and_read() {
        let picture = with(Picture::plain(30, 20, PAPER), 45, [1, 2, 3]);
        assert_eq!(Picture::read(&picture.write().unwrap()).unwrap(), picture);
        assert!(Picture::read(b"no picture").is_err());
    }

    #[test]
    fn half_a_picture_has_the_means() {
        let mut picture = Picture::plain(5, 3, [0, 0, 0]);
        picture.pixels[0] = [255, 100, 3];
        picture.pixels[6] = [255, 0, 0];
        assert_eq!(picture.halved(), Picture { width: 2, pixels: vec![[127, 25, 0], [0, 0, 0]] });
    }

    #[test]
    fn what_is_within_the_tolerance_is_the_same_and_what_is_not_is_not() {
        let reference = Picture::plain(100, 40, PAPER);
        let same = |picture: &Picture| picture.compare(&reference, TOLERANCE).is_ok();
        assert!(same(&reference));
        assert!(same(&with(reference.clone(), 4000, [192, 240, 255])), "48 off everywhere");
        assert!(same(&with(reference.clone(), 5, [0, 0, 0])), "five of the thousand pixels of a band");
        assert!(!same(&with(reference.clone(), 6, [240, 191, 240])), "six, by 49 in one channel");
        assert!(same(&Picture::plain(100, 41, PAPER)) && same(&Picture::plain(100, 39, PAPER)));
        assert!(!same(&Picture::plain(100, 42, PAPER)) && !same(&Picture::plain(100, 38, PAPER)));
        assert!(!same(&Picture::plain(99, 40, PAPER)));
    }

    #[test]
    fn a_difference_says_where_and_shows_it() {
        let reference = Picture::plain(100, 40, PAPER);
        let difference = with(reference.clone(), 30, [0, 0, 0]).compare(&reference, TOLERANCE).unwrap_err();
        assert_eq!(difference.words, "30 of 1000 pixels in rows 0..10");
        assert_eq!(difference.picture, with(Picture::plain(100, 40, [252, 252, 252]), 30, [220, 0, 30]));
    }
}
