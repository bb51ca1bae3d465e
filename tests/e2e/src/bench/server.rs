//! The shipped gateway in front of a vendor with the generated rooms. The viewer and the plain page are files of the same
//! site, with the same headers and compression.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use axum::body::Bytes;
use happytalk_gateway::{
    AppState, Settings,
    auth::Auth,
    demo,
    rates::Rates,
    router_with_demo,
    serve::{Limits, serve},
    site::Site,
    vendor::{Call, Vendor, VendorBody},
};
use happytalk_model::{RoomId, list::ListRequest};
use tokio::net::TcpListener;

use super::rooms;
use crate::{Result, root, site};

/// Numbers of messages of the rooms.
pub const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// The rooms `bench-<messages>` and `bench-<messages>-php`, in memory.
struct Rooms(BTreeMap<String, Bytes>);

impl Rooms {
    fn new(picture: &str) -> Result<Self> {
        let mut all = BTreeMap::new();
        for size in SIZES {
            let room = rooms::room(size, picture);
            all.insert(format!("bench-{size}-php"), Bytes::from(rooms::php(&room)?));
            all.insert(format!("bench-{size}"), Bytes::from(room));
        }
        Ok(Self(all))
    }
}

impl Vendor for Rooms {
    fn chat_data<'a>(&'a self, room_id: &'a RoomId) -> Call<'a, VendorBody> {
        Box::pin(async move { VendorBody::check(self.0.get(room_id.as_str()).cloned().unwrap_or_default()) })
    }

    fn chat_room_lists<'a>(&'a self, _request: &'a ListRequest) -> Call<'a, VendorBody> {
        Box::pin(async { VendorBody::check(Bytes::from_static(br#"{"result":"success","data":{"chat_list":[]}}"#)) })
    }
}

/// Starts the server, which runs until the program ends, and returns its origin. `extra` adds files to the site.
///
/// # Errors
/// Fails when the viewer has not been built.
pub async fn start(extra: Vec<(String, Vec<u8>)>) -> Result<String> {
    let folder = std::env::temp_dir().join(format!("happytalk-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    for file in fs::read_dir(site()?)? {
        let file = file?;
        fs::copy(file.path(), folder.join(file.file_name()))?;
    }
    fs::create_dir_all(folder.join("plain"))?;
    for file in fs::read_dir(root().join("bench/plain"))? {
        let file = file?;
        put(&folder.join("plain"), &file.file_name().to_string_lossy(), &fs::read(file.path())?)?;
    }
    for (name, bytes) in extra {
        put(&folder, &name, &bytes)?;
    }
    let site = Site::from_directory(&folder);
    fs::remove_dir_all(&folder)?;

    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let listen = listener.local_addr()?;
    let origin = format!("http://{listen}");
    let state = AppState::new(Settings {
        listen,
        vendor: Arc::new(Rooms::new(&format!("{origin}/demo/media/bench-1.png"))?),
        site: site?,
        allow_origins: Vec::new(),
        media_hosts: Vec::new(),
        auth: Auth::None,
        rates: Rates::none(),
        live: None,
        trusted_proxies: Vec::new(),
    });
    let drain = state.drain();
    tokio::spawn(serve(
        listener,
        router_with_demo(state, demo::router(&origin)),
        Limits::default(),
        drain,
        std::future::pending(),
    ));
    Ok(origin)
}

/// Writes a file and its compressed form. Pages stay uncompressed, like the viewer's page.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result {
    fs::write(folder.join(name), bytes)?;
    if Path::new(name).extension().is_none_or(|extension| extension != "html") {
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut compressed, &brotli::enc::BrotliEncoderParams::default())?;
        fs::write(folder.join(format!("{name}.br")), compressed)?;
    }
    Ok(())
}
