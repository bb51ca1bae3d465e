use super::*;

fn json(text: &str) -> Json<'_> {
    Json::whole(text.as_bytes()).expect("the test's own JSON")
}

fn notes(notes: Notes) -> Vec<(String, Repair)> {
    notes.into_vec().into_iter().map(|note| (note.pointer, note.repair)).collect()
}

#[test]
fn of_two_equal_keys_the_last_counts_and_a_note_points_at_it() {
    let all = Notes::default();
    let root = Node::root(json(r#"{"a/b":1,"a/b":2}"#), &all);
    let object = root.object().expect("an object");
    assert_eq!(object.get("a/b").json().expect("there").bytes(), b"2");
    assert_eq!(notes(all), [("/a~1b".to_owned(), Repair::DuplicateKey)]);
}

#[test]
fn what_means_none_is_no_object_and_needs_no_note() {
    for text in ["null", r#""""#, r#"" ""#, "[]"] {
        let all = Notes::default();
        assert!(Node::root(json(text), &all).object().is_none(), "{text}");
        assert_eq!(notes(all), [], "{text}");
    }
}

#[test]
fn what_is_no_object_is_noted() {
    for (text, repair) in [("3", Repair::WrongType), ("[1]", Repair::WrongType), ("nil", Repair::BrokenValue)] {
        let all = Notes::default();
        assert!(Node::root(json(text), &all).object().is_none(), "{text}");
        assert_eq!(notes(all), [(String::new(), repair)], "{text}");
    }
}

#[test]
fn an_object_that_breaks_off_keeps_its_members_and_is_noted() {
    let all = Notes::default();
    let root = Node::root(json(r#"{"a":1,"b" 2}"#), &all);
    let object = root.object().expect("an object");
    assert_eq!(object.members().len(), 1);
    assert_eq!(all.count(Repair::BrokenValue), 1);
}
