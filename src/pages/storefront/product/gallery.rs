//! The pictures of a product: a stage that scrolls, and a strip of links to each.

use crate::ui::{Icon, Picture, Thumb};
use commerce::text::{t, t_args};
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
    let slides: Vec<_> =
        order(product, place).enumerate().map(|(n, (at, p))| slide(at, p.clone(), (n + 1, count))).collect();
    let strip = (count > 1).then(|| {
        let links: Vec<_> = order(product, place)
            .take(STRIP)
            .enumerate()
            .map(|(n, (at, p))| thumb(at, p.clone(), n + 1, if n + 1 == STRIP { count - STRIP } else { 0 }))
            .collect();
        view! { <div class="gallery__thumbs" id="gallery-thumbs">{links}</div> }
    });
    let class = if count > 1 { "gallery" } else { "gallery gallery--one" };
    let label = t_args("shop-pictures-stage", &[("count", (count as i64).into())]);
    view! {
        <section class=class aria-label=t("shop-pictures")>
            <div class="gallery__stage" tabindex="0" role="group" aria-label=label>{slides}</div>
            {strip}
            {large(count)}
        </section>
    }
    .into_any()
}

fn slide(at: usize, picture: Stored, (number, count): (usize, usize)) -> impl IntoView {
    let large = picture.src(1920);
    let said = [("number", (number as i64).into()), ("count", (count as i64).into()), ("alt", (&picture.alt).into())];
    let label = t_args("shop-picture-large", &said);
    view! {
        <a id=format!("picture-{at}") href=large aria-label=label>
            <Picture picture=picture sizes=SIZES width=960 first=number == 1/>
        </a>
    }
}

/// The window for large pictures; scripts fill it when it opens.
fn large(count: usize) -> impl IntoView {
    let many = count > 1;
    let button = |icon: &'static str, label: &'static str, turn: Option<&'static str>, zoom: Option<&'static str>| {
        view! {
            <button class="icon-button icon-button--round" type="button" data-turn=turn data-zoom=zoom aria-label=t(label)>
                <Icon name=icon/>
            </button>
        }
    };
    let words = t_args("shop-pictures-count", &[("number", "{n}".into()), ("count", "{all}".into())]);
    view! {
        <dialog class="lightbox" id="lightbox" aria-label=t("shop-pictures")>
            <div class="lightbox__strip" id="large-strip" tabindex="0" role="group" aria-label=t("shop-pictures-large")></div>
            <p class="lightbox__count num" role="status" id="large-count" data-words=words></p>
            <div class="lightbox__zoom">
                {button("minus", "shop-zoom-out", None, Some("-1"))}
                {button("plus", "shop-zoom-in", None, Some("1"))}
            </div>
            {many.then(|| view! {
                <div class="lightbox__turn">
                    {button("left", "shop-picture-before", Some("-1"), None)}
                    {button("right", "shop-picture-after", Some("1"), None)}
                </div>
            })}
            <div class="lightbox__close">{button("close", "shop-picture-close", None, None)}</div>
        </dialog>
    }
}

fn thumb(at: usize, picture: Stored, number: usize, more: usize) -> impl IntoView {
    let label = match more {
        0 => format!("{} {}", t("shop-picture"), number),
        more => t_args("shop-picture-more", &[("number", (number as i64).into()), ("more", (more as i64).into())]),
    };
    let stands_for_more = more > 0;
    let more = stands_for_more.then(|| view! { <span class="gallery__more" aria-hidden="true">"+"{more}</span> });
    view! {
        <a href=format!("#picture-{at}") aria-label=label aria-current=(number == 1).then_some("true") data-more=stands_for_more>
            <Thumb picture=picture width=72 height=90/>
            {more}
        </a>
    }
}
