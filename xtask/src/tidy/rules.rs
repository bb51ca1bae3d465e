//! The rules that are checked file by file. Each module holds one rule and tests that violate and keep it.

mod arrows;
mod headers;
mod local_paths;
mod markers;
mod size;
mod view_attributes;
mod words;

use super::rule::Rule;

/// All rules, in the order of their modules.
pub const RULES: [Rule; 7] =
    [arrows::RULE, headers::RULE, local_paths::RULE, markers::RULE, size::RULE, view_attributes::RULE, words::RULE];
