//! Words that were searched for, where they stand in titles.

use commerce::search;
use leptos::prelude::*;
use std::sync::Arc;

/// What the products below were searched by; cards mark it in their titles.
#[derive(Clone)]
pub struct Sought(pub Arc<str>);

/// A title, with what was searched for marked where something was.
pub fn title(text: String) -> AnyView {
    match use_context::<Sought>() {
        Some(Sought(query)) => marks(&text, &query),
        None => text.into_any(),
    }
}

/// A text with the words of a query marked.
pub fn marks(text: &str, query: &str) -> AnyView {
    let piece = |piece: search::Marked<'_>| match piece.found {
        true => view! { <mark>{piece.text.to_owned()}</mark> }.into_any(),
        false => piece.text.to_owned().into_any(),
    };
    search::marked(text, query).into_iter().map(piece).collect_view().into_any()
}
