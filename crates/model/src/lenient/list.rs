//! Lists, which PHP writes as objects when their indices have holes, and forgets to write when there is only one thing.

use crate::{
    note::Repair,
    order,
    wire::{JsonKind, Key, Node},
};

/// The elements of the list here, each at its place. One thing alone is a list of it, noted.
pub(crate) fn items<'s>(node: &'s Node<'_>) -> Vec<Node<'s>> {
    let Some(json) = node.json().filter(|_| !node.is_blank()) else { return Vec::new() };
    match node.kind() {
        JsonKind::Array => {
            let (elements, outcome) = json.elements();
            if outcome.is_err() {
                node.note(Repair::BrokenValue);
            }
            elements.into_iter().enumerate().map(|(index, json)| node.element(index, Some(json))).collect()
        }
        JsonKind::Object => {
            let (members, outcome) = json.members();
            if outcome.is_err() {
                node.note(Repair::BrokenValue);
            }
            let Some(members) = numbered(&members) else {
                node.note(Repair::SingleForList);
                return vec![*node];
            };
            if !members.is_empty() {
                node.note(Repair::NumberedList);
            }
            let key = |key: Key<'s>| std::str::from_utf8(key.raw).unwrap_or_default();
            members.into_iter().map(|(index, json)| node.child(key(index), Some(json))).collect()
        }
        JsonKind::Broken => {
            node.note_wrong();
            Vec::new()
        }
        _ => {
            node.note(Repair::SingleForList);
            vec![*node]
        }
    }
}

/// The members of a PHP array in the order of their indices; of two equal indices the last one. `None`: some key is
/// no index, so this is no list.
pub(crate) fn numbered<'a, T: Clone>(members: &[(Key<'a>, T)]) -> Option<Vec<(Key<'a>, T)>> {
    if !members.iter().all(|(key, _)| key.is_index()) {
        return None;
    }
    let index = |at: usize| members[at].0.index_order();
    let mut ordered: Vec<(Key<'a>, T)> = Vec::with_capacity(members.len());
    for at in order::stable(members.len(), &|a, b| index(a).cmp(&index(b))) {
        let member = members[at].clone();
        match ordered.last_mut() {
            Some(last) if last.0.raw == member.0.raw => *last = member,
            _ => ordered.push(member),
        }
    }
    Some(ordered)
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
