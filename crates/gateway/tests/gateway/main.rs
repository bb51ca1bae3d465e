//! The gateway as a whole: its router in-process, against a peer on a real socket that behaves like the vendor on
//! good and bad days; its accept loop on a real socket; its binary as a process.

#![expect(clippy::unwrap_used, reason = "a test that can't go on should fail where it stands")]

mod attacker;
mod auth;
mod binary;
mod browser;
mod demo;
mod documents;
mod guards;
mod limits;
mod list;
mod live;
mod logs;
mod memos;
mod messages;
mod metrics;
mod operations;
mod peer;
mod rooms;
mod serve;
mod single_flight;
mod site;
mod tokens;
mod unit;
