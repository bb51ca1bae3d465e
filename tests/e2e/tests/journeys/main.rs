//! Whole-stack journeys: what a reader, an embedding page or a curious program sees of the product as it is shipped.

mod accessibility;
mod actions;
mod carousel;
mod corpus;
mod documents;
mod embedding;
mod failures;
mod font;
mod gallery;
mod locked;
mod media;
mod motion;
mod offline;
mod policy;
mod refusals;
mod secrets;
mod settings;
mod source;
mod states;
mod steady;
