//! What the gateway survives, each fault an automated test that prints one line with its figure.
//!
//! Small by default, so that they run with all other tests; `cargo xtask faults` runs them at full size.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests fail where they stand, and print their figures")]

mod bad_vendor;
mod clock;
mod disk_full;
mod dropped;
mod events;
mod killed;
mod never_reads;
mod process;
mod repeated;
mod rotation;
mod sigterm;
mod silent;
mod size;
mod stored;
