//! The gateway, the nginx beside it, and the vendor behind both.
//!
//! nginx does what the gateway does for everyone who asks: the same call over connections kept alive, the same headers on the
//! answer, one record of the same facts for each request, written at once to a file on the same disk. What only the gateway does
//! (who may ask, whether the answer is a whole JSON document and no refusal) is its own.

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

    /// How many records the gateway and nginx have written.
    pub(super) fn logged(&self) -> Result<(usize, usize)> {
        let of_nginx = self.proxy.read("access.log")?.lines().count();
        Ok((self.gateway.logged()?, of_nginx))
    }
}

fn filled(conf: &str, folder: &Folder, port: u16) -> String {
    conf.replace("FOLDER", &folder.path().display().to_string()).replace("PORT", &port.to_string())
}
