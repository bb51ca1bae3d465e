//! Type-erased views that are built when they are created.
//!
//! Leptos compiles code to build, patch, move and remove each type of view, and one view of the viewer is one type. Behind
//! [`BuiltView`], all types share the code of reactive parts, and no type has code to patch it. Together with [`dynamic_on`] this saves
//! 78 KB of 370 KB after brotli; `AnyView` in its place costs 53 KB.

use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        view::{Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
    },
};
use send_wrapper::SendWrapper;
use web_sys::{Element, Node};

/// A view with its nodes. Unlike `AnyView`, it replaces the nodes of the previous view instead of patching them.
///
/// `None` keeps the previous view.
#[must_use = "a view is only visible inside another view"]
pub struct BuiltView(Option<SendWrapper<BuiltState>>);

/// Nodes of a [`BuiltView`].
pub struct BuiltState(Box<dyn Mountable>);

/// Builds a view and erases its type.
pub trait IntoBuilt {
    /// Builds the view.
    fn into_built(self) -> BuiltView;
}

impl<V> IntoBuilt for V
where
    V: IntoView,
    V::State: 'static,
{
    fn into_built(self) -> BuiltView {
        BuiltView(Some(SendWrapper::new(BuiltState(Box::new(self.build())))))
    }
}

/// Renders the result of `render`, again whenever a signal that it reads changes.
pub fn dynamic<V: IntoBuilt>(mut render: impl FnMut() -> V + Send + 'static) -> BuiltView {
    dynamic_view(Box::new(move || render().into_built()))
}

fn dynamic_view(render: Box<dyn FnMut() -> BuiltView + Send>) -> BuiltView {
    render.into_built()
}

/// Renders the result of `render`, again whenever `value` changes. Signals that only `render` reads are not tracked. The old nodes are
/// removed, and with them focus and scroll positions inside.
///
/// Replaces a memo with a single reader. Each type of a memo costs 0.5 KB after brotli.
pub fn dynamic_on<T, V>(
    value: impl Fn() -> T + Send + 'static,
    mut render: impl FnMut(T) -> V + Send + 'static,
) -> BuiltView
where
    T: Clone + PartialEq + Send + 'static,
    V: IntoBuilt,
{
    // The owner of the effect is cleaned up whenever the effect runs, even if the value is the same.
    let owner = Owner::current().unwrap_or_default().child();
    let mut last = None;
    dynamic_view(Box::new(move || {
        let value = value();
        if last.as_ref() == Some(&value) {
            return BuiltView(None);
        }
        last = Some(value.clone());
        owner.with_cleanup(|| untrack(|| render(value).into_built()))
    }))
}

/// Children of a component that may build them several times.
pub struct BuiltChildrenFn(Box<dyn Fn() -> BuiltView + Send>);

impl BuiltChildrenFn {
    /// Builds the children.
    pub fn build(&self) -> BuiltView {
        (self.0)()
    }
}

impl<F, V> ToChildren<F> for BuiltChildrenFn
where
    F: Fn() -> V + Send + 'static,
    V: IntoBuilt,
{
    fn to_children(children: F) -> Self {
        Self(Box::new(move || children().into_built()))
    }
}

impl std::fmt::Debug for BuiltChildrenFn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuiltChildrenFn").finish_non_exhaustive()
    }
}

/// Children of a component.
pub struct BuiltChildren(Box<dyn FnOnce() -> BuiltView + Send>);

impl BuiltChildren {
    /// Builds the children.
    pub fn build(self) -> BuiltView {
        (self.0)()
    }
}

impl<F, V> ToChildren<F> for BuiltChildren
where
    F: FnOnce() -> V + Send + 'static,
    V: IntoBuilt,
{
    fn to_children(children: F) -> Self {
        Self(Box::new(move || children().into_built()))
    }
}

impl std::fmt::Debug for BuiltChildren {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuiltChildren").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for BuiltView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuiltView").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for BuiltState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuiltState").finish_non_exhaustive()
    }
}

impl Render for BuiltView {
    type State = BuiltState;

    fn build(self) -> BuiltState {
        self.0.map_or_else(|| BuiltState(Box::new(Render::build(()))), SendWrapper::take)
    }

    fn rebuild(self, state: &mut BuiltState) {
        if self.0.is_some() {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

impl Mountable for BuiltState {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

/// A component that takes attributes (`attr:`, `on:`) returns its element itself.
impl AddAnyAttr for BuiltView {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        debug_assert!(false, "attributes can't be added to a built view");
        self
    }
}

/// Required of every view. Nothing is rendered on a server or hydrated.
impl RenderHtml for BuiltView {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> BuiltState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
