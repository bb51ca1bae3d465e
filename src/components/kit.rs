//! The parts everything is built of. Only here stand `href` ([`link`]) and `src` ([`picture`], [`player`]).

pub mod badge;
pub mod button;
pub mod coupon;
pub mod dialog;
pub mod element;
pub mod icon;
pub mod link;
pub mod picture;
pub mod player;
pub mod prose;
pub mod source;
pub mod stamp;
