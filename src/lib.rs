//! The viewer: a Leptos app behind two custom elements and a static page.
//!
//! JavaScript (`www/`) defines the elements and passes a shadow root to [`element`], which renders into it. Data flows in one
//! direction: bytes → `happytalk_model::decode` → [`state`] → `happytalk_present` → [`components`]. Modules depend on each
//! other in the direction `components → state → api → browser`.

#![allow(clippy::needless_pass_by_value, reason = "the props of a component are owned")]

pub mod api;
pub mod browser;
pub mod components;
pub mod element;
pub mod state;
