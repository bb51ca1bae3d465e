//! stub
pub mod badge {
    use super::icon::Icon;
    use leptos::prelude::*;
    #[component]
    pub fn Badge(
        class: &'static str,
        icon: Icon,
        label: &'static str,
        #[prop(optional)] children: Option<Children>,
    ) -> impl IntoView {
        let _ = icon;
        view! { <span class=class>{label}{children.map(|c|c())}</span> }
    }
}
pub mod icon {
    use happytalk_model::sender::Sender;
    use leptos::prelude::*;
    #[derive(Clone, Copy, Debug)]
    pub enum Icon {
        Lock,
        Note,
        Chat,
        Offline,
        Warning,
    }
    impl Icon {
        pub fn of(_: &Sender) -> Self {
            Self::Chat
        }
    }
    pub fn icon(_: Icon) -> AnyView {
        ().into_any()
    }
}
pub mod time {
    use happytalk_model::timestamp::Timestamp;
    use leptos::prelude::*;
    #[component]
    pub fn ClockTime(moment: Timestamp) -> impl IntoView {
        moment.iso()
    }
}
pub mod copy_button {
    use leptos::prelude::*;
    #[component]
    pub fn CopyButton(label: &'static str, text: String) -> impl IntoView {
        view! { <button title=text>{label}</button> }
    }
}
pub mod live_region {
    use leptos::prelude::*;
    #[component]
    pub fn LiveRegion() -> impl IntoView {}
}
