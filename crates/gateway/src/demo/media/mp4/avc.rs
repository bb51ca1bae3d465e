//! The least of H.264: one key picture of uncompressed macroblocks, then pictures that repeat only what changed.

/// Pixels; multiples of a macroblock.
pub(super) const WIDTH: u16 = 192;
pub(super) const HEIGHT: u16 = 128;
const BLOCK: u16 = 16;
/// `mb_type` of an uncompressed macroblock in a key picture, and in the others.
const I_PCM: u32 = 25;
const I_PCM_AMONG_P: u32 = 30;

/// The sequence's parameters: baseline, one reference picture, output in coding order.
pub(super) fn sequence() -> Vec<u8> {
    let mut bits = Bits::unit(0x67);
    bits.bytes.extend([66, 0xc0, 20]);
    for value in [0, 0, 2, 1] {
        bits.exp_golomb(value);
    }
    bits.put(0, 1);
    bits.exp_golomb(u32::from(WIDTH / BLOCK - 1));
    bits.exp_golomb(u32::from(HEIGHT / BLOCK - 1));
    bits.put(0b1100, 4);
    bits.end()
}

/// The pictures' parameters: variable length codes, deblocking can be turned off.
pub(super) fn picture() -> Vec<u8> {
    let mut bits = Bits::unit(0x68);
    bits.exp_golomb(0);
    bits.exp_golomb(0);
    bits.put(0, 2);
    for _ in 0..3 {
        bits.exp_golomb(0);
    }
    bits.put(0, 3);
    for _ in 0..3 {
        bits.exp_golomb(0);
    }
    bits.put(0b100, 3);
    bits.end()
}

/// The pictures, each one unit.
pub(super) fn frames(count: u16, seed: u64) -> Vec<Vec<u8>> {
    (0..count).map(|frame| if frame == 0 { key(seed) } else { changed(frame, seed) }).collect()
}

/// What stands before a picture's macroblocks; the first picture is the key.
fn head(frame: u16) -> Bits {
    let key = frame == 0;
    let mut bits = Bits::unit(if key { 0x65 } else { 0x41 });
    bits.exp_golomb(0);
    bits.exp_golomb(if key { 7 } else { 5 });
    bits.exp_golomb(0);
    bits.put(u32::from(frame % 16), 4);
    if key {
        bits.exp_golomb(0);
        bits.put(0, 2);
    } else {
        bits.put(0, 3);
    }
    bits.exp_golomb(0);
    bits.exp_golomb(1);
    bits
}

fn key(seed: u64) -> Vec<u8> {
    let mut bits = head(0);
    for (x, y) in blocks() {
        bits.exp_golomb(I_PCM);
        bits.samples(&block(0, x, y, seed));
    }
    bits.end()
}

fn changed(frame: u16, seed: u64) -> Vec<u8> {
    let mut bits = head(frame);
    let mut skipped = 0;
    for (x, y) in blocks() {
        let now = block(frame, x, y, seed);
        if now == block(frame - 1, x, y, seed) {
            skipped += 1;
        } else {
            bits.exp_golomb(skipped);
            bits.exp_golomb(I_PCM_AMONG_P);
            bits.samples(&now);
            skipped = 0;
        }
    }
    if skipped > 0 {
        bits.exp_golomb(skipped);
    }
    bits.end()
}

/// The macroblocks' corners, row by row.
fn blocks() -> impl Iterator<Item = (u16, u16)> {
    (0..HEIGHT / BLOCK).flat_map(|y| (0..WIDTH / BLOCK).map(move |x| (x * BLOCK, y * BLOCK)))
}

/// A macroblock's samples: 256 of brightness, 64 and 64 of colour.
fn block(frame: u16, left: u16, top: u16, seed: u64) -> Vec<u8> {
    let at = |step: u16, part: usize| {
        (0..BLOCK / step).flat_map(move |y| {
            (0..BLOCK / step).map(move |x| pixel(frame, left + x * step, top + y * step, seed)[part])
        })
    };
    at(1, 0).chain(at(2, 1)).chain(at(2, 2)).collect()
}

/// Wall, floor, ball and its shadow, as brightness and colour.
fn pixel(frame: u16, x: u16, y: u16, seed: u64) -> [u8; 3] {
    let (x, y, ball) = (i32::from(x), i32::from(y), 16 + i32::from(frame) * 7);
    let tint = [[120, 140], [140, 118], [112, 122], [134, 134]][usize::try_from(seed % 4).unwrap_or(0)];
    let [blue, red] = tint;
    if (x - ball).pow(2) + (y - 76).pow(2) <= 14 * 14 {
        [if (x - ball + 4).pow(2) + (y - 71).pow(2) <= 16 { 200 } else { 120 }, 255 - red, 255 - blue]
    } else if (x - ball).pow(2) / 3 + (y - 91).pow(2) * 3 <= 60 {
        [150, blue, red]
    } else if y >= 88 {
        [190, blue, red]
    } else {
        [226, blue, red]
    }
}

/// A unit that is being written, bit by bit.
struct Bits {
    bytes: Vec<u8>,
    /// Bits that are not yet a whole byte, and how many.
    rest: u8,
    length: u32,
}

impl Bits {
    fn unit(kind: u8) -> Self {
        Self { bytes: vec![kind], rest: 0, length: 0 }
    }

    /// The lowest so many bits.
    fn put(&mut self, value: u32, count: u32) {
        for bit in (0..count).rev() {
            self.rest = (self.rest << 1) | u8::try_from(value >> bit & 1).unwrap_or(0);
            self.length += 1;
            if self.length == 8 {
                self.bytes.push(self.rest);
                self.length = 0;
            }
        }
    }

    /// ue(v).
    fn exp_golomb(&mut self, value: u32) {
        let width = (value + 1).ilog2();
        self.put(0, width);
        self.put(value + 1, width + 1);
    }

    /// Uncompressed samples, from the next whole byte on.
    fn samples(&mut self, samples: &[u8]) {
        self.align();
        self.bytes.extend(samples);
    }

    fn align(&mut self) {
        if self.length > 0 {
            self.put(0, 8 - self.length);
        }
    }

    /// The stop bit, and a 3 wherever three bytes would look like the start of a unit.
    fn end(mut self) -> Vec<u8> {
        self.put(1, 1);
        self.align();
        let mut escaped = Vec::with_capacity(self.bytes.len());
        let mut zeros = 0;
        for byte in self.bytes {
            if zeros == 2 && byte <= 3 {
                escaped.push(3);
                zeros = 0;
            }
            zeros = if byte == 0 { zeros + 1 } else { 0 };
            escaped.push(byte);
        }
        escaped
    }
}
