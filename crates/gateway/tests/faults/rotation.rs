//! Fault 7: keys rotate under load, by the file alone, and no good token is refused; and tokens of a clock an hour off.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::{
    process::{Client, Gateway, vendor},
    size::scale,
};

/// Far beyond the second after which a change is seen.
const NEVER: Duration = Duration::from_secs(30);
/// Thirty-two bytes, and the same in base64url.
const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
const SECRET_TEXT: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

fn jwk(kid: usize) -> Value {
    json!({ "kty": "oct", "kid": format!("key-{kid}"), "k": SECRET_TEXT })
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn token(kid: usize, issued: u64) -> String {
    let header = Header { kid: Some(format!("key-{kid}")), ..Header::new(Algorithm::HS256) };
    let claims = json!({
        "aud": "happytalk-gateway", "iat": issued, "exp": issued + 600, "rooms": ["a"], "scope": "read", "sub": "load"
    });
    encode(&header, &claims, &EncodingKey::from_secret(SECRET)).unwrap()
}

/// A file of keys, replaced as a whole as orchestrators do it, and gone at the end.
struct Keys(PathBuf);

impl Keys {
    fn new(name: &str, kids: &[usize]) -> Self {
        let keys = Self(std::env::temp_dir().join(format!("happytalk-{name}-{}.json", std::process::id())));
        keys.write(kids);
        keys
    }

    fn write(&self, kids: &[usize]) {
        let next = self.0.with_extension("next");
        let set = json!({ "keys": kids.iter().map(|kid| jwk(*kid)).collect::<Vec<_>>() });
        std::fs::write(&next, set.to_string()).unwrap();
        std::fs::rename(&next, &self.0).unwrap();
    }

    fn gateway(&self, vendor: std::net::SocketAddr) -> Gateway {
        Gateway::with_tokens(
            vendor,
            &["--jwt-keys", self.0.to_str().unwrap(), "--token-rate", "0", "--address-rate", "0"],
        )
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The status that this token gets for room `a`.
async fn status(client: &mut Client, token: &str) -> u16 {
    client.get_as("/api/rooms/a", token).await.unwrap().status
}

/// Waits until a token of this key counts, or no longer does.
async fn until(client: &mut Client, kid: usize, expected: u16) {
    let start = Instant::now();
    while status(client, &token(kid, now())).await != expected {
        assert!(start.elapsed() < NEVER, "key-{kid} never gets {expected}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_rotate_under_load_and_no_good_token_is_refused() {
    let keys = Keys::new("rotation", &[0]);
    let gateway = keys.gateway(vendor(Duration::ZERO).await);
    let (rotations, issuing, is_over) = (scale(3, 30), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let load: Vec<_> = (0..8)
        .map(|_| {
            let (addr, issuing, is_over) = (gateway.addr, Arc::clone(&issuing), Arc::clone(&is_over));
            tokio::spawn(async move {
                let mut client = Client::connect(addr).await.unwrap();
                let (mut asked, mut refused) = (0, 0);
                while !is_over.load(Ordering::Relaxed) {
                    let token = token(issuing.load(Ordering::Relaxed), now());
                    refused += usize::from(status(&mut client, &token).await != 200);
                    asked += 1;
                }
                (asked, refused)
            })
        })
        .collect();

    let mut client = Client::connect(gateway.addr).await.unwrap();
    for old in 0..rotations {
        let new = old + 1;
        // Both, until the new one counts everywhere; then it signs; then the old one goes.
        keys.write(&[old, new]);
        until(&mut client, new, 200).await;
        issuing.store(new, Ordering::Relaxed);
        // Requests that are on their way with a token of the old key.
        tokio::time::sleep(Duration::from_millis(500)).await;
        keys.write(&[new]);
        until(&mut client, old, 401).await;
    }
    is_over.store(true, Ordering::Relaxed);
    let (mut asked, mut refused) = (0, 0);
    for client in load {
        let (one, wrong) = client.await.unwrap();
        asked += one;
        refused += wrong;
    }
    println!("fault 7 key rotation: {rotations} rotations under load, {asked} requests, {refused} refused");
    assert!(asked > 100, "{asked}");
    assert_eq!(refused, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_of_a_clock_an_hour_off_are_refused() {
    let keys = Keys::new("clock", &[0]);
    let gateway = keys.gateway(vendor(Duration::ZERO).await);
    let mut client = Client::connect(gateway.addr).await.unwrap();
    assert_eq!(status(&mut client, &token(0, now())).await, 200);
    let mut refused = 0;
    for issued in [now() - 3600, now() + 3600] {
        refused += usize::from(status(&mut client, &token(0, issued)).await == 401);
    }
    println!("fault 10 clock an hour off: {refused} of 2 tokens refused");
    assert_eq!(refused, 2);
}
