//! Whole-stack journeys: what a reader, an embedding page or a curious program sees of the product as it is shipped.

mod accessibility;
mod actions;
mod carousel;
mod chosen;
mod corpus;
mod documents;
mod drawer;
mod embedding;
mod failures;
mod font;
mod gallery;
mod keyboard;
mod lightbox;
mod locked;
mod media;
mod motion;
mod offline;
mod passthrough;
mod policy;
mod print;
mod refusals;
mod secrets;
mod settings;
mod source;
mod states;
mod steady;
