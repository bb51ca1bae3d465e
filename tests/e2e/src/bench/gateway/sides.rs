//! The gateway, an nginx for comparison, and the vendor behind both.
//!
//! nginx does the same work for each request: one call over a kept-alive connection, the same response headers, and one
//! log record with the same fields, written at once to the same disk. Only the gateway checks access and that the response
//! is one whole JSON document without an error.

use std::net::SocketAddr;

use super::process::Gateway;
use crate::{
    Result,
    bench::rooms,
    nginx::{Folder, Nginx, free_ports},
};

pub(super) const TOKEN: &str = "a-token-of-the-benchmark";

/// Both proxies and the vendor.
pub(super) struct Sides {
    pub(super) gateway: Gateway,
    pub(super) nginx: SocketAddr,
    pub(super) vendor: SocketAddr,
    proxy: Nginx,
    _answers: Nginx,
}

impl Sides {
    pub(super) async fn start() -> Result<Self> {
        let [port, vendor_port] = free_ports()?;
        let local = |port| SocketAddr::from(([127, 0, 0, 1], port));
        let vendor = local(vendor_port);

        let folder = Folder::new()?;
        std::fs::create_dir_all(folder.path().join("site/user/api/chat_data/format"))?;
        let answer = rooms::room(100, "https://cdn.happytalk.io/a.png");
        std::fs::write(folder.path().join("site/user/api/chat_data/format/json"), answer)?;
        let answers = filled(include_str!("vendor.conf"), &folder, vendor_port);
        let answers = Nginx::start(folder, &answers, vendor_port).await?;

        let folder = Folder::new()?;
        let beside = filled(include_str!("beside.conf"), &folder, port);
        let beside = beside.replace("VENDOR", &vendor.to_string()).replace("TOKEN", TOKEN);
        let proxy = Nginx::start(folder, &beside, port).await?;
        let gateway = Gateway::start(&["--customer-api", &format!("http://{vendor}")], TOKEN)?;
        Ok(Self { gateway, nginx: local(port), vendor, proxy, _answers: answers })
    }

    /// Returns the numbers of log records of the gateway and of nginx.
    pub(super) fn logged(&self) -> Result<(usize, usize)> {
        let of_nginx = self.proxy.read("access.log")?.lines().count();
        Ok((self.gateway.logged()?, of_nginx))
    }
}

fn filled(conf: &str, folder: &Folder, port: u16) -> String {
    conf.replace("FOLDER", &folder.path().display().to_string()).replace("PORT", &port.to_string())
}
