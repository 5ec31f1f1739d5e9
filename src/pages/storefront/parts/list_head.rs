//! What stands above a list: its name, a line about it, and its cover beside them where staff chose one.

use crate::ui::Picture;
use leptos::prelude::*;
use model::catalog::Picture as Stored;

const SIZES: &str = "(min-width: 64rem) 30rem, 100vw";

/// The head of a category's or a collection's page. Its further pages do without the cover.
pub fn list_head(title: String, intro: String, cover: Option<Stored>) -> impl IntoView {
    let class = if cover.is_some() { "list-head list-head--cover" } else { "list-head" };
    let cover = cover.map(|cover| view! { <div class="picture"><Picture picture=cover sizes=SIZES first=true/></div> });
    view! {
        <div class=class>
            <div class="list-head__text">
                <h1>{title}</h1>
                {(!intro.is_empty()).then(|| view! { <p class="lead">{intro}</p> })}
            </div>
            {cover}
        </div>
    }
}
