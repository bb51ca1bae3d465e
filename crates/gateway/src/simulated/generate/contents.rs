//! From a script's form to `contents_type` and `contents` (000: V1 and V2 dictionaries; 001: files).

use super::{
    super::{
        php::{Spelling, json},
        random::Random,
        script::{Item, Say},
        wire::{Block, Button, Image, Links, Normal, Template},
    },
    cast::Cast,
    speech::fill,
};

/// What contents are made with.
pub(super) struct Maker<'a> {
    pub(super) cast: &'a Cast,
    pub(super) spelling: Spelling,
    pub(super) public_base: &'a str,
    pub(super) random: &'a mut Random,
}

impl Maker<'_> {
    /// `contents_type` and `contents` of a message that says `text`.
    pub(super) fn contents(&mut self, say: &Say, text: String) -> (String, String) {
        let word = |index: usize| say.form.get(index).copied();
        let form = word(0).unwrap_or("text");
        let made = |kind: &str, contents: String| (kind.to_owned(), contents);
        match form {
            "TEXT" | "IMAGE" | "CAROUSEL" => made("template", self.template(say, text)),
            "V1" => made("normal", self.normal(say, text, word(1))),
            // The older edition's spelling.
            "nomal" => made("nomal", self.normal(say, text, word(1))),
            "파일" => made("normal", self.file(&text)),
            "image" => made("image", self.picture(word(1).unwrap_or("상품"))),
            "audio" => made("audio", self.media("voice", "wav")),
            "video" => made("video", self.media("clip", "mp4")),
            // Another type, with the contents as they stand in the script.
            "원문" => made(word(1).unwrap_or_default(), text),
            _ => made("text", text),
        }
    }

    fn template(&mut self, say: &Say, message: String) -> String {
        let mut template = Template {
            kind: "TEXT",
            message,
            is_locked: say.form.contains(&"보안"),
            image: None,
            button_list: Vec::new(),
            quick_reply_list: Vec::new(),
            carousel_blocks: Vec::new(),
        };
        match say.form[0] {
            "IMAGE" => {
                template.kind = "IMAGE";
                let shape = say.form.get(1).filter(|word| **word != "보안");
                template.image = Some(Image { image_url: self.picture(shape.copied().unwrap_or("상품")) });
            }
            "CAROUSEL" => template.kind = "CAROUSEL",
            _ => {}
        }
        for item in &say.items {
            match *item {
                Item::QuickReply(name, path) => template.quick_reply_list.push(self.button(name, path)),
                Item::Block(header, message, shape) => template.carousel_blocks.push(Block {
                    header: fill(header, self.cast),
                    message: fill(message, self.cast),
                    image: Image { image_url: self.picture(shape) },
                    button_list: Vec::new(),
                    coupon: None,
                }),
                Item::Button(name, path) => {
                    let button = self.button(name, path);
                    match template.carousel_blocks.last_mut() {
                        Some(block) => block.button_list.push(button),
                        None => template.button_list.push(button),
                    }
                }
                Item::Coupon(name, description, path) => {
                    let coupon = self.coupon(name, description, path);
                    match template.carousel_blocks.last_mut() {
                        Some(block) => block.coupon = Some(coupon),
                        None => template.button_list.push(Button { kind: Some("COUPON"), ..coupon }),
                    }
                }
            }
        }
        json(&template, self.spelling)
    }

    fn normal(&mut self, say: &Say, text: String, shape: Option<&str>) -> String {
        let mut links = Links::default();
        for item in &say.items {
            if let Item::Button(name, Some(path)) = *item {
                links.name.push(fill(name, self.cast));
                links.url.push(self.address("www", path));
            }
        }
        let link = (!links.name.is_empty()).then_some(links);
        json(&Normal { text, image_url: shape.map(|shape| self.picture(shape)), link }, self.spelling)
    }

    /// A file: its name and size, and one link (001).
    fn file(&mut self, name_and_size: &str) -> String {
        let (name, size) = name_and_size.rsplit_once(' ').unwrap_or((name_and_size, "1KB"));
        let text = format!("파일명 : {name} 유효기한 ~ 2025-10-31 23:59 사이즈 : {size}");
        let token = self.random.text(24, b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789");
        let url = format!("https://files.ondam.example/s3_download?v=2&token={token}");
        let link = Links { name: vec!["다운로드".to_owned()], url: vec![url] };
        json(&Normal { text, image_url: None, link: Some(link) }, self.spelling)
    }

    fn button(&self, name: &str, path: Option<&str>) -> Button {
        Button {
            kind: Some(if path.is_some() { "WEB_LINK" } else { "TEXT" }),
            name: fill(name, self.cast),
            pc: path.map(|path| self.address("www", path)),
            mobile: path.map(|path| self.address("m", path)),
            ..Button::default()
        }
    }

    fn coupon(&self, name: &str, description: &str, path: &str) -> Button {
        let app = format!("ondam://{}", path.trim_start_matches('/'));
        Button {
            description: Some(fill(description, self.cast)),
            android: Some(app.clone()),
            ios: Some(app),
            kind: None,
            ..self.button(name, Some(path))
        }
    }

    fn address(&self, host: &str, path: &str) -> String {
        format!("https://{host}.ondam.example{}", fill(path, self.cast))
    }

    /// A generated picture; `상품` is of the room's product.
    fn picture(&mut self, shape: &str) -> String {
        self.media(if shape == "상품" { self.cast.product.picture } else { shape }, "png")
    }

    fn media(&mut self, shape: &str, extension: &str) -> String {
        let number = self.random.text(8, b"0123456789abcdef");
        format!("{}/demo/media/{shape}-{number}.{extension}", self.public_base.trim_end_matches('/'))
    }
}
