//! A three-second film as MP4: a ball rolls over the floor. Written by hand, so that the demo carries no video file.
//!
//! H.264 with uncompressed macroblocks only (`avc`): small because what did not change is skipped.

mod avc;

use avc::{HEIGHT, WIDTH};

const FRAMES: u16 = 24;
const FRAMES_PER_SECOND: u32 = 8;

/// The film of that name: its colours follow from the name.
pub(super) fn film(name: &str) -> Vec<u8> {
    let frames: Vec<Vec<u8>> = avc::frames(FRAMES, super::seed(name)).iter().map(|unit| prefixed(unit)).collect();
    let ftyp = boxed(*b"ftyp", &[b"isom", &[0, 0, 2, 0], b"isom", b"avc1"]);
    // The offset of the pictures is known once the size of what stands before them is.
    let before = ftyp.len() + moov(&frames, 0).len() + 8;
    let moov = moov(&frames, u32::try_from(before).expect("the index is small"));
    let mdat = boxed(*b"mdat", &frames.iter().map(Vec::as_slice).collect::<Vec<_>>());
    [ftyp, moov, mdat].concat()
}

fn moov(frames: &[Vec<u8>], offset: u32) -> Vec<u8> {
    let duration = u32::from(FRAMES).to_be_bytes();
    let rate = FRAMES_PER_SECOND.to_be_bytes();
    let zeros = [0; 36];
    let matrix = [&[0, 1, 0, 0][..], &zeros[..12], &[0, 1, 0, 0], &zeros[..12], &[0x40, 0, 0, 0]].concat();
    let movie_header = boxed(
        *b"mvhd",
        &[&zeros[..12], &rate, &duration, &[0, 1, 0, 0, 1, 0], &zeros[..10], &matrix, &zeros[..24], &[0, 0, 0, 2]],
    );
    let size = [WIDTH.to_be_bytes(), [0, 0], HEIGHT.to_be_bytes(), [0, 0]].concat();
    let track_header = boxed(
        *b"tkhd",
        &[&[0, 0, 0, 3], &zeros[..8], &[0, 0, 0, 1], &zeros[..4], &duration, &zeros[..16], &matrix, &size],
    );
    let media_header = boxed(*b"mdhd", &[&zeros[..12], &rate, &duration, &[0x55, 0xc4, 0, 0]]);
    let hdlr = boxed(*b"hdlr", &[&zeros[..8], b"vide", &zeros[..12], b"\0"]);
    let video_header = boxed(*b"vmhd", &[&[0, 0, 0, 1], &zeros[..8]]);
    let dref = boxed(*b"dref", &[&[0, 0, 0, 0, 0, 0, 0, 1], &boxed(*b"url ", &[&[0, 0, 0, 1]])]);
    let minf = boxed(*b"minf", &[&video_header, &boxed(*b"dinf", &[&dref]), &samples(frames, offset)]);
    let mdia = boxed(*b"mdia", &[&media_header, &hdlr, &minf]);
    boxed(*b"moov", &[&movie_header, &boxed(*b"trak", &[&track_header, &mdia])])
}

/// `stbl`: how the pictures are coded, how long each is shown, how large it is, where they begin.
fn samples(frames: &[Vec<u8>], offset: u32) -> Vec<u8> {
    let count = u32::from(FRAMES).to_be_bytes();
    let one = 1_u32.to_be_bytes();
    let zeros = [0; 32];
    let (sps, pps) = (avc::sequence(), avc::picture());
    let counted = |unit: &[u8]| [&u16::try_from(unit.len()).unwrap_or_default().to_be_bytes(), unit].concat();
    let parameters = boxed(*b"avcC", &[&[1, sps[1], sps[2], sps[3], 0xff, 0xe1], &counted(&sps), &[1], &counted(&pps)]);
    let avc1 = boxed(
        *b"avc1",
        &[
            &[0, 0, 0, 0, 0, 0, 0, 1],
            &zeros[..16],
            &WIDTH.to_be_bytes(),
            &HEIGHT.to_be_bytes(),
            &[0, 0x48, 0, 0, 0, 0x48, 0, 0, 0, 0, 0, 0, 0, 1],
            &zeros,
            &[0, 0x18, 0xff, 0xff],
            &parameters,
        ],
    );
    let sizes: Vec<u8> =
        frames.iter().flat_map(|frame| u32::try_from(frame.len()).unwrap_or_default().to_be_bytes()).collect();
    boxed(
        *b"stbl",
        &[
            &boxed(*b"stsd", &[&zeros[..4], &one, &avc1]),
            &boxed(*b"stts", &[&zeros[..4], &one, &count, &one]),
            &boxed(*b"stss", &[&zeros[..4], &one, &one]),
            &boxed(*b"stsc", &[&zeros[..4], &one, &one, &count, &one]),
            &boxed(*b"stsz", &[&zeros[..8], &count, &sizes]),
            &boxed(*b"stco", &[&zeros[..4], &one, &offset.to_be_bytes()]),
        ],
    )
}

/// A unit with its length before it, as `avcC` announces.
fn prefixed(unit: &[u8]) -> Vec<u8> {
    [&u32::try_from(unit.len()).unwrap_or_default().to_be_bytes(), unit].concat()
}

fn boxed(kind: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let length = 8 + parts.iter().map(|part| part.len()).sum::<usize>();
    let mut bytes = u32::try_from(length).expect("the film is small").to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(parts.concat());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boxes_fill_the_file_and_the_pictures_are_where_the_index_says() {
        let film = film("clip-1.mp4");
        let length = |at: usize| usize::try_from(u32::from_be_bytes(film[at..at + 4].try_into().unwrap())).unwrap();
        let (mut at, mut kinds) = (0, Vec::new());
        while at < film.len() {
            kinds.push(String::from_utf8_lossy(&film[at + 4..at + 8]).into_owned());
            at += length(at);
        }
        assert_eq!((at, kinds), (film.len(), vec!["ftyp".to_owned(), "moov".to_owned(), "mdat".to_owned()]));
        let stco = film.windows(4).position(|part| part == b"stco").unwrap();
        let mdat = film.windows(4).position(|part| part == b"mdat").unwrap();
        assert_eq!(length(stco + 12), mdat + 4);
    }
}
