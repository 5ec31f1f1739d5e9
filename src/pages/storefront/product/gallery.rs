//! The pictures of a product: a stage that scrolls, and a strip of links to each.

use crate::ui::{Picture, Thumb};
use commerce::text::t;
use leptos::prelude::*;
use model::catalog::{Picture as Stored, ProductView};

/// How wide the stage is shown.
pub const SIZES: &str = "(min-width: 80rem) 37rem, (min-width: 64rem) 48vw, (min-width: 48rem) 46vw, 100vw";
/// Links in the strip; the last of them tells how many more there are.
const STRIP: usize = 6;

/// The pictures with their places, that of the shown variant first.
pub fn order(product: &ProductView, place: usize) -> impl Iterator<Item = (usize, &Stored)> {
    let own = product.variants.get(place).and_then(|variant| variant.picture).filter(|at| *at < product.pictures.len());
    let first = own.and_then(|at| product.pictures.get(at).map(|picture| (at, picture)));
    first.into_iter().chain(product.pictures.iter().enumerate().filter(move |(at, _)| own != Some(*at)))
}

/// Stage and strip; without pictures a quiet ground with the first letter.
pub fn gallery(product: &ProductView, place: usize) -> AnyView {
    let letter: String = product.title.chars().take(1).collect();
    if product.pictures.is_empty() {
        return view! {
            <section class="gallery gallery--one gallery--bare" aria-label=t("shop-pictures")>
                <div class="gallery__stage"><span class="picture__letter" aria-hidden="true">{letter}</span></div>
            </section>
        }
        .into_any();
    }
    let count = product.pictures.len();
    let slides: Vec<_> = order(product, place).enumerate().map(|(n, (at, p))| slide(at, p.clone(), n == 0)).collect();
    let strip = (count > 1).then(|| {
        let links: Vec<_> = order(product, place)
            .take(STRIP)
            .enumerate()
            .map(|(n, (at, p))| thumb(at, p.clone(), n == 0, if n + 1 == STRIP { count - STRIP } else { 0 }))
            .collect();
        view! { <div class="gallery__thumbs">{links}</div> }
    });
    let class = if count > 1 { "gallery" } else { "gallery gallery--one" };
    view! {
        <section class=class aria-label=t("shop-pictures")>
            <div class="gallery__stage" tabindex="0" role="group" aria-label=t("shop-pictures-stage")>{slides}</div>
            {strip}
        </section>
    }
    .into_any()
}

fn slide(at: usize, picture: Stored, first: bool) -> impl IntoView {
    let large = picture.src(1920);
    view! {
        <a id=format!("picture-{at}") href=large aria-label=t("shop-picture-large")>
            <Picture picture=picture sizes=SIZES width=960 first=first/>
        </a>
    }
}

fn thumb(at: usize, picture: Stored, current: bool, more: usize) -> impl IntoView {
    let label = format!("{} {}", t("shop-picture"), at + 1);
    let more = (more > 0).then(|| view! { <span class="gallery__more" aria-hidden="true">"+"{more}</span> });
    view! {
        <a href=format!("#picture-{at}") aria-label=label aria-current=current.then_some("true")>
            <Thumb picture=picture width=72 height=90/>
            {more}
        </a>
    }
}
