//! Categories as tiles.

use crate::ui::Thumb;
use leptos::prelude::*;
use model::catalog::CategoryNode;

/// Tiles with picture, name and number of products.
pub fn tiles(nodes: Vec<&CategoryNode>, few: bool) -> impl IntoView + use<> {
    let class = if few { "tiles tiles--few" } else { "tiles" };
    let items: Vec<_> = nodes.into_iter().map(tile).collect();
    view! { <ul class=class>{items}</ul> }
}

fn tile(node: &CategoryNode) -> impl IntoView + use<> {
    let picture = match node.picture.clone() {
        Some(picture) => view! { <Thumb picture=picture width=240 height=240/> }.into_any(),
        None => view! { <span class="picture__letter" aria-hidden="true">{initial(&node.title)}</span> }.into_any(),
    };
    view! {
        <li><a class="tile" href=format!("/c/{}", node.handle)>
            <span class="picture">{picture}</span>
            <span class="tile__name">{node.title.clone()}<small class="num">{node.products}</small></span>
        </a></li>
    }
}

/// The categories that show the breadth of the shop: those with a picture first, at most `most`.
pub fn picked(tree: &[CategoryNode], most: usize) -> Vec<&CategoryNode> {
    let mut below: Vec<&CategoryNode> =
        tree.iter().flat_map(|root| &root.children).filter(|n| n.products > 0).collect();
    if below.len() < 4 {
        below = tree.iter().filter(|n| n.products > 0).collect();
    }
    below.sort_by_key(|node| node.picture.is_none());
    below.truncate(most);
    below
}

/// The first letter, where there is no picture.
pub(super) fn initial(title: &str) -> String {
    title.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string()).unwrap_or_default()
}
