//! The delivery status of pending messages: a badge, and the commands for a message that was not sent.

use std::num::NonZeroU32;

use happytalk_present::{live::DeliveryStatus, time, words::Words};
use leptos::prelude::*;

use crate::{
    components::{
        context::use_render_context,
        ui::{
            button::ActionButton,
            icon::{Icon, icon},
        },
    },
    state::{outbox::OutboxCommand, room::RoomState},
};

/// Renders the badge of a provisional message; nothing for a message with a [`DeliveryProblem`].
#[component]
pub fn DeliveryBadge(
    /// The delivery status.
    mark: DeliveryStatus,
) -> impl IntoView {
    let words = use_render_context().words;
    let is_quiet = matches!(mark, DeliveryStatus::Received | DeliveryStatus::Sending | DeliveryStatus::Sent);
    is_quiet.then(|| {
        view! {
            <span class="provisional" title=words.delivery_status_hint>
                {(words.delivery_status)(&mark)}
            </span>
        }
    })
}

/// Renders why a message was not sent or may not have been sent, and its commands; nothing for any other status.
///
/// The structure is the same for each status, so that elements such as a focused button are kept when the status changes.
#[component]
pub fn DeliveryProblem(
    /// Number of the pending message.
    number: NonZeroU32,
    /// Its delivery status.
    mark: DeliveryStatus,
) -> impl IntoView {
    let words = use_render_context().words;
    let (details, can_check, can_resend) = match &mark {
        DeliveryStatus::Failed(refused) => {
            let details = ProblemDetails {
                reason: Some(refused.reason(words).to_owned()),
                notice: refused.notice.clone(),
                reference: Some(refused.reference()).filter(|reference| !reference.is_empty()),
            };
            (details, false, !refused.is_permanent())
        }
        DeliveryStatus::Unknown(checked) => {
            // The time shows that the check took place.
            let reason =
                checked.map(|checked| format!("{} · {}", time::format_exact(checked), words.delivery_status_hint));
            (ProblemDetails { reason, ..ProblemDetails::default() }, true, true)
        }
        DeliveryStatus::Received | DeliveryStatus::Sending | DeliveryStatus::Sent => return None,
    };
    let ProblemDetails { reason, notice, reference } = details;
    let room: RoomState = expect_context();
    let button = move |label, command: OutboxCommand| {
        view! { <ActionButton label=label on:click=move |_| room.run(command.clone()) /> }
    };
    Some(view! {
        <div class="delivery">
            <p class="delivery-head">{icon(Icon::Warning)} {(words.delivery_status)(&mark)}</p>
            {reason.map(|reason| view! { <p>{reason}</p> })}
            {notice
                .map(|notice| {
                    view! {
                        <p class="vendor-notice" dir="auto">
                            {notice}
                        </p>
                    }
                })}
            {reference
                .map(|reference| {
                    view! {
                        <p class="why" dir="ltr">
                            {reference}
                        </p>
                    }
                })}
            <div class="delivery-buttons">
                {can_check.then(|| button(words.check, OutboxCommand::Check))}
                {can_resend.then(|| button(words.resend, OutboxCommand::Resend(number)))}
                {button(words.discard, OutboxCommand::Discard(number))}
            </div>
        </div>
    })
}

/// The texts of a delivery problem.
#[derive(Default)]
struct ProblemDetails {
    /// The reason.
    reason: Option<String>,
    /// The vendor's notice, as sent.
    notice: Option<String>,
    /// The reference for the operator of the proxy.
    reference: Option<String>,
}

/// Returns the announcement of a new delivery status; `None` if it is not announced.
pub fn spoken_delivery(mark: &DeliveryStatus, words: &Words) -> Option<String> {
    match mark {
        DeliveryStatus::Failed(refused) => {
            let notice = refused.notice.as_deref().unwrap_or_default();
            Some([(words.delivery_status)(mark), refused.reason(words), notice].join(" "))
        }
        DeliveryStatus::Unknown(Some(_)) => Some(words.delivery_status_hint.to_owned()),
        DeliveryStatus::Unknown(None) | DeliveryStatus::Sent => Some((words.delivery_status)(mark).to_owned()),
        DeliveryStatus::Received | DeliveryStatus::Sending => None,
    }
}

#[cfg(test)]
mod tests {
    use happytalk_present::{composer::SendRefusal, options::Lang};

    use super::*;

    fn spoken(mark: &DeliveryStatus) -> Option<String> {
        spoken_delivery(mark, Words::of(Lang::Ko))
    }

    #[test]
    fn refused_message_is_announced_with_reason_and_notice() {
        let refused =
            SendRefusal {
                status: 409, notice: Some("상담 시간이 아닙니다".to_owned()), ..SendRefusal::default()
            };
        let words = Words::of(Lang::Ko);
        let mark = DeliveryStatus::Failed(refused.clone());
        let text = spoken(&mark).expect("an announcement");
        assert_eq!(text, [(words.delivery_status)(&mark), refused.reason(words), "상담 시간이 아닙니다"].join(" "));
    }

    #[test]
    fn only_outcomes_are_announced() {
        assert_eq!([DeliveryStatus::Received, DeliveryStatus::Sending].map(|mark| spoken(&mark)), [None, None]);
        assert!([DeliveryStatus::Sent, DeliveryStatus::Unknown(None)].iter().all(|mark| spoken(mark).is_some()));
    }
}
