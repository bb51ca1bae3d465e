//! All rules that are judged file by file. One page each: the rule, and inputs that break and keep it.

mod arrows;
mod attributes;
mod headers;
mod links;
mod markers;
mod markup;
mod names;
mod pages;
mod places;
pub mod size;
mod views;
mod wording;

use super::rule::Rule;

/// In the order of their names.
pub const RULES: [Rule; 13] = [
    arrows::RULE,
    attributes::RULE,
    headers::RULE,
    links::RULE,
    markers::RULE,
    markup::RULE,
    names::RULE,
    pages::RULE,
    places::RULE,
    size::RULE,
    views::CLASS,
    views::STYLE,
    wording::RULE,
];
