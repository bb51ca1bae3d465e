//! Fault 2: the disk is full, and later is not any more.
//!
//! A small file system where one can be mounted, which takes root; else the database's own limit of pages, with the
//! gateway in this process.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use happytalk_gateway::{
    AppState, Settings,
    auth::Auth,
    live::{self, Live, clock::Clock, store::Sqlite},
    rates::Rates,
    router,
    serve::{Limits, serve},
    site::Site,
    vendor::{HttpVendor, VendorSettings},
};
use tokio::net::TcpListener;
use url::Url;

use crate::{
    process::{Client, Gateway, WEBHOOK_SECRET, vendor},
    stored::{Directory, payloads, text},
};

const ROOM: &str = "full";
/// Reached only when it never recovers.
const NEVER: Duration = Duration::from_secs(20);
/// Space that comes back.
const BALLAST: usize = 1024 * 1024;

/// A file system of 3 MB in memory.
struct Small<'a>(&'a Path);

impl<'a> Small<'a> {
    fn mount(path: &'a Path) -> Option<Self> {
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(path).output();
        mount.is_ok_and(|mount| mount.status.success()).then(|| Self(path))
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(self.0).status();
        assert!(unmounted.is_ok_and(|status| status.success()), "{} is still mounted", self.0.display());
    }
}

/// How a disk got full and empty again.
struct Ends {
    acknowledged: Vec<String>,
    refused: usize,
    recovered: Duration,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_got_over() {
    let directory = Directory::new();
    let store = directory.store();
    let (how, ends, stored) = if let Some(_small) = Small::mount(directory.path()) {
        let ballast = directory.path().join("ballast");
        fs::write(&ballast, vec![0; BALLAST]).unwrap();
        let gateway = Gateway::start(vendor(Duration::ZERO).await, &["--store", store.to_str().unwrap()]);
        let ends = fill(gateway.addr, || fs::remove_file(&ballast).unwrap()).await;
        drop(gateway);
        ("a file system of 3 MB", ends, payloads(&store, ROOM))
    } else {
        let sqlite = Arc::new(Sqlite::open(&store, &Clock::system()).unwrap());
        sqlite.limit_pages(300).unwrap();
        let (addr, serving) = inside(Arc::clone(&sqlite)).await;
        let ends = fill(addr, || sqlite.limit_pages(100_000).unwrap()).await;
        serving.abort();
        // The last connection has it until it has seen the client leave.
        while Arc::strong_count(&sqlite) > 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        drop(sqlite);
        ("a limit of pages", ends, payloads(&store, ROOM))
    };
    let missing = ends.acknowledged.iter().filter(|payload| stored.get(*payload) != Some(&1)).count();
    println!(
        "fault 2 disk full ({how}): {} acknowledged, {missing} of them not stored, {} refused by 503, writing again {:.2} s \
         after there was space",
        ends.acknowledged.len(),
        ends.refused,
        ends.recovered.as_secs_f64()
    );
    assert_eq!(missing, 0);
}

/// Sends until it is refused, makes space, and sends on.
async fn fill(addr: SocketAddr, make_space: impl FnOnce()) -> Ends {
    let mut connection = Client::connect(addr).await.unwrap();
    let mut ends = Ends { acknowledged: Vec::new(), refused: 0, recovered: Duration::ZERO };
    let mut n = 0;
    let mut send = async |connection: &mut Client, ends: &mut Ends| {
        n += 1;
        let payload = text(ROOM, n).replace("내일", &"가".repeat(1000));
        match connection.webhook(&payload).await.unwrap().status {
            200 => ends.acknowledged.push(payload),
            503 => ends.refused += 1,
            status => panic!("{status}"),
        }
    };
    while ends.refused < 20 {
        assert!(ends.acknowledged.len() < 10_000, "the disk is never full");
        send(&mut connection, &mut ends).await;
    }
    // And says so, also after it has tried by itself.
    for _ in 0..3 {
        assert_eq!(connection.get("/readyz").await.unwrap().status, 503);
        tokio::time::sleep(Duration::from_millis(700)).await;
    }
    let before = ends.acknowledged.len();
    make_space();
    let start = Instant::now();
    // It finds out by itself.
    while connection.get("/readyz").await.unwrap().status != 200 {
        assert!(start.elapsed() < NEVER, "it never recovers");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    ends.recovered = start.elapsed();
    let refused = ends.refused;
    for _ in 0..20 {
        send(&mut connection, &mut ends).await;
    }
    assert_eq!((ends.acknowledged.len(), ends.refused), (before + 20, refused), "refused again");
    ends
}

/// A gateway in this process.
async fn inside(store: Arc<Sqlite>) -> (SocketAddr, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let nowhere = Url::parse("http://127.0.0.1:9").unwrap();
    let vendor = VendorSettings {
        customer_api: nowhere,
        token: "token".into(),
        biz: None,
        timeout: Duration::from_secs(1),
        threads: 0,
    };
    let state = AppState::new(Settings {
        listen: addr,
        vendor: Arc::new(HttpVendor::new(vendor).unwrap()),
        site: Site::embedded(),
        allow_origins: Vec::new(),
        media_hosts: Vec::new(),
        auth: Auth::None,
        rates: Rates::none(),
        trusted_proxies: Vec::new(),
        live: Some(Live::start(live::Settings::new(store, WEBHOOK_SECRET.into(), 30)).unwrap()),
    });
    let drain = state.drain();
    let serving = serve(listener, router(state), Limits::default(), drain, std::future::pending());
    (addr, tokio::spawn(serving))
}
