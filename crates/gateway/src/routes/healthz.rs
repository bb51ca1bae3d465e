//! `GET /healthz`: the process is up and serves. Says nothing about the vendor.

pub(super) async fn healthz() -> &'static str {
    "ok\n"
}
