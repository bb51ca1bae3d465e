//! What is rendered. Components read state and the pure views of `happytalk_present`, and send commands back.

pub mod console;
pub mod context;
pub mod dialog_host;
pub mod dialogs;
pub mod message;
pub mod room_timeline;
pub mod timeline;
pub mod transcript;
pub mod ui;
