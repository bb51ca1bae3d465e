//! What the gateway survives, each fault an automated test that prints one line with its figure.
//!
//! Small by default, so that they run with all other tests; `cargo xtask faults` runs them at full size.

mod size;
