//! Lists, which PHP writes as objects when their indices have holes, and forgets to write when there is only one thing.

use crate::{
    note::Repair,
    order,
    wire::{JsonKind, Key, Node},
};

/// The elements of the list here, each at its place. One thing alone is a list of it, noted.
pub(crate) fn items<'s>(node: &'s Node<'_>) -> Vec<Node<'s>> {
    let mut items = Vec::new();
    each(node, &mut |item| items.push(*item));
    items
}

/// The same, one after the other.
pub(crate) fn each<'s>(node: &'s Node<'_>, take: &mut dyn FnMut(&Node<'s>)) {
    let Some(json) = node.json().filter(|_| !node.is_blank()) else { return };
    match node.kind() {
        JsonKind::Array => {
            let (elements, outcome) = json.elements();
            if outcome.is_err() {
                node.note(Repair::BrokenValue);
            }
            for (index, json) in elements.into_iter().enumerate() {
                take(&node.element(index, Some(json)));
            }
        }
        JsonKind::Object => {
            let (members, outcome) = json.members();
            if outcome.is_err() {
                node.note(Repair::BrokenValue);
            }
            let Some(order) = numbered(members.len(), &|at| members[at].0) else {
                node.note(Repair::SingleForList);
                return take(node);
            };
            if !order.is_empty() {
                node.note(Repair::NumberedList);
            }
            for at in order {
                let (key, json) = members[at];
                take(&node.child(std::str::from_utf8(key.raw).unwrap_or_default(), Some(json)));
            }
        }
        JsonKind::Broken => node.note_wrong(),
        _ => {
            node.note(Repair::SingleForList);
            take(node);
        }
    }
}

/// Which of an object's members, told by their keys, a PHP array has, in the order of their indices; of two equal
/// indices the last one. `None`: some key is no index, so this is no list.
pub(crate) fn numbered<'a>(count: usize, key: &dyn Fn(usize) -> Key<'a>) -> Option<Vec<usize>> {
    if !(0..count).all(|at| key(at).is_index()) {
        return None;
    }
    let mut order = order::stable(count, &|a, b| key(a).index_order().cmp(&key(b).index_order()));
    order.reverse();
    order.dedup_by(|earlier, later| key(*earlier).raw == key(*later).raw);
    order.reverse();
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    fn sent(json: &str) -> (Vec<String>, Vec<Repair>) {
        read(json, |node| {
            let show = |item: &Node<'_>| {
                let bytes = item.json().expect("an item is there").bytes();
                format!("{} {}", item.pointer(), String::from_utf8_lossy(bytes))
            };
            items(node).iter().map(show).collect()
        })
    }

    #[test]
    fn an_array_is_its_elements() {
        assert_eq!(sent("[1,null]"), (vec!["/0 1".to_owned(), "/1 null".to_owned()], vec![]));
        for none in ["[]", "{}", "null", r#""""#] {
            assert_eq!(sent(none), (vec![], vec![]), "{none}");
        }
    }

    #[test]
    fn numeric_keys_are_ordered_by_value_and_the_last_of_equals_counts() {
        assert_eq!(
            sent(r#"{"10":"c","9":"b","18446744073709551616":"d","1":"x","1":"a"}"#),
            (
                ["/1 \"a\"", "/9 \"b\"", "/10 \"c\"", "/18446744073709551616 \"d\""].map(str::to_owned).to_vec(),
                vec![Repair::NumberedList]
            )
        );
    }

    #[test]
    fn one_thing_alone_is_a_list_of_it() {
        assert_eq!(sent(r#"{"a":1}"#), (vec![" {\"a\":1}".to_owned()], vec![Repair::SingleForList]));
        assert_eq!(sent(r#""a""#), (vec![" \"a\"".to_owned()], vec![Repair::SingleForList]));
    }
}
