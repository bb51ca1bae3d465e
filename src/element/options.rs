//! Input from `happytalk.js`: attributes as written, and properties.

use std::collections::HashMap;

use happytalk_present::options::Options;
use serde::Deserialize;
use wasm_bindgen::JsValue;

use crate::api::{Authorization, EarlyResponse, ProxyConfig};

/// The options object of `happytalk.js`. `ElementOptions` in `www/happytalk-viewer-types.d.ts` mirrors it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementOptions {
    attributes: HashMap<String, Option<String>>,
    /// Whether the element is a console, not a transcript.
    pub is_console: bool,
    /// Hosts that media may be loaded from; see `browser::media`.
    pub media: Option<String>,
    /// URL of `happytalk.js`.
    pub module: String,
    /// The `data` property.
    #[serde(default)]
    pub data: Option<DataProperty>,
    /// The `query` property.
    #[serde(default)]
    pub query: Option<QueryProperty>,
    #[serde(with = "serde_wasm_bindgen::preserve", default)]
    token: JsValue,
    #[serde(default)]
    headers: Vec<(String, String)>,
    /// The early request of the loader.
    #[serde(default)]
    pub early: Option<EarlyResponse>,
}

/// A value of the `data` property.
#[derive(Clone, Debug, Deserialize)]
pub struct DataProperty {
    /// The value.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub value: JsValue,
    /// Number of the assignment, because the same object may have been modified.
    revision: u32,
}

impl PartialEq for DataProperty {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

/// A value of the `query` property.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct QueryProperty {
    /// The value.
    pub value: String,
    /// Number of the assignment, because the reader may have navigated since the last one.
    revision: u32,
}

/// Attributes and properties of an element. An update compares the old and the new inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The attributes.
    pub options: Options,
    /// Token and headers.
    pub authorization: Authorization,
    /// The `data` property.
    pub data: Option<DataProperty>,
    /// The `query` property.
    pub query: Option<QueryProperty>,
}

impl Inputs {
    /// Reads attributes and properties.
    pub fn read(options: &ElementOptions) -> Self {
        let attribute = |name: &'static str| options.attributes.get(name).cloned().flatten();
        Self {
            options: Options::from_attributes(&attribute),
            authorization: Authorization::new(options.token.clone(), options.headers.clone()),
            data: options.data.clone(),
            query: options.query.clone(),
        }
    }

    /// Returns the configuration of the proxy.
    pub fn proxy(&self) -> ProxyConfig {
        let Options { proxy, mode, credentials, .. } = &self.options;
        ProxyConfig { base: proxy.clone(), mode: *mode, credentials: *credentials }
    }
}
