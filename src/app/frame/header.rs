//! The header: notice, logo, categories, search, cart; and the drawer of the phone.

use super::{branch::Branch, gap};
use crate::ui::{Icon, IconSize, Thumb, suggest};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{Money, catalog::CollectionCard};

/// Top categories beside the menu button.
const NAV: usize = 6;
/// Columns of the wide menu, and links in one of them.
const COLUMNS: usize = 10;
const ROWS: usize = 8;

/// Everything above the page.
pub fn header(
    name: &str,
    menu: &[Branch],
    collections: &[CollectionCard],
    free_from: Option<Money>,
) -> impl IntoView + use<> {
    let notice = free_from.map(|limit| t_args("shop-notice-free", &[("limit", limit.into())]));
    // On a phone one promise has to do.
    let returns = match &notice {
        Some(_) => view! { <span class="only-wide">". "{t("shop-promise-returns")}</span> }.into_any(),
        None => t("shop-promise-returns").into_any(),
    };
    let home = t_args("shop-home-label", &[("name", name.into())]);
    let name = name.to_owned();
    view! {
        <a class="skip" href="#main">{t("shop-skip")}</a>
        <aside class="notice" aria-label=t("shop-notice-label")>
            <div class="container">
                <p>{notice}{returns}</p>
                <button class="icon-button only-script" data-notice-off aria-label=t("shop-notice-off")>
                    <Icon name="close" size=IconSize::Small/>
                </button>
            </div>
        </aside>
        <header class="site-header">
            <div class="container site-header__row">
                <button class="icon-button tool--menu" popovertarget="menu" aria-label=t("shop-menu")>
                    <Icon name="menu"/>
                </button>
                <a class="logo" href="/" aria-label=home>{name.clone()}</a>
                {nav(menu)}
                {search()}
                {tools()}
            </div>
        </header>
        {drawer(&name, menu, collections)}
        {mega(menu, collections)}
    }
}

fn nav(menu: &[Branch]) -> Option<impl IntoView + use<>> {
    let link = |branch: &Branch| {
        let here = branch.section.as_ref().map(|handle| gap(&format!("section {handle}")));
        branch.href.clone().map(|href| view! { <a href=href aria-current=here>{branch.words.clone()}</a> })
    };
    let links: Vec<_> = menu.iter().filter_map(link).take(NAV).collect();
    (!menu.is_empty()).then(|| {
        view! {
            <nav class="site-nav" aria-label=t("shop-nav-label")>
                <button popovertarget="mega">{t("shop-nav-all")}<Icon name="chevron"/></button>
                {links}
            </nav>
        }
    })
}

fn search() -> impl IntoView {
    view! {
        <search class="site-search">
            <div class="search-box">
                <form class="input-group" action="/search">
                    <Icon name="search"/>
                    <label class="vh" for="q">{t("shop-search-label")}</label>
                    <input class="input" id="q" name="q" type="search" maxlength="200" autocomplete="off"
                        data-list="q-list" placeholder=t("shop-search") value=gap("search")/>
                </form>
                {suggest("q-list", t("shop-suggestions"))}
            </div>
        </search>
    }
}

/// Former searches as scripts show them; the row is repeated for each.
pub fn searches() -> impl IntoView {
    let label = t("shop-searches-before");
    view! {
        <template id="search-words">
            <div role="group" aria-label=label>
                <p class="suggest__label" aria-hidden="true">{label}</p>
                <a class="suggest__row" role="option" aria-selected="false" tabindex="-1"><Icon name="clock"/><span></span></a>
                <button class="suggest__row" role="option" aria-selected="false" tabindex="-1" type="button" id="forget-searches" data-forget>
                    <Icon name="close"/><span>{t("shop-searches-forget")}</span>
                </button>
            </div>
        </template>
    }
}

fn tools() -> impl IntoView {
    view! {
        <div class="site-tools">
            <a class="icon-button tool--search" href="/search" aria-label=t("shop-search")><Icon name="search"/></a>
            <a class="icon-button tool--wishlist" href="/wishlist" aria-label=t("shop-wishlist")><Icon name="heart"/></a>
            <a class="icon-button" id="cart-link" href="/cart" data-cart-open aria-label=gap("cart-label")>
                <Icon name="cart"/>
                <span class="icon-button__count" id="cart-count" data-count=gap("count") aria-hidden="true">
                    {gap("count")}
                </span>
            </a>
        </div>
    }
}

/// The menu on a phone: each level opens in place under the one before, so that nobody loses the way back.
fn drawer(name: &str, menu: &[Branch], collections: &[CollectionCard]) -> impl IntoView + use<> {
    let name = name.to_owned();
    let rows: Vec<_> = menu.iter().map(|branch| drawer_row(branch, Some("menu"))).collect();
    view! {
        <div class="menu" id="menu" popover>
            <div class="menu__head">
                <span class="logo">{name}</span>
                <button class="icon-button" popovertarget="menu" popovertargetaction="hide" aria-label=t("shop-menu-close")>
                    <Icon name="close"/>
                </button>
            </div>
            <nav aria-label=t("shop-nav-drawer")><ul class="menu__list">{rows}{drawer_collections(collections)}</ul></nav>
        </div>
    }
}

/// A branch; those of one `group` close each other.
fn drawer_row(branch: &Branch, group: Option<&'static str>) -> AnyView {
    let words = branch.words.clone();
    if branch.children.is_empty() {
        return view! { <li>{branch.link(None)}</li> }.into_any();
    }
    let all = t_args("shop-nav-all-of", &[("title", (&branch.words).into())]);
    let all = branch.href.clone().map(|href| view! { <li><a href=href>{all}</a></li> });
    let rows: Vec<_> = branch.children.iter().map(|child| drawer_row(child, None)).collect();
    view! {
        <li><details name=group>
            <summary>
                <span class="menu__name">{thumb(branch, 80, 80)}{words}</span>
                <Icon name="chevron"/>
            </summary>
            <ul>{all}{rows}</ul>
        </details></li>
    }
    .into_any()
}

fn thumb(branch: &Branch, width: u32, height: u32) -> Option<impl IntoView + use<>> {
    let picture = branch.picture.clone();
    picture.map(|p| view! { <span class="picture"><Thumb picture=p width=width height=height/></span> })
}

fn drawer_collections(collections: &[CollectionCard]) -> Option<impl IntoView + use<>> {
    let picture = collections.iter().find_map(|collection| collection.picture.clone());
    (!collections.is_empty()).then(|| {
        view! {
            <li><details name="menu">
                <summary>
                    <span class="menu__name">
                        {picture.map(|p| view! { <span class="picture"><Thumb picture=p width=80 height=80/></span> })}
                        {t("shop-collections")}
                    </span>
                    <Icon name="chevron"/>
                </summary>
                <ul>{collection_links(collections)}</ul>
            </details></li>
        }
    })
}

/// The first collections, and the way to all of them.
fn collection_links(collections: &[CollectionCard]) -> impl IntoView + use<> {
    let link = |one: &CollectionCard| {
        view! { <li><a href=format!("/collection/{}", one.handle)>{one.title.clone()}</a></li> }
    };
    let links: Vec<_> = collections.iter().take(ROWS).map(link).collect();
    view! { {links}<li><a href="/collections">{t("shop-collections-all")}</a></li> }
}

/// The menu on a wide screen: a column for each branch, with a picture. What has no room stands in a plain column after
/// them.
fn mega(menu: &[Branch], collections: &[CollectionCard]) -> impl IntoView + use<> {
    let columns: Vec<_> = menu.iter().take(COLUMNS).map(column).collect();
    let rest: Vec<_> = menu.iter().skip(COLUMNS).map(|branch| view! { <li>{branch.link(None)}</li> }).collect();
    let rest = (!rest.is_empty()).then(|| view! { <div class="mega__col mega__col--plain"><ul>{rest}</ul></div> });
    let collections = (!collections.is_empty()).then(|| {
        view! {
            <div class="mega__col mega__col--plain">
                <a class="mega__head" href="/collections">{t("shop-collections")}</a>
                <ul>{collection_links(collections)}</ul>
            </div>
        }
    });
    view! {
        <div class="mega" id="mega" popover>
            <nav class="container mega__grid" aria-label=t("shop-nav-mega")>{columns}{rest}{collections}</nav>
        </div>
    }
}

fn column(branch: &Branch) -> impl IntoView + use<> {
    let links: Vec<_> = branch.children.iter().take(ROWS).map(|child| view! { <li>{child.link(None)}</li> }).collect();
    let more = branch.href.clone().filter(|_| branch.children.len() > ROWS).map(|href| {
        let all = t_args("shop-nav-all-of", &[("title", (&branch.words).into())]);
        view! { <li><a href=href>{all}</a></li> }
    });
    let head = view! { {thumb(branch, 280, 210)}{branch.words.clone()} };
    let head = match branch.href.clone() {
        Some(href) => view! { <a class="mega__head" href=href>{head}</a> }.into_any(),
        None => view! { <span class="mega__head">{head}</span> }.into_any(),
    };
    view! { <div class="mega__col">{head}<ul>{links}{more}</ul></div> }
}
