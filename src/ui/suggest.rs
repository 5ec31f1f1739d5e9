//! The list under a search field.

use leptos::prelude::*;

/// An empty list, which scripts fill; its field names it by `data-list`.
pub fn suggest(id: &'static str, label: &'static str) -> impl IntoView {
    view! { <div class="suggest" id=id role="listbox" aria-label=label hidden></div> }
}
