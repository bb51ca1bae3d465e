//! What the customer chose, as far as can be told: in two rooms of one answer that offer the same words.

use happytalk_e2e::{Browser, Result, Stack, viewer::SHADOW};
use serde_json::{Value, json};

/// The answer as the property `data`, as an embedding page sets it.
async fn opened() -> Result<(Stack, Browser)> {
    let (stack, browser) = (Stack::start().await?, Browser::start().await?);
    browser.open(&stack.url("/?room=&theme=light")).await?;
    browser.until("window.__events.some((event) => event.name === 'ready')").await?;
    super::settings::show(&browser, "chosen-rooms").await?;
    browser.ready().await?;
    assert_eq!(browser.attributes("section", "data-room-id").await?, ["chosen-one", "chosen-two"]);
    Ok((stack, browser))
}

/// Of one message: the chosen labels, the others, and what is said of the choice.
async fn choice(browser: &Browser, id: &str) -> Result<Value> {
    browser
        .run(&format!(
            "const row = {SHADOW}.querySelector('[data-message-id=\"{id}\"]');
             const labels = (selector) => [...row.querySelectorAll(selector)].map((of) => of.querySelector('.label').textContent);
             const of = '[data-button=TEXT], [data-quick-reply=TEXT]';
             return {{
                 chosen: labels(`:is(${{of}})[data-chosen]`),
                 rest: labels(`:is(${{of}}):not([data-chosen])`),
                 says: [...row.querySelectorAll('.chosen, .inferred')].map((mark) => mark.innerText),
                 hovers: row.querySelectorAll(':is(.chosen, .inferred)[title], .inferred .sr').length,
             }}"
        ))
        .await
}

/// Seen by everybody: who can't hover, and who can't see.
const BY_WORDS: [&str; 2] = ["고객 선택 (추정)", "고객의 다음 메시지와 같아 추정했습니다"];
const NONE: &str = "선택 없음 (추정): 고객의 다음 메시지와 같은 항목이 없습니다";

#[tokio::test(flavor = "multi_thread")]
async fn what_the_customer_chose_is_marked_as_inferred_and_the_rest_is_kept() -> Result {
    let (_stack, browser) = opened().await?;
    browser.lay_out_whole().await?;
    for (id, case, chosen, rest, says) in [
        ("1101", "the next message says it", vec!["환불"], vec!["배송", "교환"], BY_WORDS.to_vec()),
        ("1103", "messages stand between", vec!["이어폰"], vec!["충전기"], BY_WORDS.to_vec()),
        ("1107", "the answer matches nothing", vec![], vec!["네", "아니요"], vec![NONE]),
        ("1109", "only the other room says it", vec![], vec!["배송", "환불", "교환"], vec![]),
        ("1202", "another one is said later", vec!["배송"], vec!["환불", "교환"], BY_WORDS.to_vec()),
    ] {
        let expected = json!({ "chosen": chosen, "rest": rest, "says": says, "hovers": 0 });
        assert_eq!(choice(&browser, id).await?, expected, "{case}");
    }
    assert_eq!(browser.attributes("[data-chosen]", "data-chosen").await?, ["", "", ""]);
    browser.accessible("two rooms with choices").await?;
    browser.screenshot("chosen").await?;
    browser.no_complaint().await
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_that_were_not_chosen_step_back_only_where_one_was() -> Result {
    let (_stack, browser) = opened().await?;
    let background = |id: &str, nth: u8| {
        format!(
            "getComputedStyle({SHADOW}.querySelectorAll('[data-message-id=\"{id}\"] :is([data-button=TEXT], [data-quick-reply=TEXT])')[{nth}]).backgroundColor"
        )
    };
    let colours = format!(
        "return [{}, {}, {}, {}]",
        background("1101", 0),
        background("1101", 1),
        background("1103", 1),
        background("1107", 0)
    );
    let colours = happytalk_e2e::viewer::strings(&browser.run(&colours).await?);
    let [other, chosen, other_button, open] = colours.as_slice() else { panic!("four colours") };
    assert_eq!(other, other_button);
    assert!(other != chosen && other != open && chosen != open, "{colours:?}");
    Ok(())
}
