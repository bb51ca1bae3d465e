//! Sorting, once: every further instance of the standard library's sort is four kilobytes of WebAssembly.

use std::cmp::Ordering;

/// The indices `0..length` in order; equal ones stay as they were.
pub(crate) fn stable(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..length).collect();
    indices.sort_by(|a, b| compare(*a, *b));
    indices
}

#[cfg(test)]
#[test]
fn equal_ones_stay_as_they_were() {
    let values = [2, 1, 2, 1];
    assert_eq!(stable(4, &|a, b| values[a].cmp(&values[b])), [1, 3, 0, 2]);
}
