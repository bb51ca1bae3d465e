//! The shapes of V1 links: parallel arrays of names and URLs (000), one object or several (001), or only text.

use super::NamedLink;
use crate::{
    lenient,
    link::RawUrl,
    note::Repair,
    wire::{JsonKind, Node, Object},
};

/// What stands under `link` and `links`, in this order, without repetition.
pub(super) fn read(object: &Object<'_>) -> Vec<NamedLink> {
    let mut links = Vec::new();
    for name in ["link", "links"] {
        let node = object.get(name);
        let mut found = Vec::new();
        any_shape(&node, &mut found);
        found.retain(|link| !links.contains(link));
        links.append(&mut found);
    }
    links
}

fn any_shape(node: &Node<'_>, links: &mut Vec<NamedLink>) {
    let is_list = match (node.kind(), node.json()) {
        (JsonKind::Array, _) => true,
        (JsonKind::Object, Some(json)) => json.members().0.iter().all(|(key, _)| key.is_index()),
        _ => false,
    };
    if is_list {
        lenient::each(node, &mut |item| one(item, links));
    } else {
        one(node, links);
    }
}

fn one(node: &Node<'_>, links: &mut Vec<NamedLink>) {
    if node.kind() == JsonKind::Text {
        if let Some(url) = RawUrl::read(node) {
            node.note(Repair::PlainLink);
            links.push(NamedLink { name: String::new(), url: Some(url) });
        }
        return;
    }
    let Some(object) = node.object() else { return };
    let (names, urls) = (texts(&object.get("name")), texts(&object.get("url")));
    if names.len() != urls.len() {
        node.note(Repair::UnevenLinks);
    }
    let mut urls = urls.into_iter();
    let mut names = names.into_iter();
    loop {
        let (name, url) = (names.next(), urls.next());
        if name.is_none() && url.is_none() {
            return;
        }
        let name = name.unwrap_or_default();
        let url = url.filter(|url| !url.trim().is_empty()).map(RawUrl::new);
        if url.is_some() || !name.trim().is_empty() {
            links.push(NamedLink { name, url });
        }
    }
}

/// A list of texts, or one. Blank ones keep their place: names and URLs belong together by position.
fn texts(node: &Node<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    match node.kind() {
        JsonKind::Array | JsonKind::Object => {
            lenient::each(node, &mut |item| texts.push(lenient::text(item).unwrap_or_default()));
        }
        _ => texts.extend(lenient::text(node)),
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Json, Notes};

    type Pairs = Vec<(String, String)>;

    fn read_links(link: &str) -> (Pairs, Vec<(String, Repair)>) {
        let notes = Notes::default();
        let json = format!(r#"{{"link":{link}}}"#);
        let root = Node::root(Json::whole(json.as_bytes()).expect("the test's own JSON"), &notes);
        let links = read(&root.object().expect("an object"));
        let show = |link: NamedLink| (link.name, link.url.map_or_else(String::new, |url| url.as_written().to_owned()));
        let links = links.into_iter().map(show).collect();
        (links, notes.into_vec().into_iter().map(|note| (note.pointer, note.repair)).collect())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(name, url)| ((*name).to_owned(), (*url).to_owned())).collect()
    }

    #[test]
    fn documented_shapes_need_no_note() {
        for (json, expected) in [
            (r#"{"name":["a","b"],"url":["u","v"]}"#, pairs(&[("a", "u"), ("b", "v")])),
            (r#"{"name":"a","url":"u"}"#, pairs(&[("a", "u")])),
            (r#"[{"name":"a","url":"u"},{"name":"b","url":"v"}]"#, pairs(&[("a", "u"), ("b", "v")])),
            (r#"{"name":"","url":""}"#, vec![]),
            (r#"{"name":[],"url":[]}"#, vec![]),
            ("[]", vec![]),
            ("{}", vec![]),
            ("null", vec![]),
            (r#""""#, vec![]),
        ] {
            assert_eq!(read_links(json), (expected, vec![]), "{json}");
        }
    }

    #[test]
    fn names_and_urls_belong_together_by_position() {
        let uneven = vec![("/link".to_owned(), Repair::UnevenLinks)];
        assert_eq!(read_links(r#"{"name":["a","b"],"url":["u"]}"#), (pairs(&[("a", "u"), ("b", "")]), uneven.clone()));
        assert_eq!(read_links(r#"{"name":["a"],"url":["u","v"]}"#), (pairs(&[("a", "u"), ("", "v")]), uneven.clone()));
        assert_eq!(read_links(r#"{"url":"u"}"#), (pairs(&[("", "u")]), uneven));
        assert_eq!(read_links(r#"{"name":["","b"],"url":["u","v"]}"#), (pairs(&[("", "u"), ("b", "v")]), vec![]));
        assert_eq!(read_links(r#"{"name":[null,"b"],"url":[null,"v"]}"#), (pairs(&[("b", "v")]), vec![]));
    }

    #[test]
    fn text_alone_is_where_the_link_leads() {
        let noted = |at: &str| vec![(at.to_owned(), Repair::PlainLink)];
        assert_eq!(read_links(r#""https://a.example""#), (pairs(&[("", "https://a.example")]), noted("/link")));
        assert_eq!(read_links(r#"["u"]"#), (pairs(&[("", "u")]), noted("/link/0")));
    }

    #[test]
    fn lists_with_holes_are_lists() {
        let holes = vec![("/link".to_owned(), Repair::NumberedList)];
        assert_eq!(
            read_links(r#"{"3":{"name":"b","url":"v"},"0":{"name":"a","url":"u"}}"#),
            (pairs(&[("a", "u"), ("b", "v")]), holes)
        );
    }

    #[test]
    fn what_is_no_link_is_noted_and_its_neighbours_stay() {
        let (links, notes) = read_links(r#"[7,{"name":"a","url":"u"},[[]]]"#);
        assert_eq!(links, pairs(&[("a", "u")]));
        assert_eq!(notes, [("/link/0".to_owned(), Repair::WrongType), ("/link/2".to_owned(), Repair::WrongType)]);
    }
}
