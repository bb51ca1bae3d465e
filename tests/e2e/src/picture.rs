//! Screenshots: reading, scaling, comparing and writing them.

use std::{io::Cursor, ops::Range};

use crate::Result;

/// Largest difference between two pictures that count as equal.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// A pixel differs when one of its channels differs by more than this, of 255.
    pub channel: u8,
    /// Number of pixel rows that are compared together; few enough that one changed word is noticed.
    pub band: usize,
    /// Number of pixels of a band, of a thousand, that may differ.
    pub per_mille: usize,
    /// Number of pixel rows by which the heights may differ.
    pub height: usize,
}

/// A picture without transparency, in rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

/// Difference between two pictures.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Description of the difference.
    pub words: String,
    /// The reference in pale colours, with the differing pixels in red.
    pub picture: Picture,
}

impl Picture {
    /// Creates a picture of one colour.
    pub fn plain(width: usize, height: usize, colour: [u8; 3]) -> Self {
        Self { width, pixels: vec![colour; width * height] }
    }

    /// Reads a colour PNG and ignores its transparency.
    ///
    /// # Errors
    /// Fails when the bytes are not a colour PNG.
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

    /// Encodes the picture as a PNG.
    ///
    /// # Errors
    /// Fails when it is too large for a PNG.
    pub fn write(&self) -> Result<Vec<u8>> {
        let mut png = Vec::new();
        let mut encoder = png::Encoder::new(&mut png, u32::try_from(self.width)?, u32::try_from(self.height())?);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::High);
        encoder.write_header()?.write_image_data(self.pixels.as_flattened())?;
        Ok(png)
    }

    /// Returns the number of pixel rows.
    pub fn height(&self) -> usize {
        self.pixels.len() / self.width.max(1)
    }

    /// Returns the picture at half size, each pixel the mean of four. An odd last row or column is dropped.
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

    /// Rounds each channel down to a multiple of eight, so that the PNG compresses well.
    #[must_use]
    pub fn coarse(mut self) -> Self {
        for channel in self.pixels.as_flattened_mut() {
            *channel &= 0xf8;
        }
        self
    }

    /// Compares the picture with a reference.
    pub fn compare(&self, reference: &Self, tolerance: Tolerance) -> std::result::Result<(), Box<Difference>> {
        let sizes = [(self.width, self.height()), (reference.width, reference.height())];
        let mut words = Vec::new();
        if self.width != reference.width || self.height().abs_diff(reference.height()) > tolerance.height {
            words.push(format!("{:?} instead of {:?} pixels", sizes[0], sizes[1]));
        }
        let differs = |at: usize| match (self.pixels.get(at), reference.pixels.get(at)) {
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
                let (others, all) = (band.clone().filter(|at| differs(*at)).count(), band.len());
                if others * 1000 > all * tolerance.per_mille {
                    words.push(format!("{others} of {all} pixels in rows {rows:?}"));
                }
            }
        }
        if words.is_empty() {
            return Ok(());
        }
        let pale =
            |at, pixel: &[u8; 3]| if differs(at) { [220, 0, 30] } else { pixel.map(|channel| 192 + channel / 4) };
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
    fn written_picture_reads_back_equal() {
        let picture = with(Picture::plain(30, 20, PAPER), 45, [1, 2, 3]);
        assert_eq!(Picture::read(&picture.write().unwrap()).unwrap(), picture);
        assert!(Picture::read(b"no picture").is_err());
    }

    #[test]
    fn halved_picture_holds_the_means() {
        let mut picture = Picture::plain(5, 3, [0, 0, 0]);
        picture.pixels[0] = [255, 100, 3];
        picture.pixels[6] = [255, 0, 0];
        assert_eq!(picture.halved(), Picture { width: 2, pixels: vec![[127, 25, 0], [0, 0, 0]] });
    }

    #[test]
    fn differences_within_the_tolerance_are_accepted() {
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
    fn difference_names_its_rows_and_marks_its_pixels() {
        let reference = Picture::plain(100, 40, PAPER);
        let difference = with(reference.clone(), 30, [0, 0, 0]).compare(&reference, TOLERANCE).unwrap_err();
        assert_eq!(difference.words, "30 of 1000 pixels in rows 0..10");
        assert_eq!(difference.picture, with(Picture::plain(100, 40, [252, 252, 252]), 30, [220, 0, 30]));
    }
}
