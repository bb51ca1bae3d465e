//! Sorting, by a merge sort of our own: the standard library's is four kilobytes of WebAssembly, for dates that seldom run
//! backwards and the indices of PHP's arrays.

use std::cmp::Ordering;

/// The indices `0..length` in order; equal ones stay as they were.
pub(crate) fn stable(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..length).collect();
    let mut merged = sorted.clone();
    let mut run = 1;
    while run < length {
        let mut start = 0;
        while start < length {
            let middle = length.min(start + run);
            let end = length.min(middle + run);
            let (mut left, mut right) = (start, middle);
            for slot in &mut merged[start..end] {
                let is_right =
                    left == middle || (right < end && compare(sorted[right], sorted[left]) == Ordering::Less);
                let from = if is_right { &mut right } else { &mut left };
                *slot = sorted[*from];
                *from += 1;
            }
            start = end;
        }
        std::mem::swap(&mut sorted, &mut merged);
        run *= 2;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library_s_stable_sort(keys in proptest::collection::vec(0_u8..9, 0..70)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|index| keys[*index]);
            proptest::prop_assert_eq!(stable(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}

#[cfg(test)]
#[test]
fn equal_ones_stay_as_they_were() {
    let values = [2, 1, 2, 1];
    assert_eq!(stable(4, &|a, b| values[a].cmp(&values[b])), [1, 3, 0, 2]);
}
