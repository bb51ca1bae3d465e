//! Contexts of the components below the root.

use happytalk_model::link::{MediaPolicy, MediaUrl, RawUrl, Refusal, UrlParser};
use happytalk_present::{options::Lang, row_key::RowKey, words::Words};
use leptos::prelude::*;

use super::room_timeline::RoomTimeline;
use crate::{
    browser::url::BrowserUrls,
    state::{announcer::Announcer, events::EventSink, settings::Settings},
};

/// The context of every component: strings, settings, events. Recreated with everything below it when the language changes.
#[derive(Clone, Copy, Debug)]
pub struct RenderContext {
    /// UI strings of the language.
    pub words: &'static Words,
    /// The element's settings.
    pub settings: Settings,
    /// The element's events.
    pub events: EventSink,
    /// Announces changes to screen readers.
    pub announcer: Announcer,
    media: StoredValue<MediaPolicy>,
}

impl RenderContext {
    /// Provides the context in a language.
    ///
    /// # Panics
    /// If the root did not provide [`Settings`], [`EventSink`], [`Announcer`] and [`MediaSources`].
    pub fn provide(lang: Lang) -> Self {
        let MediaSources(media) = expect_context();
        let context = Self {
            words: Words::of(lang),
            settings: expect_context(),
            events: expect_context(),
            announcer: expect_context(),
            media,
        };
        provide_context(context);
        context
    }

    /// The browser's URL parser.
    pub fn urls(self) -> &'static dyn UrlParser {
        &BrowserUrls
    }

    /// Returns the URL if media may be loaded from it.
    ///
    /// # Errors
    /// The reason why loading is not allowed.
    pub fn media(self, raw: &RawUrl) -> Result<MediaUrl, Refusal> {
        self.media.with_value(|policy| MediaUrl::judge(raw, policy, self.urls()))
    }
}

/// Media policy of the page. Provided by the root.
#[derive(Clone, Copy, Debug)]
pub struct MediaSources(pub StoredValue<MediaPolicy>);

/// Returns the [`RenderContext`].
pub fn use_render_context() -> RenderContext {
    expect_context()
}

/// The row that contains a component.
#[derive(Clone, Debug)]
pub struct RowScope {
    /// Key of the row.
    pub key: RowKey,
    /// The timeline of the room.
    pub timeline: RoomTimeline,
}

impl RowScope {
    /// Returns the message id, for events. A provisional row gets an id when a reading contains the message.
    pub fn message_id(&self) -> Option<String> {
        let content = self.timeline.content.read_untracked();
        content.row(content.position(&self.key)?).head().id.clone()
    }
}
