//! The `.br` and `.gz` beside each file, made once here, so that no server compresses anything while it serves.

use std::io::Write;

use crate::outcome::{Failed, Outcome};
use crate::workspace;

const TEXT: [&str; 9] = ["css", "html", "js", "json", "map", "svg", "ts", "txt", "wasm"];

/// Pictures and fonts are compressed already.
pub fn is_worth_it(name: &str) -> bool {
    TEXT.contains(&workspace::extension(name))
}

/// Brotli at its best quality, 11.
pub fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, 11, 22);
    writer.write_all(bytes).and_then(|()| writer.flush()).map_err(|error| Failed::new(format!("brotli: {error}")))?;
    drop(writer);
    Ok(compressed)
}

/// Gzip at its best level, 9, without a time in its head: equal inputs give equal bytes.
pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).map_err(|error| Failed::new(format!("gzip: {error}")))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_unpacked_is_what_was_packed() {
        let bytes = "상담방 ".repeat(1000).into_bytes();
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&brotli(&bytes).unwrap()[..], 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
        unpacked.clear();
        flate2::read::GzDecoder::new(&gzip(&bytes).unwrap()[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
        assert!(brotli(&bytes).unwrap().len() < 100);
    }

    #[test]
    fn pictures_stay_as_they_are() {
        assert!(is_worth_it("viewer-0123.wasm") && is_worth_it("happytalk.d.ts"));
        assert!(!is_worth_it("icon.png") && !is_worth_it("LICENSE"));
    }
}
