//! Pictures with their ratio, their renditions and the colour that stands there before they come.

use leptos::prelude::*;

/// A picture of the shop in one of several widths.
#[component]
pub fn Picture(
    picture: model::catalog::Picture,
    /// How wide it is shown, for the browser's choice.
    sizes: &'static str,
    /// The rendition for browsers that do not choose.
    #[prop(default = 640)]
    width: u32,
    /// The first picture of a page: fetched at once, before others.
    #[prop(optional)]
    first: bool,
    /// Says something that the text beside it does not: keeps its words.
    #[prop(default = true)]
    meaningful: bool,
) -> impl IntoView {
    let alt = if meaningful { picture.alt.clone() } else { String::new() };
    let (loading, priority) = if first { ("eager", "high") } else { ("lazy", "auto") };
    view! {
        <img src=picture.src(width) srcset=picture.srcset() sizes=sizes width=picture.width height=picture.height
            alt=alt loading=loading fetchpriority=priority decoding="async" data-tone=picture.color/>
    }
}

/// A small picture of a fixed size, beside the text that says what it shows.
#[component]
pub fn Thumb(picture: model::catalog::Picture, width: u32, height: u32) -> impl IntoView {
    view! {
        <img src=picture.src(width * 2) alt="" width=width height=height loading="lazy" decoding="async"
            data-tone=picture.color/>
    }
}
