//! The lightbox, which shows the pictures of a room one at a time, as large as the viewport.

mod controls;

use happytalk_present::{
    lightbox::{LightboxPicture, Zoom, lightbox_pictures},
    row_key::RowKey,
};
use leptos::{ev, html, prelude::*};

use self::controls::LightboxControls;
use super::modal_dialog::{DialogHead, ModalDialog};
use crate::components::{
    built::{BuiltChildren, IntoBuilt, dynamic, dynamic_on},
    context::{RowScope, use_render_context},
    dialog_host::use_dialog_host,
    room_timeline::RoomTimeline,
    ui::{
        icon::{Icon, icon},
        media_frame::OriginalLink,
        picture::LargePicture,
        time::FullTime,
    },
};

/// Renders the pictures of a room, as of when the dialog was opened.
#[component]
pub fn Lightbox(
    /// The room.
    timeline: RoomTimeline,
    /// The row of the first picture.
    key: RowKey,
    /// Index of the first picture among those of its message.
    picture: usize,
) -> impl IntoView {
    let context = use_render_context();
    let words = context.words;
    let locked = context.settings.locked.get_untracked();
    let can_load = |url: &_| context.media(url).is_ok();
    let pictures = lightbox_pictures(&timeline.content.get_untracked(), &key, locked, words, can_load);
    let first = pictures.iter().position(move |shown| shown.key == key && shown.index == picture);
    let controls = LightboxControls::new(context, pictures, first.unwrap_or_default());
    view! {
        <ModalDialog label=words.lightbox class="lightbox">
            <div class="lightbox-frame" on:keydown=move |event| controls.on_key(&event)>
                <DialogHead title=view! { <Title controls=controls /> }>
                    <Tools controls=controls timeline=timeline />
                </DialogHead>
                <div
                    class="lightbox-view"
                    tabindex="0"
                    autofocus=true
                    role="group"
                    aria-label=words.image
                    data-zoom=Zoom::FIT.percent()
                    node_ref=controls.view
                    on:pointerdown=move |event| controls.on_pointer_down(&event)
                    on:pointerup=move |event| controls.on_pointer_up(&event)
                >
                    <CurrentPicture
                        controls=controls
                        timeline=timeline
                        children=move |picture| view! { <Large controls=controls picture=picture /> }
                    />
                </div>
                <ToolButton
                    class="turn turn-previous"
                    symbol=Icon::Left
                    label=words.previous_picture
                    node_ref=controls.previous
                    disabled=Signal::derive(move || controls.is_first())
                    on_click=move || controls.show_previous()
                />
                <ToolButton
                    class="turn turn-next"
                    symbol=Icon::Right
                    label=words.next_picture
                    node_ref=controls.next
                    disabled=Signal::derive(move || controls.is_last())
                    on_click=move || controls.show_next()
                />
            </div>
        </ModalDialog>
    }
    .into_built()
}

/// Renders number, sender and time of the picture.
#[component]
fn Title(
    /// State of the lightbox.
    controls: LightboxControls,
) -> impl IntoView {
    let sender = move || controls.picture().map(|picture| picture.sender);
    let sent_at = move || controls.picture()?.sent_at;
    view! {
        <span class="lightbox-title">
            <span class="lightbox-count">{move || controls.position()}</span>
            <span class="lightbox-about">
                <bdi>{sender}</bdi>
                {dynamic(move || sent_at().map(|moment| view! { <FullTime moment=moment /> }))}
            </span>
        </span>
    }
    .into_built()
}

/// Renders the zoom buttons, the link to the original file and the button that scrolls to the message.
#[component]
fn Tools(
    /// State of the lightbox.
    controls: LightboxControls,
    /// The room.
    timeline: RoomTimeline,
) -> impl IntoView {
    let words = use_render_context().words;
    let host = use_dialog_host();
    let go_to_message = move || {
        if let Some(picture) = controls.picture_untracked() {
            host.close();
            timeline.go_to(&picture.key);
        }
    };
    view! {
        <div class="zooms">
            <ToolButton
                class="tool"
                symbol=Icon::Minus
                label=words.zoom_out
                node_ref=controls.smaller
                disabled=Signal::derive(move || controls.zoom() == Zoom::FIT)
                on_click=move || controls.set_zoom(controls.zoom_untracked().smaller())
            />
            <span class="percent">{move || format!("{}%", controls.zoom().percent())}</span>
            <ToolButton
                class="tool"
                symbol=Icon::Plus
                label=words.zoom_in
                node_ref=controls.larger
                disabled=Signal::derive(move || controls.zoom().is_largest())
                on_click=move || controls.set_zoom(controls.zoom_untracked().larger())
            />
        </div>
        <span class="lightbox-links">
            <CurrentPicture
                controls=controls
                timeline=timeline
                children=|picture| view! { <OriginalTool picture=picture /> }
            />
        </span>
        <ToolButton class="tool" symbol=Icon::Chat label=words.to_message on_click=go_to_message>
            <span class="tool-label">{words.to_message}</span>
        </ToolButton>
    }
    .into_built()
}

/// Renders the link to the original file of the picture.
#[component]
fn OriginalTool(
    /// The picture.
    picture: LightboxPicture,
) -> impl IntoView {
    let words = use_render_context().words;
    view! {
        <OriginalLink url=picture.media.url name=words.image class="tool" attr:aria-label=words.open_original>
            {icon(Icon::External)}
            <span class="tool-label">{words.open_original}</span>
        </OriginalLink>
    }
    .into_built()
}

/// Renders the picture. A click on it changes the zoom level; a click outside closes the dialog.
#[component]
fn Large(
    /// State of the lightbox.
    controls: LightboxControls,
    /// The picture.
    picture: LightboxPicture,
) -> impl IntoView {
    let host = use_dialog_host();
    let toggle_zoom = Callback::new(move |()| controls.set_zoom(controls.zoom_untracked().toggled()));
    let close_if_beside = move |click: ev::MouseEvent| {
        if click.target() == click.current_target() && controls.zoom_untracked() == Zoom::FIT {
            host.close();
        }
    };
    view! {
        <LargePicture
            media=picture.media
            on_click=toggle_zoom
            on:click=close_if_beside
        />
    }
    .into_built()
}

/// Renders `children` for the current picture, in the scope of its message. Recreated for each picture.
#[component]
fn CurrentPicture<F, V>(
    /// State of the lightbox.
    controls: LightboxControls,
    /// The room.
    timeline: RoomTimeline,
    /// Renders a picture.
    children: F,
) -> impl IntoView
where
    F: Fn(LightboxPicture) -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    dynamic_on(
        move || controls.index(),
        move |index| {
            controls.at(index).map(|picture| {
                provide_context(RowScope { key: picture.key.clone(), timeline });
                children(picture)
            })
        },
    )
}

/// Renders a button with an icon.
#[component]
fn ToolButton(
    /// Class of the button.
    class: &'static str,
    /// The icon.
    symbol: Icon,
    /// Accessible name.
    label: &'static str,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// Whether the button is disabled.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called on click.
    on_click: impl Fn() + 'static,
    /// Visible label. By default, the button shows only the icon.
    #[prop(optional)]
    children: Option<BuiltChildren>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            disabled=disabled
            node_ref=node_ref
            on:click=move |_| on_click()
        >
            {icon(symbol)}
            {children.map(BuiltChildren::build)}
        </button>
    }
    .into_built()
}
