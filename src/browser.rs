//! Thin wrappers around browser APIs that web-sys, gloo and leptos don't offer in a convenient form.
//!
//! The only code that queries or changes the document by hand.

pub mod url;
