//! Mounts every fixture of the corpus in a real DOM. Checks the rows, the links, and that data creates no element or attribute.
//!
//! Rows are mounted in slices, so a room is inspected when all of its rows are mounted.

#![cfg(target_arch = "wasm32")]

use happytalk_model::fixtures::{self, Expect};
use happytalk_viewer::element::{ElementHandle, mount, mounted};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

/// Elements that the viewer renders. Data created any other element.
const ELEMENTS: &str = "div span p a button article section header h1 h2 h3 h4 ul ol li dl dt dd time bdi pre code img audio \
    video details summary svg path circle rect line polyline polygon g small strong em br main";

/// Returns a line for each violation in the document. `root` is the shadow root, `elements` the list above.
const INSPECT: &str = r"
    const wrong = [];
    const known = new Set(elements.split(/\s+/));
    for (const element of root.querySelectorAll('*')) {
        if (!known.has(element.localName)) wrong.push(`element <${element.localName}>`);
        for (const { name, value } of element.attributes) {
            if (/^on/i.test(name) || ['srcdoc', 'srcset', 'style', 'formaction', 'xlink:href'].includes(name)) wrong.push(`attribute ${name}=${value}`);
            if (name === 'href' && element.localName !== 'a') wrong.push(`href on <${element.localName}>`);
            if (name === 'src' && !['img', 'audio', 'video'].includes(element.localName)) wrong.push(`src on <${element.localName}>`);
            if (name === 'src' && !/^https?:/.test(element.src)) wrong.push(`src ${value}`);
        }
    }
    for (const link of root.querySelectorAll('a')) {
        if (!['https:', 'http:', 'tel:', 'mailto:'].includes(link.protocol)) wrong.push(`link to ${link.href}`);
        if (link.relList.contains('noopener') === false || link.relList.contains('noreferrer') === false) wrong.push(`rel of ${link.href}`);
        if (/^https?:/.test(link.protocol) && link.target !== '_blank') wrong.push(`target of ${link.href}`);
    }
    for (const row of root.querySelectorAll('article')) {
        const content = row.querySelector('[part~=bubble], [part~=carousel]');
        if (!content?.textContent.trim() && !content?.querySelector('img, audio, video')) wrong.push(`nothing rendered for ${row.dataset.kind}`);
    }
    return wrong;
";

/// A mounted transcript. Dropping it unmounts it.
struct Mounted {
    host: HtmlElement,
    root: ShadowRoot,
    handle: Option<ElementHandle>,
}

impl Mounted {
    fn new(bytes: &[u8]) -> Self {
        let body = web_sys::window().and_then(|window| window.document()).and_then(|page| page.body()).expect("a page");
        let make = Function::new_with_args(
            "body",
            "const host = document.createElement('div'); host.attachShadow({ mode: 'open' }); body.append(host); return host",
        );
        let host: HtmlElement = make.call1(&JsValue::NULL, &body).expect("an element").unchecked_into();
        let root = host.shadow_root().expect("it is attached");
        let (options, data) = (Object::new(), Object::new());
        set(&data, "value", &Uint8Array::from(bytes).buffer());
        set(&data, "revision", &1.into());
        set(&options, "data", &data);
        set(&options, "attributes", &Object::new());
        set(&options, "isConsole", &false.into());
        set(&options, "module", &"https://viewer.example/happytalk.js".into());
        let handle = mount(&root, host.clone(), options.into()).expect("the options are complete");
        Self { host, root, handle: Some(handle) }
    }

    fn evaluate(&self, script: &str) -> JsValue {
        let function = Function::new_with_args("root, elements", script);
        function.call2(&JsValue::NULL, &self.root, &ELEMENTS.into()).expect("the script is valid")
    }

    fn strings(&self, script: &str) -> Vec<String> {
        Array::from(&self.evaluate(script)).iter().filter_map(|item| item.as_string()).collect()
    }

    fn kinds(&self) -> Vec<String> {
        self.strings("return [...root.querySelectorAll('article')].map((row) => row.dataset.kind)")
    }

    fn state(&self) -> String {
        self.evaluate("return root.firstElementChild.dataset.state").as_string().unwrap_or_default()
    }

    fn header(&self) -> String {
        self.evaluate(
            "return [...root.querySelectorAll('[part~=header]')].map((header) => header.textContent).join(' ')",
        )
        .as_string()
        .unwrap_or_default()
    }

    /// Waits until this number of rows is mounted and no load is pending.
    async fn settled(&self, rows: usize) {
        for _ in 0..400 {
            let state = self.state();
            if state != "loading" && state != "idle" && self.kinds().len() >= rows {
                break;
            }
            pause(10).await;
        }
        pause(0).await;
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.handle.take();
        self.host.remove();
    }
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a plain object takes anything");
}

async fn pause(milliseconds: u32) {
    let wait = Function::new_with_args("milliseconds", "return new Promise((done) => setTimeout(done, milliseconds))");
    let promise = wait.call1(&JsValue::NULL, &milliseconds.into()).expect("a promise");
    JsFuture::from(promise.unchecked_into::<Promise>()).await.expect("a timer is never rejected");
}

/// Returns the violations in a rendered response.
async fn inspect(bytes: &[u8], kinds: &[&str], state: &str) -> Vec<String> {
    let transcript = Mounted::new(bytes);
    transcript.settled(kinds.len()).await;
    let mut wrong = transcript.strings(INSPECT);
    if transcript.state() != state {
        wrong.push(format!("state {}, not {state}", transcript.state()));
    }
    if transcript.kinds() != kinds {
        wrong.push(format!("kinds {:?}, not {kinds:?}", transcript.kinds()));
    }
    let unreadable = kinds.iter().filter(|kind| **kind == "unreadable").count();
    let header = transcript.header();
    let notice = format!("{unreadable}건을 해석하지 못했습니다");
    if header.contains("해석하지 못했습니다") != (unreadable > 0) || (unreadable > 0 && !header.contains(&notice))
    {
        wrong.push(format!("{unreadable} unreadable rows, but the header says {header:?}"));
    }
    wrong
}

#[wasm_bindgen_test]
async fn every_response_of_the_corpus_is_rendered_without_elements_from_data() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for fixture in fixtures::chat_data() {
        let state = match fixture.expect {
            Expect::Rows(kinds) | Expect::Cut(kinds) if kinds.is_empty() => "empty",
            Expect::Rows(_) | Expect::Cut(_) => "ready",
            Expect::Empty => "empty",
            _ => "error",
        };
        let found = inspect(fixture.bytes, fixture.kinds(), state).await;
        wrong.extend(found.into_iter().map(|line| format!("{}: {line}", fixture.name)));
        count += 1;
    }
    assert!(count > 50, "the corpus was there: {count}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(mounted(), 0);
}

#[wasm_bindgen_test]
async fn generated_responses_are_rendered() {
    let mut wrong = Vec::new();
    // Benchmarks render ten thousand rows.
    for made in fixtures::generated().into_iter().filter(|made| made.rows < 1000) {
        let kinds: Vec<_> = made.kinds.iter().copied().cycle().take(made.rows).collect();
        let found = inspect(&made.bytes, &kinds, "ready").await;
        wrong.extend(found.into_iter().map(|line| format!("{}: {line}", made.name)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[wasm_bindgen_test]
async fn truncated_response_shows_a_notice() {
    let mut count = 0;
    for fixture in fixtures::chat_data().filter(|fixture| matches!(fixture.expect, Expect::Cut([_, ..]))) {
        let transcript = Mounted::new(fixture.bytes);
        transcript.settled(fixture.kinds().len()).await;
        let text = transcript.evaluate("return root.textContent").as_string().unwrap_or_default();
        assert!(text.contains("응답이 중간에 끊겨"), "{}: {text}", fixture.name);
        count += 1;
    }
    assert!(count > 0);
}

#[wasm_bindgen_test]
async fn inspection_finds_each_violation() {
    let fixture = fixtures::by_name("chat-data-v2").expect("the documents' answer");
    let transcript = Mounted::new(fixture.bytes);
    transcript.settled(fixture.kinds().len()).await;
    assert_eq!(transcript.strings(INSPECT), [""; 0]);
    transcript.evaluate("root.querySelector('article').innerHTML = '<script></script><a href=\"javascript:1\" onclick=\"1\">x</a><iframe src=\"//x\"></iframe>'");
    let wrong = transcript.strings(INSPECT);
    for part in [
        "element <script>",
        "element <iframe>",
        "attribute onclick",
        "link to javascript:1",
        "rel of",
        "src on <iframe>",
        "nothing rendered for",
    ] {
        assert!(wrong.iter().any(|line| line.contains(part)), "{part} is not in {wrong:?}");
    }
}
