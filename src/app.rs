//! The roots of the two elements, and what they give to everything below them.

pub mod console;
pub mod context;
pub mod knob;
pub mod transcript;
pub mod warm;
