//! What a message says of itself that no reading of the room has shown: its badge, and what to do when it was not sent.

use std::{num::NonZeroU32, rc::Rc};

use leptos::ev;

use super::{
    kit::{
        element::{El, div, el, span},
        icon::{self, Icon},
    },
    look::Look,
};
use crate::{
    app::desk::Ask,
    i18n::Words,
    present::{live::Mark, time},
};

/// Beside the time: that it is provisional.
pub fn badge(mark: &Mark, words: &Words) -> Option<El> {
    let is_quiet = matches!(mark, Mark::Received | Mark::Sending | Mark::Sent);
    is_quiet.then(|| span("provisional").attr("title", words.mark_hint).text((words.mark)(mark)))
}

/// Below a message that was not sent, or that may not have been: why, and what can be done.
pub fn trouble(look: &Rc<Look>, mark: &Mark, number: NonZeroU32) -> Option<El> {
    let words = look.words;
    let button = |label, ask: Ask| {
        let look = Rc::clone(look);
        let run = move |_: ev::MouseEvent| look.desk.ask(ask.clone());
        el("button").attr("type", "button").class("small").text(label).on(ev::click, run)
    };
    let resend = || button(words.resend, Ask::Resend(number));
    let (more, buttons): (Vec<El>, _) = match mark {
        Mark::Failed(refused) => {
            let reference = refused.reference();
            let more = [
                Some(el("p").text(refused.why(words))),
                refused.notice.as_ref().map(|notice| el("p").class("vendor-notice").attr("dir", "auto").text(notice)),
                (!reference.is_empty()).then(|| el("p").class("why").attr("dir", "ltr").text(reference)),
            ];
            let again = (!refused.is_final()).then(resend);
            (more.into_iter().flatten().collect(), vec![again, Some(button(words.discard, Ask::Discard(number)))])
        }
        Mark::Unknown(looked) => {
            // When it was looked for, so that every look is seen to have been one.
            let found = looked.map(|at| el("p").text([&time::exact(at), " · ", words.mark_hint].concat()));
            let buttons = [button(words.check, Ask::Check), resend(), button(words.discard, Ask::Discard(number))];
            (found.into_iter().collect(), buttons.map(Some).into())
        }
        _ => return None,
    };
    let head = el("p").class("delivery-head").child(icon::draw(Icon::Warning)).text((words.mark)(mark));
    let buttons = div("delivery-buttons").children(buttons.into_iter().flatten());
    Some(div("delivery").child(head).children(more).child(buttons))
}

/// The same, to be heard.
pub fn spoken(mark: &Mark, words: &Words) -> Option<String> {
    match mark {
        Mark::Failed(refused) => {
            let notice = refused.notice.as_deref().unwrap_or_default();
            Some([(words.mark)(mark), refused.why(words), notice].join(" "))
        }
        Mark::Unknown(Some(_)) => Some(words.mark_hint.to_owned()),
        Mark::Unknown(None) | Mark::Sent => Some((words.mark)(mark).to_owned()),
        _ => None,
    }
}
