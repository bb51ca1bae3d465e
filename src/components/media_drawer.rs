//! The drawer of what was exchanged besides words. A click on anything in it goes to its message.

use std::rc::Rc;

use happytalk_model::link::Refusal;
use leptos::ev;

use super::{
    kit::{
        dialog::Dialog,
        element::{El, div, el, span},
        icon::{self, Icon},
        picture::thumbnail,
        stamp,
    },
    look::Look,
    timeline::Scene,
    transcript,
};
use crate::present::{
    header::sender_name,
    media::{self, Item},
    text::{is_blank, straight},
};

/// Opens it for all rooms that stand. What is secure is left out unless it is shown.
pub fn open(look: &Rc<Look>) {
    let words = look.words;
    Dialog::open(look, "sheet", words.media_drawer, |dialog| {
        let mut sections: [Vec<El>; 4] = Default::default();
        for scene in look.stage.scenes() {
            let content = scene.content();
            for at in 0..content.count() {
                let message = content.message(at);
                if media::is_withheld(message, look.locked) {
                    continue;
                }
                for item in media::items(&message.body, look.urls()) {
                    let (section, class, what) = draw(look, &item);
                    sections[section].push(found(dialog, &scene, at, class).children(what).child(who(&scene, at)));
                }
            }
        }
        let has_none = sections.iter().all(Vec::is_empty);
        let sections = sections.into_iter().zip(words.media_sections).filter(|(items, _)| !items.is_empty());
        let sections = sections.map(|(items, name)| {
            let count = items.len();
            // Pictures are told apart by nothing else.
            let items = items
                .into_iter()
                .enumerate()
                .map(|(index, item)| el("li").child(item.child(span("sr").text((words.slide_of)(index + 1, count)))));
            let count = span("found-count").text(count.to_string());
            div("found-section")
                .child(el("h3").class("found-title").text(name).text(" ").child(count))
                .child(el("ul").class("found-list").children(items))
        });
        let nothing = has_none.then(|| el("p").class("nothing").text(words.no_media));
        div("media-drawer")
            .child(dialog.head(look, el("h2").text(words.media_drawer), []))
            .child(div("dialog-body").children(sections).maybe(nothing))
    });
}

/// In which section it stands, the class of its button, and what is in that.
fn draw(look: &Look, item: &Item<'_>) -> (usize, &'static str, Vec<El>) {
    let words = look.words;
    match item {
        Item::Picture(media) => {
            let what = match look.media(&media.url) {
                Ok(url) => thumbnail(look, &url, media),
                Err(Refusal::Host(host) | Refusal::PrivateAddress(host)) => no_thumbnail(&host),
                Err(_) => no_thumbnail(media.url.as_written()),
            };
            (0, "found found-picture", vec![what])
        }
        Item::Sound(media) => (1, "found", line(Icon::Play, words.audio, media.url.as_written())),
        Item::Film(media) => (1, "found", line(Icon::Play, words.video, media.url.as_written())),
        Item::File(file) => {
            let name = file.name.as_deref().filter(|name| !is_blank(name)).unwrap_or(words.unnamed_file);
            (2, "found", line(Icon::File, name, file.size.as_deref().unwrap_or_default()))
        }
        Item::Link(label, url) => {
            let label = if !is_blank(label) {
                label
            } else if url.host().is_empty() {
                words.unnamed
            } else {
                url.host()
            };
            (3, "found", line(Icon::Link, label, if *label == *url.href() { "" } else { url.href() }))
        }
    }
}

fn no_thumbnail(address: &str) -> El {
    span("thumbnail").child(icon::draw(Icon::Image)).child(span("found-address").attr("dir", "ltr").text(address))
}

fn line(icon: Icon, name: &str, address: &str) -> Vec<El> {
    let address = (!address.is_empty()).then(|| span("found-address").attr("dir", "ltr").text(address));
    let name = span("found-name").attr("dir", "auto").text(straight(name));
    [Some(icon::draw(icon)), Some(name), address].into_iter().flatten().collect()
}

fn found(dialog: &Dialog, scene: &Rc<Scene>, at: usize, class: &'static str) -> El {
    let (dialog, scene) = (dialog.clone(), Rc::clone(scene));
    el("button").attr("type", "button").class(class).on(ev::click, move |_| {
        dialog.close();
        transcript::go(&scene, at);
    })
}

fn who(scene: &Rc<Scene>, at: usize) -> El {
    let (content, words) = (scene.content(), scene.look.words);
    let head = &content.message(at).head;
    let (role, name) = sender_name(&head.sender, &content.room().info, words);
    span("found-who")
        .child(el("bdi").text(name.unwrap_or(role)))
        .maybe(head.sent_at.map(|moment| stamp::short(moment, words)))
}
