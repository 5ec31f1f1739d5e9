//! Signs of the one set in `icons.svg`.

use leptos::prelude::*;

/// How large a sign is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    #[default]
    Normal,
    Small,
}

/// A sign beside a text; by itself it says nothing to a screen reader.
#[component]
pub fn Icon(name: &'static str, #[prop(optional)] size: IconSize) -> impl IntoView {
    let class = match size {
        IconSize::Normal => "icon",
        IconSize::Small => "icon icon--sm",
    };
    let href = format!("#i-{name}");
    view! { <svg class=class aria-hidden="true"><use href=href></use></svg> }
}
