//! How large a fault is.

use tokio::sync::Mutex;

/// Held by the tests that take the whole machine: beside another of them each would measure the other's load.
pub static ALONE: Mutex<()> = Mutex::const_new(());

/// `full` when `HAPPYTALK_FAULTS=full` is set, else `small`.
pub fn scale(small: usize, full: usize) -> usize {
    if std::env::var("HAPPYTALK_FAULTS").is_ok_and(|size| size == "full") { full } else { small }
}

#[test]
fn the_size_is_one_of_the_two() {
    assert!([1, 100].contains(&scale(1, 100)));
}
