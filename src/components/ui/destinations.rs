//! Common parts of buttons and coupons: the label, the URLs for other devices, and the URLs that can't be opened.

use happytalk_model::link::{Refusal, SafeUrl};
use happytalk_present::{
    destinations::Device,
    text::{is_blank, strip_bidi_controls},
    words::Words,
};
use leptos::prelude::*;

use super::link::{ExternalMark, HostNote, Link, LinkKind, refusal_text};
use crate::components::context::use_render_context;

/// Renders the URLs for other devices, one link per line.
#[component]
pub fn OtherDestinations(
    /// The URLs.
    destinations: Vec<(Device, SafeUrl)>,
    /// Kind of the links.
    kind: LinkKind,
    /// Label of the button or coupon.
    label: String,
    /// Index of the carousel block that contains the links.
    block: Option<usize>,
) -> impl IntoView {
    let words = use_render_context().words;
    let links = destinations.into_iter().map(|(device, url)| {
        let device = device_name(device, words);
        view! {
            <Link url=url.clone() kind=kind name=label.clone() class="other" clone:label>
                <span class="device">{device}</span>
                <span class="sr">{label}</span>
                <HostNote url=url.clone() label=device />
                <ExternalMark url=url block=block />
            </Link>
        }
    });
    links.collect_view()
}

/// Renders why URLs can't be opened; nothing if there are no such URLs.
#[component]
pub fn RefusedDestinations(
    /// The refusals.
    refused: Vec<(Device, Refusal)>,
) -> impl IntoView {
    let words = use_render_context().words;
    let texts: Vec<_> = refused.iter().filter_map(|(_, refusal)| refusal_text(refusal, words)).collect();
    (!texts.is_empty()).then(|| {
        view! {
            <span class="refusal" dir="auto">
                {texts.join(" · ")}
            </span>
        }
    })
}

/// Returns the label of a button or coupon: the name, otherwise the host, otherwise a default label.
pub fn label_or_host(name: &str, url: Option<&SafeUrl>, words: &Words) -> String {
    if !is_blank(name) {
        return strip_bidi_controls(name);
    }
    url.map(SafeUrl::host).filter(|host| !host.is_empty()).unwrap_or(words.unnamed).to_owned()
}

fn device_name(device: Device, words: &Words) -> &'static str {
    match device {
        Device::Pc => words.pc,
        Device::Mobile => words.mobile,
        Device::Android => words.android,
        Device::Ios => words.ios,
    }
}
