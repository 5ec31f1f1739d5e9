//! The list of reviews with its order, its filters and its pages.

use super::{Place, entry};
use crate::ui::Icon;
use commerce::text::{find, t, t_args};
use leptos::prelude::*;
use model::{
    Page,
    review::{ReviewQuery, ReviewSort, ReviewView, Reviews},
};

/// Orders, filters, reviews, and the way to the others.
pub fn list(place: &Place, reviews: Reviews) -> impl IntoView + use<> {
    let total: u32 = reviews.stars.iter().sum();
    let chips = (total > 1).then(|| chips(place, reviews.with_photos));
    let empty = reviews.shown.items.is_empty().then(|| {
        let all = place.href(ReviewQuery { sort: place.query.sort, ..ReviewQuery::default() });
        view! { <p>{t("review-none-such")}" "<a class="link" href=all>{t("review-all")}</a></p> }
    });
    let pages = pages(place, &reviews.shown);
    let entries: Vec<_> = reviews.shown.items.into_iter().map(|review| entry::entry(place, review)).collect();
    view! {
        <div class="stack">
            {chips}
            {empty}
            <ol>{entries}</ol>
            {pages}
        </div>
    }
}

fn chips(place: &Place, with_photos: u32) -> impl IntoView + use<> {
    let query = place.query;
    let chip = |on: bool, href: String, label: AnyView| {
        let class = if on { "chip chip--on" } else { "chip" };
        view! { <a class=class href=href rel="nofollow" aria-current=on.then_some("true")>{label}</a> }
    };
    let sorts: Vec<_> = ReviewSort::ALL
        .iter()
        .map(|sort| {
            let label = find(&format!("review-sort-{}", sort.as_str())).unwrap_or(sort.as_str());
            chip(query.sort == *sort, place.href(query.with(|query| query.sort = *sort)), label.into_any())
        })
        .collect();
    let photos = (with_photos > 0).then(|| {
        let label = view! { {t("review-with-photos")}<span class="chip__count">{with_photos}</span> }.into_any();
        chip(query.photos, place.href(query.with(|query| query.photos = !query.photos)), label)
    });
    let stars = query.stars.map(|stars| {
        view! {
            <a class="chip chip--on" href=place.href(query.with(|query| query.stars = None)) rel="nofollow">
                {t_args("shop-reviews-star", &[("stars", stars.into())])}<Icon name="close"/>
                <span class="vh">{t("shop-chip-remove")}</span>
            </a>
        }
    });
    view! { <nav class="chips" aria-label=t("review-choose")>{sorts}{photos}{stars}</nav> }
}

fn pages(place: &Place, shown: &Page<ReviewView>) -> Option<impl IntoView + use<>> {
    let (page, pages) = (shown.page, shown.pages());
    let to = |number: u32| place.href(ReviewQuery { page: number, ..place.query });
    let of = t_args("review-page", &[("page", page.into()), ("pages", pages.into())]);
    let link = |number: u32, words: &'static str, rel: &'static str| {
        view! { <a class="button button--secondary" href=to(number) rel=rel>{words}</a> }
    };
    let before = (page > 1).then(|| link(page - 1, t("review-before"), "prev"));
    let after = (page < pages).then(|| link(page + 1, t("review-after"), "next"));
    (pages > 1).then(|| {
        view! {
            <nav class="row row--between" aria-label=t("review-pages")>
                <span class="row">{before}{after}</span><span class="meta num">{of}</span>
            </nav>
        }
    })
}
