//! What every drawing function needs to know: the words, the reader's wishes, and whom to tell.

use std::rc::{Rc, Weak};

use happytalk_model::link::{MediaPolicy, MediaUrl, RawUrl, Refusal, UrlParser};

use super::{stage::Stage, timeline::Scene};
use crate::{
    app::{
        context::{Emit, Settings},
        desk::Desk,
    },
    i18n::Words,
    options::{Locked, Memos},
    platform,
};

/// The element's settings at one moment. When one changes, everything is drawn anew: rows themselves never change.
#[derive(Clone)]
pub struct Look {
    /// The words of the language.
    pub words: &'static Words,
    /// How secure messages are drawn.
    pub locked: Locked,
    /// Whether memos are drawn.
    pub memos: Memos,
    /// Whom to tell of links and reveals.
    pub emit: Emit,
    /// What stands around the rooms.
    pub stage: Rc<Stage>,
    /// Whom to ask to send something.
    pub desk: Rc<Desk>,
    media: Rc<MediaPolicy>,
}

impl Look {
    /// Reads the settings, tracking each.
    pub fn now(settings: &Settings, emit: &Emit, stage: &Rc<Stage>, desk: &Rc<Desk>) -> Rc<Self> {
        Rc::new(Self {
            words: Words::of(settings.lang.get()),
            locked: settings.locked.get(),
            memos: settings.memos.get(),
            emit: Rc::clone(emit),
            stage: Rc::clone(stage),
            desk: Rc::clone(desk),
            media: Rc::clone(&settings.media),
        })
    }

    /// The browser's URL parser.
    pub fn urls(&self) -> &'static dyn UrlParser {
        &platform::url::BrowserUrls
    }

    /// Whether something may be loaded from there.
    pub fn media(&self, raw: &RawUrl) -> Result<MediaUrl, Refusal> {
        MediaUrl::judge(raw, &self.media, self.urls())
    }
}

impl std::fmt::Debug for Look {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Look").field("locked", &self.locked).field("memos", &self.memos).finish_non_exhaustive()
    }
}

/// The message something is drawn in.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The look.
    pub look: Rc<Look>,
    /// Its id, for events.
    pub id: Option<Rc<str>>,
    /// The room it stands in. Weak: the scene keeps its rows.
    pub scene: Weak<Scene>,
    /// Its place in the room's list.
    pub at: usize,
}

impl std::ops::Deref for Scope {
    type Target = Look;

    fn deref(&self) -> &Look {
        &self.look
    }
}
