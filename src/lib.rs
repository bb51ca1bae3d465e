//! The viewer: two custom elements and a static page that show Happytalk conversations as the customer saw them.
//!
//! JavaScript (`www/`) defines the elements and hands over a shadow root; everything inside it is drawn here. Data
//! flows one way: bytes → `happytalk_model::decode` → [`session`] → [`present`] → [`components`].

pub mod app;
pub mod components;
pub mod embed;
pub mod platform;
pub mod session;
pub mod source;

use happytalk_present::{self as present, options, words as i18n};
