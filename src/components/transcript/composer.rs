//! The composer, which sends messages as the customer. Enter sends, unless an input method uses it.

use happytalk_present::{
    composer::{Draft, DraftKind, SendingBlocked, sender_uuid},
    words::Words,
};
use leptos::{context::Provider, ev, html, prelude::*, task::spawn_local};

use crate::{
    browser::{field::grow_to_content, focus::focus_element, url::BrowserUrls},
    components::{
        built::IntoBuilt,
        context::{RenderContext, use_render_context},
        ui::live_region::LiveRegion,
    },
    state::{announcer::Announcer, drafts::Drafts, outbox::OutboxCommand, room::RoomState},
};

/// `keyCode` of a key that an input method has handled, for browsers that don't set `isComposing`.
const KEY_OF_INPUT_METHOD: u32 = 229;
/// Thresholds of the remaining characters at which the count is announced.
const ANNOUNCED_COUNTS: [isize; 4] = [100, 20, 0, -1];

/// Renders the composer with the draft of the room on screen.
#[component]
pub fn Composer(
    /// Called after the height of the composer changed.
    #[prop(optional)]
    on_resize: Option<Callback<()>>,
) -> impl IntoView {
    let mut context = use_render_context();
    context.announcer = Announcer::new();
    let words = context.words;
    let composer = ComposerState::new(context);
    let ComposerState { draft, is_blocked, validation_error, field, .. } = composer;
    let frame = NodeRef::<html::Section>::new();
    grow_with_draft(&composer, frame, on_resize);

    let is_text = move || draft.read().kind == DraftKind::Text;
    let sentence = move || match composer.sender.get()? {
        Ok(uuid) => Some((words.sends_as)(&uuid)),
        Err(barred) => Some((words.sending_blocked)(barred).to_owned()),
    };
    let is_off = move || {
        let is_off = is_blocked.get() || validation_error.read().is_some() || draft.read().value().trim().is_empty();
        is_off.then_some("true")
    };
    let kind = draft.read_untracked().kind;
    let options = words.kinds_of_message.into_iter().zip(DraftKind::ALL).enumerate().map(|(index, (label, of))| {
        let is_selected = of == kind;
        view! {
            <option value=index.to_string() prop:selected=is_selected>
                {label}
            </option>
        }
    });
    let on_keydown = move |key: ev::KeyboardEvent| {
        let is_composing = key.is_composing() || key.key_code() == KEY_OF_INPUT_METHOD;
        if key.key() == "Enter" && !key.shift_key() && !is_composing {
            key.prevent_default();
            composer.send();
        }
    };
    view! {
        <section
            class="composer"
            aria-label=words.composer
            data-barred=move || is_blocked.get().then_some("")
            node_ref=frame
        >
            <div class="composer-head">
                <p class="sends-as" id="sends-as">
                    {sentence}
                </p>
                <span class="composer-count">{move || (words.chars_left)(draft.read().chars_left())}</span>
            </div>
            <div class="composer-line">
                <select
                    class="composer-kind"
                    aria-label=words.kind_of_message
                    on:change=move |event| composer.set_kind(&event_target_value(&event))
                >
                    {options.collect_view()}
                </select>
                // A blank placeholder enables `:placeholder-shown` in the style sheet.
                <textarea
                    class="composer-field"
                    rows="1"
                    aria-describedby="sends-as composer-keys composer-objection"
                    aria-label=move || words.message_fields[usize::from(!is_text())]
                    inputmode=move || if is_text() { "text" } else { "url" }
                    placeholder=move || if is_text() { " " } else { "https://" }
                    aria-invalid=move || validation_error.read().is_some().then_some("true")
                    readonly=move || is_blocked.get()
                    prop:value=move || draft.read().value().to_owned()
                    node_ref=field
                    on:input=move |event| composer.update(|draft| draft.set_value(event_target_value(&event)))
                    on:keydown=on_keydown
                ></textarea>
                <button type="button" class="action" aria-disabled=is_off on:click=move |_| composer.send()>
                    {words.send}
                </button>
            </div>
            <p class="composer-objection" id="composer-objection">
                {move || validation_error.get()}
            </p>
            <span class="sr" id="composer-keys">
                {words.message_keyboard_help}
            </span>
            <Provider value=context>
                <LiveRegion />
            </Provider>
        </section>
    }
    .into_built()
}

/// The draft of one room, and values derived from it.
#[derive(Clone, Copy)]
struct ComposerState {
    words: &'static Words,
    announcer: Announcer,
    room: RoomState,
    room_id: StoredValue<String>,
    drafts: Drafts,
    draft: RwSignal<Draft>,
    /// The customer id that messages are sent with, or the reason why sending is blocked.
    sender: Memo<Option<Result<String, SendingBlocked>>>,
    /// Whether sending is blocked. The draft stays readable, and the field keeps the focus.
    is_blocked: Memo<bool>,
    /// The validation error of the draft.
    validation_error: Memo<Option<String>>,
    field: NodeRef<html::Textarea>,
    /// Number of [`ANNOUNCED_COUNTS`] that were announced.
    announced: StoredValue<usize>,
}

impl ComposerState {
    fn new(context: RenderContext) -> Self {
        let RenderContext { words, announcer, .. } = context;
        let (room, drafts): (RoomState, Drafts) = (expect_context(), expect_context());
        let room_id = room.room.get_untracked();
        let draft = drafts.get(&room_id);
        let announced = reached_counts(&draft);
        let room_id = StoredValue::new(room_id);
        let draft = RwSignal::new(draft);
        let sender = Memo::new(move |previous: Option<&Option<Result<String, SendingBlocked>>>| {
            let shown = room.shown.get();
            let first = shown.as_ref().and_then(|shown| shown.transcript.rooms.first());
            let current = first.map(|room| room_id.with_value(|id| sender_uuid(room, id).map(str::to_owned)));
            current.or_else(|| previous.cloned().flatten())
        });
        Self {
            words,
            announcer,
            room,
            room_id,
            drafts,
            draft,
            sender,
            is_blocked: Memo::new(move |_| matches!(*sender.read(), Some(Err(_)))),
            validation_error: Memo::new(move |_| draft.read().validation_error(&BrowserUrls, words)),
            field: NodeRef::new(),
            announced: StoredValue::new(announced),
        }
    }

    /// Changes and stores the draft of the room.
    fn update(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        let draft = self.draft.get_untracked();
        let reached = reached_counts(&draft);
        if reached > self.announced.get_value() {
            self.announcer.announce((self.words.chars_left)(draft.chars_left()));
        }
        self.announced.set_value(reached);
        self.room_id.with_value(|room| self.drafts.set(room, draft));
    }

    fn set_kind(self, index: &str) {
        let kind = index.parse().ok().and_then(|index: usize| DraftKind::ALL.get(index).copied());
        self.update(|draft| draft.kind = kind.unwrap_or_default());
    }

    /// Sends the draft, or announces the reason why it can't be sent.
    fn send(self) {
        if let Some(validation_error) = self.validation_error.get_untracked() {
            self.announcer.announce(validation_error);
            return;
        }
        let draft = self.draft.get_untracked();
        if self.is_blocked.get_untracked() || draft.value().trim().is_empty() {
            return;
        }
        self.update(|draft| draft.set_value(String::new()));
        if let Some(field) = self.field.get_untracked() {
            focus_element(&field);
        }
        self.room.run(OutboxCommand::Send(draft.content()));
    }
}

/// Returns the number of [`ANNOUNCED_COUNTS`] that a draft has reached.
fn reached_counts(draft: &Draft) -> usize {
    ANNOUNCED_COUNTS.iter().filter(|count| draft.chars_left() <= **count).count()
}

/// Adjusts the height of the field to the draft. Calls `on_resize` if the height of the composer changes.
fn grow_with_draft(composer: &ComposerState, frame: NodeRef<html::Section>, on_resize: Option<Callback<()>>) {
    let ComposerState { draft, validation_error, is_blocked, field, .. } = *composer;
    let height = StoredValue::new(0);
    Effect::new(move || {
        // Not `track`: a memo that is never read does not follow its sources.
        let _ = (draft.read(), validation_error.read(), is_blocked.get());
        spawn_local(async move {
            // Another effect sets the value of the field.
            leptos::task::tick().await;
            let Some((field, frame)) = field.try_get_untracked().flatten().zip(frame.try_get_untracked().flatten())
            else {
                return;
            };
            grow_to_content(&field);
            let current = frame.offset_height();
            if height
                .try_update_value(|height| std::mem::replace(height, current))
                .is_some_and(|before| before != current)
                && let Some(on_resize) = on_resize
            {
                on_resize.run(());
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_announced_at_100_20_0_and_when_exceeded() {
        let reached = |characters| reached_counts(&Draft { text: "가".repeat(characters), ..Draft::default() });
        assert_eq!([899, 900, 979, 980, 999, 1000, 1001].map(reached), [0, 1, 1, 2, 2, 3, 4]);
    }
}
