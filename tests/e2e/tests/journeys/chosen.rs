//! Options the customer chose, inferred from the next message, in two rooms of one response with equal options.

use happytalk_e2e::{
    Browser, Result, Stack,
    locator::message,
    viewer::{SHADOW, strings},
};
use serde_json::{Value, json};

/// Opens the fixture through the property `data`.
async fn opened() -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open_without_room(&stack.origin()).await?;
    browser.show("chosen-rooms").await?;
    browser.ready().await?;
    assert_eq!(browser.attributes("section", "data-room-id").await?, ["chosen-one", "chosen-two"]);
    Ok((stack, browser))
}

/// Returns the chosen labels of a message, the other labels, and the notes about the choice.
async fn choice(browser: &Browser, id: &str) -> Result<Value> {
    browser
        .run(&format!(
            "const row = {};
             const labels = (selector) => [...row.querySelectorAll(selector)].map(__queries.firstText);
             const options = '[data-button=TEXT], [data-quick-reply=TEXT]';
             const notes = __queries.byText([row], '추정');
             const isVisible = (note) => note.checkVisibility() && note.offsetWidth > 1 && note.offsetHeight > 1;
             return {{
                 chosen: labels(`:is(${{options}})[data-chosen]`),
                 rest: labels(`:is(${{options}}):not([data-chosen])`),
                 notes: notes.map((note) => note.textContent.trim()),
                 hidden: notes.filter((note) => !isVisible(note)).length + row.querySelectorAll('[title*=추정]').length,
             }}",
            message(id)
        ))
        .await
}

/// Notes beside a chosen option: visible text, not a tooltip or screen reader text alone.
const CHOSEN: [&str; 2] = ["고객 선택 (추정)", "고객의 다음 메시지와 같아 추정했습니다"];
const NONE_CHOSEN: &str = "선택 없음 (추정): 고객의 다음 메시지와 같은 항목이 없습니다";

#[tokio::test(flavor = "multi_thread")]
async fn chosen_option_is_marked_as_inferred_and_others_are_kept() -> Result {
    let (_stack, browser) = opened().await?;
    browser.lay_out_whole().await?;
    for (id, case, chosen, rest, notes) in [
        ("1101", "the next message equals a label", vec!["환불"], vec!["배송", "교환"], CHOSEN.to_vec()),
        ("1103", "other messages are between", vec!["이어폰"], vec!["충전기"], CHOSEN.to_vec()),
        ("1107", "the next message equals no label", vec![], vec!["네", "아니요"], vec![NONE_CHOSEN]),
        ("1109", "only a message of the other room equals a label", vec![], vec!["배송", "환불", "교환"], vec![]),
        ("1202", "a later message equals another label", vec!["배송"], vec!["환불", "교환"], CHOSEN.to_vec()),
    ] {
        let expected = json!({ "chosen": chosen, "rest": rest, "notes": notes, "hidden": 0 });
        assert_eq!(choice(&browser, id).await?, expected, "{case}");
    }
    assert_eq!(browser.attributes("[data-chosen]", "data-chosen").await?, ["", "", ""]);
    browser.accessible("two rooms with choices").await?;
    browser.screenshot("chosen").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn other_options_are_dimmed_only_when_one_is_chosen() -> Result {
    let (_stack, browser) = opened().await?;
    let background = |id: &str, nth: u8| {
        format!(
            "getComputedStyle({SHADOW}.querySelectorAll('[data-message-id=\"{id}\"] :is([data-button=TEXT], [data-quick-reply=TEXT])')[{nth}]).backgroundColor"
        )
    };
    let colors = format!(
        "return [{}, {}, {}, {}]",
        background("1101", 0),
        background("1101", 1),
        background("1103", 1),
        background("1107", 0)
    );
    let colors = strings(&browser.run(&colors).await?);
    let [other, chosen, other_button, open] = colors.as_slice() else { panic!("four colors") };
    assert_eq!(other, other_button);
    assert!(other != chosen && other != open && chosen != open, "{colors:?}");
    Ok(())
}
