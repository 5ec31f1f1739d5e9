//! Collections as cards.

use super::tiles::initial;
use crate::ui::Picture;
use leptos::prelude::*;
use model::catalog::CollectionCard;

const SIZES: &str = "(min-width: 80rem) 25rem, (min-width: 64rem) 31vw, 46vw";

/// Cards with picture, name and a line about each.
pub fn collection_cards(collections: Vec<CollectionCard>) -> impl IntoView {
    let cards: Vec<_> = collections.into_iter().map(card).collect();
    view! { <ul class="collections">{cards}</ul> }
}

fn card(collection: CollectionCard) -> impl IntoView {
    let picture = match collection.picture {
        Some(picture) => view! { <Picture picture=picture sizes=SIZES/> }.into_any(),
        None => {
            view! { <span class="picture__letter" aria-hidden="true">{initial(&collection.title)}</span> }.into_any()
        }
    };
    let intro = (!collection.intro.is_empty()).then(|| view! { <span class="meta">{collection.intro}</span> });
    view! {
        <li><a class="collection" href=format!("/collection/{}", collection.handle)>
            <span class="picture">{picture}</span>
            <span class="collection__name">{collection.title}</span>
            {intro}
        </a></li>
    }
}
