//! New messages of a followed room. At the end of the list, the view scrolls to them; elsewhere, a button appears. Both are
//! announced.

use std::{sync::Arc, time::Duration};

use happytalk_present::{
    header::sender_name,
    live::{DeliveryStatus, TranscriptSnapshot},
    room_content::RoomContent,
    summary::message_summary,
    words::Words,
};
use leptos::{html, prelude::*, task::spawn_local};
use web_sys::ScrollLogicalPosition;

use crate::{
    browser::{
        scroll::{Hold, Reach, settle_in_view},
        timers,
    },
    components::{
        context::{RenderContext, use_render_context},
        room_timeline::RoomTimelines,
        timeline::delivery::spoken_delivery,
    },
};

/// Debounce of announcements, which are combined into one.
const ANNOUNCE_DEBOUNCE: Duration = Duration::from_millis(600);

/// New messages below the viewport.
#[derive(Clone, Copy, Debug)]
pub struct NewMessages {
    /// Number of new rows below the viewport.
    pub unseen: RwSignal<usize>,
    timelines: RoomTimelines,
    end: NodeRef<html::Div>,
    announcements: StoredValue<Announcements>,
}

/// Pending announcements.
#[derive(Debug, Default)]
struct Announcements {
    /// New messages.
    messages: Vec<String>,
    /// Changes in the delivery of the reader's own messages.
    deliveries: Vec<String>,
}

impl Announcements {
    fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.deliveries.is_empty()
    }

    /// Returns one text: several messages as their number and the last one, and every delivery.
    fn into_text(self, words: &Words) -> String {
        let Self { mut messages, deliveries } = self;
        if messages.len() > 1 {
            let count = (words.new_messages)(messages.len());
            messages.drain(..messages.len() - 1);
            messages.insert(0, count);
        }
        messages.extend(deliveries);
        messages.join(". ")
    }
}

impl NewMessages {
    /// Follows the transcript. `end` is the sentinel after the last row; `is_at_end` is true while it is in view.
    pub fn follow(
        shown: Memo<Arc<TranscriptSnapshot>>,
        timelines: RoomTimelines,
        end: NodeRef<html::Div>,
        is_at_end: ReadSignal<bool>,
    ) -> Self {
        let this = Self { unseen: RwSignal::new(0), timelines, end, announcements: StoredValue::default() };
        let context = use_render_context();
        // New messages are added to the last room.
        let last = move || timelines.0.read_untracked().last().map(|timeline| timeline.content.get());
        Effect::new(move |previous: Option<(Arc<TranscriptSnapshot>, Option<Arc<RoomContent>>)>| {
            let now = (shown.get(), last());
            if let (Some((shown_before, Some(before))), Some(content)) = (&previous, &now.1) {
                this.update(shown_before, before, &now.0, content, is_at_end.get_untracked(), context);
            }
            now
        });
        Effect::new(move || {
            if is_at_end.get() {
                this.unseen.set(0);
            }
        });
        this
    }

    fn update(
        self,
        shown_before: &TranscriptSnapshot,
        before: &RoomContent,
        shown: &TranscriptSnapshot,
        content: &RoomContent,
        was_at_end: bool,
        context: RenderContext,
    ) {
        let added: Vec<usize> =
            (0..content.count()).filter(|position| before.position(content.key(*position)).is_none()).collect();
        let is_sending = |shown: &TranscriptSnapshot| {
            shown.statuses.iter().filter(|(_, status)| *status == DeliveryStatus::Sending).count()
        };
        let has_sent = !added.is_empty() && is_sending(shown) > is_sending(shown_before);
        if has_sent || (was_at_end && !added.is_empty()) {
            self.scroll_to_end();
        } else if !added.is_empty() {
            self.unseen.update(|unseen| *unseen += added.len());
        }
        self.announce(&added, shown_before, shown, content, context);
    }

    /// Scrolls to the end after the new rows are mounted.
    pub fn scroll_to_end(self) {
        self.unseen.set(0);
        spawn_local(async move {
            leptos::task::tick().await;
            if let Some(Some(end)) = self.end.try_get_untracked() {
                settle_in_view(&end, ScrollLogicalPosition::Nearest, Hold::Frames, Reach::Box);
            }
        });
    }

    /// Scrolls to the first new message below the viewport.
    pub fn go_to_first(self) {
        let unseen = self.unseen.get_untracked();
        // A script of the page can click the hidden button.
        if unseen == 0 {
            return;
        }
        self.unseen.set(0);
        // As many of them as fit, with the first one in view.
        if let Some(end) = self.end.get_untracked() {
            settle_in_view(&end, ScrollLogicalPosition::Nearest, Hold::Frames, Reach::Page);
        }
        if let Some(timeline) = self.timelines.0.read_untracked().last().copied() {
            let count = timeline.content.read_untracked().count();
            timeline.focus_position(count.saturating_sub(unseen));
        }
    }

    fn announce(
        self,
        added: &[usize],
        shown_before: &TranscriptSnapshot,
        shown: &TranscriptSnapshot,
        content: &RoomContent,
        context: RenderContext,
    ) {
        let words = context.words;
        let is_own = |position: &usize| matches!(content.delivery_status(*position), Some(DeliveryStatus::Sending));
        let messages = added.iter().filter(|position| !is_own(position)).map(|position| {
            let message = content.message(*position);
            let (role, _) = sender_name(&message.head.sender, &content.room().info, words);
            let locked = context.settings.locked.get_untracked();
            let said = if message.head.memo { words.memo.to_owned() } else { message_summary(message, locked, words) };
            format!("{role}: {said}")
        });
        let changed = shown.statuses.iter().filter(|(number, status)| {
            shown_before.statuses.iter().any(|(of, before)| of == number && before != status)
        });
        let deliveries = changed.filter_map(|(_, status)| spoken_delivery(status, words));
        let was_empty = self.announcements.with_value(Announcements::is_empty);
        self.announcements.update_value(|pending| {
            pending.messages.extend(messages);
            pending.deliveries.extend(deliveries);
        });
        if was_empty && !self.announcements.with_value(Announcements::is_empty) {
            spawn_local(async move {
                timers::sleep(ANNOUNCE_DEBOUNCE).await;
                self.flush(context);
            });
        }
    }

    /// Makes the pending announcements.
    fn flush(self, context: RenderContext) {
        if let Some(gathered) = self.announcements.try_update_value(std::mem::take) {
            context.announcer.announce(gathered.into_text(context.words));
        }
    }
}

#[cfg(test)]
mod tests {
    use happytalk_present::options::Lang;

    use super::*;

    #[test]
    fn several_messages_are_counted_and_no_delivery_is_left_out() {
        let words = Words::of(Lang::Ko);
        let text = |messages: &[&str], deliveries: &[&str]| {
            let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
            Announcements { messages: owned(messages), deliveries: owned(deliveries) }.into_text(words)
        };
        assert_eq!(text(&["a"], &["sent"]), "a. sent");
        let count = (words.new_messages)(3);
        assert_eq!(text(&["a", "b", "c"], &["failed", "sent"]), format!("{count}. c. failed. sent"));
        assert_eq!(text(&[], &["failed"]), "failed");
    }
}
