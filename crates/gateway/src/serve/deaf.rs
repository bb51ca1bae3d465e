//! Stops listening without turning away who was heard.
//!
//! Closing a listening socket resets the connections that stand in its queue, and new ones come while it is emptied. So
//! the system is told first to overlook new ones: they try again a second later, and are refused then. The catch: this
//! is Linux' own; elsewhere the last connection before the end may be reset.

use std::io;

use tokio::net::TcpListener;

/// From now on no new connection begins; those that have begun can still be accepted.
///
/// # Errors
/// When the system has no such filter.
#[cfg(target_os = "linux")]
pub(super) fn deafen(listener: &TcpListener) -> io::Result<()> {
    use socket2::{SockFilter, SockRef};

    /// Where a TCP header's flags are, and the one that begins a connection.
    const FLAGS: u32 = 13;
    const SYN: u32 = 0x02;
    const LOAD_BYTE: u16 = 0x30;
    const JUMP_IF_SET: u16 = 0x45;
    const RETURN: u16 = 0x06;
    let program = [
        SockFilter::new(LOAD_BYTE, 0, 0, FLAGS),
        SockFilter::new(JUMP_IF_SET, 0, 1, SYN),
        SockFilter::new(RETURN, 0, 0, 0),
        SockFilter::new(RETURN, 0, 0, u32::MAX),
    ];
    SockRef::from(listener).attach_filter(&program)
}

/// Nothing can be done here.
#[cfg(not(target_os = "linux"))]
pub(super) fn deafen(_: &TcpListener) -> io::Result<()> {
    Ok(())
}
