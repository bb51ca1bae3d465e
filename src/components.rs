//! The components of the viewer. They render the state and the view models of `happytalk_present`, and call commands.

pub mod built;
pub mod console;
pub mod context;
pub mod dialog_host;
pub mod dialogs;
pub mod message;
pub mod room_timeline;
pub mod timeline;
pub mod transcript;
pub mod ui;
