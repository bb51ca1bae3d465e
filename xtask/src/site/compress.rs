//! Writes `.br` and `.gz` beside each file, so that no server has to compress at run time.

use std::io::Write;

use crate::outcome::{Failed, Outcome};
use crate::workspace;

const TEXT: [&str; 9] = ["css", "html", "js", "json", "map", "svg", "ts", "txt", "wasm"];

/// Returns whether the format is not compressed already.
pub fn is_compressible(name: &str) -> bool {
    TEXT.contains(&workspace::extension(name))
}

/// Compresses with brotli quality 11, the highest.
pub fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, 11, 22);
    writer.write_all(bytes).and_then(|()| writer.flush()).map_err(|error| Failed::new(format!("brotli: {error}")))?;
    drop(writer);
    Ok(compressed)
}

/// Compresses with gzip level 9 and without a timestamp: equal inputs give equal bytes.
pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).map_err(|error| Failed::new(format!("gzip: {error}")))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn compression_is_lossless() {
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
    fn pictures_are_not_compressed() {
        assert!(is_compressible("viewer-0123.wasm") && is_compressible("happytalk.d.ts"));
        assert!(!is_compressible("icon.png") && !is_compressible("LICENSE"));
    }
}
