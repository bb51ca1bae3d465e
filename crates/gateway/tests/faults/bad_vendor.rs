//! Fault 3: a vendor that is slow, stalled, gone, or sends what is no answer, to many requests at once.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::{
    process::Gateway,
    size::{ALONE, scale},
};

const MB: usize = 1024 * 1024;
/// The vendor's time in this test.
const TIMEOUT: Duration = Duration::from_secs(3);
/// The same for answers of fifty megabytes and more, which take a test build longer than all else.
const PATIENCE: Duration = Duration::from_mins(2);
/// What an answer may take besides, on a machine that does other things too: waiting for its turn included.
const MARGIN: Duration = Duration::from_secs(12);
/// What all answers together may take (256 MB), and the process without them.
const MOST_MEMORY: usize = 400 * MB;
/// What the vendor's bad answers say, and nobody may hear.
const SECRET_PAGE: &str = "Fatal error in chat.php";

/// What is wrong, and the statuses that tell it.
const FAULTS: [(&str, &[u16]); 10] = [
    ("slow", &[504]),
    ("stalled", &[504]),
    ("dripping", &[504]),
    ("reset", &[502]),
    ("429", &[429]),
    ("html-500", &[502]),
    ("garbage", &[502]),
    ("truncated", &[502]),
    ("gzip-bomb", &[502]),
    // Too large, or not even so far: there was no memory for so many of them.
    ("100-mb", &[502, 503]),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_goes_wrong_is_told_in_bounded_time_and_memory() {
    let _alone = ALONE.lock().await;
    let at_once = scale(16, 64);
    let vendor = vendor().await;
    let seconds = |time: Duration| format!("{}s", time.as_secs());
    let gateway = Arc::new(Gateway::start(vendor, &["--vendor-timeout", &seconds(TIMEOUT)]));
    let patient = Arc::new(Gateway::start(vendor, &["--vendor-timeout", &seconds(PATIENCE)]));
    let before = gateway.memory();

    let mut told = BTreeMap::<u16, usize>::new();
    let (mut slowest, mut most_memory) = (Duration::ZERO, 0);
    for (fault, right) in FAULTS {
        let (gateway, bound) = match fault {
            "100-mb" => (&patient, PATIENCE + MARGIN),
            _ => (&gateway, TIMEOUT + MARGIN),
        };
        let watch = Watch::start(Arc::clone(gateway));
        let mut asking = JoinSet::new();
        for number in 0..at_once {
            asking.spawn(ask(gateway.addr, format!("{fault}-{number}")));
        }
        for Told { status, took } in asking.join_all().await {
            assert!(right.contains(&status), "{fault}: {status}");
            assert!(took < bound, "{fault}: {took:?}");
            *told.entry(status).or_default() += 1;
            slowest = slowest.max(took);
        }
        most_memory = most_memory.max(watch.most().await);
        assert!(most_memory < MOST_MEMORY, "{fault}: {} MB", most_memory / MB);
        assert_eq!(ask_well(gateway.addr).await, 200, "after {fault}");
    }
    let alone = ask(patient.addr, "100-mb-alone".to_owned()).await;
    assert_eq!(alone.status, 502, "one of them has all the memory it needs to be found too large");

    let crowd = crowd(gateway.addr, at_once * 4).await;
    println!(
        "fault 3 vendor: {} kinds × {at_once} at once: {} problems ({told:?}), the slowest after {:.1} s; memory at most {} MB \
         ({} MB before); {crowd}",
        FAULTS.len(),
        told.values().sum::<usize>(),
        slowest.as_secs_f64(),
        most_memory / MB,
        before / MB,
    );
}

/// More at once than the gateway asks the vendor: those without a turn are told so, soon.
async fn crowd(addr: SocketAddr, count: usize) -> String {
    let mut asking = JoinSet::new();
    for number in 0..count {
        asking.spawn(ask(addr, format!("stalled-crowd-{number}")));
    }
    let told = asking.join_all().await;
    let turned_away = told.iter().filter(|told| told.status == 503).count();
    assert!(told.iter().all(|told| matches!(told.status, 503 | 504)));
    assert!(told.iter().all(|told| told.took < TIMEOUT + MARGIN));
    assert_eq!(ask_well(addr).await, 200);
    format!("of {count} stalled at once {turned_away} turned away by 503")
}

/// How a request ended.
struct Told {
    status: u16,
    took: Duration,
}

/// Reads a room, of which nothing but a problem may come.
async fn ask(addr: SocketAddr, room: String) -> Told {
    let start = Instant::now();
    let answer = get(addr, &room).await;
    let took = start.elapsed();
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/problem+json", "{room}: {status}");
    if matches!(status, 429 | 503) {
        assert!(answer.headers().contains_key("retry-after"), "{room}");
    }
    let problem = answer.text().await.unwrap();
    assert!(problem.len() < 1000 && !problem.contains(SECRET_PAGE), "{room}: {problem}");
    Told { status, took }
}

/// Reads a room that is there.
async fn ask_well(addr: SocketAddr) -> u16 {
    get(addr, "well").await.status().as_u16()
}

async fn get(addr: SocketAddr, room: &str) -> reqwest::Response {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    client.get(format!("http://{addr}/api/rooms/{room}")).send().await.unwrap()
}

/// The most memory a gateway has while it is watched.
struct Watch {
    most: Arc<AtomicUsize>,
    ended: Arc<AtomicBool>,
    watching: tokio::task::JoinHandle<()>,
}

impl Watch {
    fn start(gateway: Arc<Gateway>) -> Self {
        let (most, ended) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (found, end) = (Arc::clone(&most), Arc::clone(&ended));
        let watching = tokio::spawn(async move {
            while !end.load(Ordering::Relaxed) {
                found.fetch_max(gateway.memory(), Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        Self { most, ended, watching }
    }

    async fn most(self) -> usize {
        self.ended.store(true, Ordering::Relaxed);
        self.watching.await.unwrap();
        self.most.load(Ordering::Relaxed)
    }
}

/// A vendor whose answers go wrong in the way the room's id begins.
async fn vendor() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    addr
}

/// Errors are the gateway's leaving early, as it should.
async fn answer(mut stream: TcpStream) {
    let Some(room) = room(&mut stream).await else { return };
    let is = |fault: &str| room.starts_with(&format!("{fault}-"));
    let head = |status: &str, headers: &str| format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}\r\n");
    let whole = |status: &str, headers: &str, body: &str| {
        head(status, &format!("content-length: {}\r\n{headers}", body.len())) + body
    };
    let half = head("200 OK", "content-length: 1000\r\n") + r#"{"result":"success","data":[{"#;
    let (bytes, then) = match () {
        () if is("slow") => (String::new(), Then::Wait),
        () if is("stalled") => (half, Then::Wait),
        () if is("dripping") => (half, Then::Drip),
        () if is("reset") => (half, Then::Reset),
        () if is("429") => (whole("429 Too Many Requests", "retry-after: 7\r\n", SECRET_PAGE), Then::Close),
        () if is("html-500") => {
            (whole("500 Oops", "content-type: text/html\r\n", &format!("<h1>{SECRET_PAGE}</h1>")), Then::Close)
        }
        () if is("garbage") => (whole("200 OK", "", &format!("<!doctype html>{SECRET_PAGE}")), Then::Close),
        () if is("truncated") => (half, Then::Close),
        () if is("gzip-bomb") => {
            (head("200 OK", "content-encoding: gzip\r\ntransfer-encoding: chunked\r\n"), Then::Send(100 * MB))
        }
        () if is("100-mb") => (head("200 OK", "transfer-encoding: chunked\r\n"), Then::Send(100 * MB)),
        () => (whole("200 OK", "", r#"{"result":"success","data":[]}"#), Then::Close),
    };
    if stream.write_all(bytes.as_bytes()).await.is_ok() {
        then.go_on(stream).await;
    }
}

/// What follows the first bytes.
enum Then {
    Close,
    Wait,
    Drip,
    Reset,
    Send(usize),
}

impl Then {
    async fn go_on(self, mut stream: TcpStream) {
        match self {
            Self::Close => {
                let _ = stream.shutdown().await;
            }
            Self::Wait => {
                // Until the gateway has had enough.
                let _ = stream.read(&mut [0; 1]).await;
            }
            Self::Drip => {
                while stream.write_all(b" ").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
            Self::Reset => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                let _ = stream.set_zero_linger();
            }
            Self::Send(bytes) => {
                let chunk = [b"10000\r\n".to_vec(), vec![b' '; 0x10000], b"\r\n".to_vec()].concat();
                for _ in 0..bytes / 0x10000 {
                    if stream.write_all(&chunk).await.is_err() {
                        return;
                    }
                }
                let _ = stream.write_all(b"0\r\n\r\n").await;
            }
        }
    }
}

/// The room that is asked for.
async fn room(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    while !request.ends_with(b"}") {
        let mut chunk = [0; 4096];
        let length = stream.read(&mut chunk).await.ok().filter(|length| *length > 0)?;
        request.extend_from_slice(&chunk[..length]);
    }
    let text = String::from_utf8(request).ok()?;
    let (_, after) = text.split_once(r#""room_id":""#)?;
    after.split('"').next().map(str::to_owned)
}
