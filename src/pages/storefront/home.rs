//! The front page: one promise, the breadth of the shop, what sells, what owners say.

use super::parts::{collection_cards, five_stars, grid, picked, section_head, tiles};
use crate::{
    app::Head,
    ui::{Icon, IconSize, Picture, Thumb},
    web::{Page, PageResult, Visit},
};
use commerce::{
    catalog::{self, CatalogError, Exchange},
    checkout,
    reviews::{self, Praise},
    search,
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{
    Fault,
    catalog::{CollectionCard, CollectionView, Picture as Stored, Pricing, ProductCard},
    checkout::PaymentChoice,
    payment::PaymentMethod,
    search::ListQuery,
};

const TILES: usize = 10;
const ROW: u32 = 8;
const COLLECTIONS: usize = 6;
const QUOTES: u32 = 3;
const HERO_SIZES: &str = "(min-width: 80rem) 46rem, (min-width: 64rem) 58vw, 100vw";
const STRIP_SIZES: &str = "(min-width: 80rem) 44rem, (min-width: 64rem) 55vw, 100vw";

/// `GET /`
pub async fn home(visit: Visit) -> PageResult {
    let shop = visit.shop();
    let best = best_sellers(&visit, visit.pricing).await;
    let (best, whole) = best.map_or_else(|fault| (None, missing(&fault)), |best| (best, true));
    let hero = catalog::scene(shop, "hero-wide").await?.zip(catalog::scene(shop, "hero-tall").await?);
    let story = catalog::scene(shop, "story").await?;
    let praise = reviews::praise(shop, QUOTES).await?;
    let mut head = Head::new(t("shop-home-title"));
    head.description = Some(t("shop-home-description").into());
    head.canonical = Some("/".into());
    head.image = hero.as_ref().map(|(wide, _)| wide.card());
    head.json_ld.push(store_ld(&visit));
    head.class = "home-page";
    let goal = best.as_ref().and_then(|row| row.more.clone()).or_else(|| first_category(&visit));
    let about = visit.frame.page("about").is_some();
    let tree = visit.frame.menu().clone();
    let collections = collections(&visit, best.as_ref());
    let ways = checkout::payment_choices(&shop.settings, shop.settings.shop.currency, &Exchange::Own);
    let shown: Vec<_> = best.iter().flat_map(|row| &row.products).map(|card| card.id).collect();
    Ok(Page::storefront(&visit, head, move || {
        view! {
            <div class="container">
                {opening(hero, goal, about)}
                {promises(&ways)}
                {(!tree.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="t-categories">
                        <h2 class="vh" id="t-categories">{t("shop-home-categories")}</h2>
                        {tiles(picked(&tree, TILES), false)}
                    </section>
                })}
                {best.map(row)}
                {super::seen::place()}
                {(!collections.is_empty()).then(|| collection_row(collections))}
                {story.filter(|_| about).map(strip)}
                {(!praise.is_empty()).then(|| quotes(praise))}
            </div>
        }
    })
    .whole(whole)
    .shared_as_list(shown, []))
}

/// A row of products with the address of all of them.
struct Row {
    title: String,
    more: Option<String>,
    products: Vec<ProductCard>,
}

/// The owner's collection, or what the lists would show first.
async fn best_sellers(visit: &Visit, pricing: Pricing) -> Result<Option<Row>, Fault> {
    let shop = visit.shop();
    match catalog::collection(shop, "best-sellers", pricing, 1, ROW).await {
        Ok(CollectionView { handle, title, products, .. }) if !products.items.is_empty() => {
            return Ok(Some(Row { title, more: Some(address(&handle)), products: products.items }));
        }
        Ok(_) | Err(CatalogError::NoCollection) => {}
        Err(error) => return Err(error.into()),
    }
    let all = ListQuery { page: 1, per_page: ROW, ..ListQuery::default() };
    let products = search::list(shop, &all, pricing).await?.products.items;
    Ok((!products.is_empty()).then(|| Row { title: t("shop-home-best").into(), more: None, products }))
}

/// The page does without; it is only not kept like this.
fn missing(fault: &Fault) -> bool {
    tracing::warn!(code = fault.code, "the home page lacks its products");
    false
}

/// The collections that the page does not show already.
fn collections(visit: &Visit, best: Option<&Row>) -> Vec<CollectionCard> {
    let shown = |one: &&CollectionCard| best.and_then(|row| row.more.as_ref()) == Some(&address(&one.handle));
    visit.frame.collections().iter().filter(|one| !shown(one)).take(COLLECTIONS).cloned().collect()
}

fn address(collection: &str) -> String {
    format!("/collection/{collection}")
}

fn first_category(visit: &Visit) -> Option<String> {
    visit.frame.menu().first().map(|node| format!("/c/{}", node.handle))
}

fn opening(hero: Option<(Stored, Stored)>, goal: Option<String>, about: bool) -> impl IntoView {
    let class = if hero.is_some() { "hero" } else { "hero hero--plain" };
    let picture = hero.map(|(wide, tall)| {
        view! {
            <div class="hero__picture">
                <picture>
                    <source media="(min-width: 64rem)" srcset=wide.srcset() sizes=HERO_SIZES width=wide.width height=wide.height/>
                    <Picture picture=tall sizes=HERO_SIZES first=true/>
                </picture>
            </div>
        }
    });
    let goal =
        goal.map(|href| view! { <a class="button button--primary button--lg" href=href>{t("shop-hero-goal")}</a> });
    let about = about.then(|| {
        view! { <a class="arrow-link" href="/page/about">{t("shop-hero-about")}<Icon name="right" size=IconSize::Small/></a> }
    });
    view! {
        <section class=class aria-labelledby="hero-title">
            {picture}
            <div class="hero__text">
                <h1 class="hero-title" id="hero-title">{t("shop-hero-title")}</h1>
                <p class="lead">{t("shop-hero-lead")}</p>
                <p class="hero__actions">{goal}{about}</p>
            </div>
        </section>
    }
}

fn promises(ways: &[PaymentChoice]) -> impl IntoView + use<> {
    let every_way = ways.len() == PaymentMethod::ALL.len();
    view! {
        <ul class="promises">
            <li><Icon name="truck"/><span>{t("shop-promise-delivery")}</span></li>
            <li><Icon name="return"/><span>{t("shop-promise-returns")}</span></li>
            <li><Icon name="user"/><span>{t("shop-promise-guest")}</span></li>
            {every_way.then(|| view! { <li><Icon name="lock"/><span>{t("shop-promise-payment")}</span></li> })}
        </ul>
    }
}

fn row(row: Row) -> impl IntoView {
    let more = row.more.map(|href| (href, t("shop-see-all").to_owned()));
    view! {
        <section class="section" aria-labelledby="t-best">
            {section_head("t-best", row.title, more)}
            {grid(row.products, true, 0)}
        </section>
    }
}

fn collection_row(collections: Vec<CollectionCard>) -> impl IntoView {
    let more = Some(("/collections".to_owned(), t("shop-see-all").to_owned()));
    view! {
        <section class="section" aria-labelledby="t-collections">
            {section_head("t-collections", t("shop-collections").into(), more)}
            {collection_cards(collections)}
        </section>
    }
}

fn strip(picture: Stored) -> impl IntoView {
    view! {
        <section class="section strip" aria-labelledby="t-story">
            <div class="strip__text">
                <h2 id="t-story">{t("shop-story-title")}</h2>
                <p class="lead">{t("shop-story-text")}</p>
                <a class="button button--secondary" href="/page/about">{t("shop-story-more")}</a>
            </div>
            <div class="picture"><Picture picture=picture sizes=STRIP_SIZES/></div>
        </section>
    }
}

fn quotes(praise: Vec<Praise>) -> impl IntoView {
    let quotes: Vec<_> = praise.into_iter().map(quote).collect();
    view! {
        <section class="section" aria-labelledby="t-quotes">
            {section_head("t-quotes", t("shop-quotes").into(), None)}
            <div class="quotes">{quotes}</div>
        </section>
    }
}

fn quote(praise: Praise) -> impl IntoView {
    let said = t_args("shop-stars-spoken", &[("stars", praise.rating.into())]);
    let thumb = praise.picture.map(|p| view! { <div class="picture"><Thumb picture=p width=40 height=50/></div> });
    view! {
        <figure class="quote">
            <span class="stars">{five_stars(praise.rating)}<span class="vh">{said}</span></span>
            <blockquote>{praise.body}</blockquote>
            <figcaption class="quote__by">
                {thumb}
                <span class="meta">
                    <strong class="strong">{praise.author}</strong>
                    <br/>
                    {t("shop-quote-bought")}" "<a href=format!("/p/{}", praise.product.handle)>{praise.product.title}</a>
                </span>
            </figcaption>
        </figure>
    }
}

fn store_ld(visit: &Visit) -> String {
    let site = visit.site();
    serde_json::json!({
        "@context": "https://schema.org", "@type": "OnlineStore", "name": site.name, "url": site.absolute("/"),
        "email": visit.shop().settings.shop.email,
    })
    .to_string()
}
