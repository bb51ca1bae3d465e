//! The viewer: a Leptos app behind two custom elements and a static page.
//!
//! JavaScript (`www/`) defines the elements and hands a shadow root to [`element`]; everything inside it is rendered here. Data flows one
//! way: bytes → `happytalk_model::decode` → [`state`] → `happytalk_present` → [`components`]. Imports point `components → state → api →
//! browser`.

#![allow(clippy::needless_pass_by_value, reason = "the props of a component are owned")]

pub mod api;
pub mod browser;
pub mod components;
pub mod element;
pub mod state;
