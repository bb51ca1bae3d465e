//! A number for a payload that stays the same from version to version: it is kept in the store.
//!
//! FNV-1a, 64 bits. It only finds candidates: whether two payloads are equal is decided by comparing them.

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The fingerprint, as the database keeps integers.
pub(super) fn of(payload: &[u8]) -> i64 {
    let hash = payload.iter().fold(BASIS, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME));
    hash.cast_signed()
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_is_the_published_function() {
        for (text, hash) in
            [("", 0xcbf2_9ce4_8422_2325_u64), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(super::of(text.as_bytes()).cast_unsigned(), hash, "{text}");
        }
    }
}
