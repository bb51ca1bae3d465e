//! The room list on screen.
