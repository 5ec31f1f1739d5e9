//! The header: notice, logo, categories, search, cart; and the drawer of the phone.

use super::gap;
use crate::{
    islands::SearchBox,
    ui::{Icon, IconSize, Thumb},
};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    Money,
    catalog::{CategoryNode, CollectionCard},
};

/// Top categories beside the menu button.
const NAV: usize = 6;
/// Columns of the wide menu, and links in one of them.
const COLUMNS: usize = 10;
const ROWS: usize = 8;

/// Everything above the page.
pub fn header(
    name: &str,
    tree: &[CategoryNode],
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
                {nav(tree)}
                {search()}
                {tools()}
            </div>
        </header>
        {drawer(&name, tree, collections)}
        {mega(tree, collections)}
    }
}

fn nav(tree: &[CategoryNode]) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = tree
        .iter()
        .take(NAV)
        .map(|node| {
            view! { <a href=href(node) aria-current=gap(&format!("section {}", node.handle))>{node.title.clone()}</a> }
        })
        .collect();
    (!tree.is_empty()).then(|| {
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
            <SearchBox>
                <form class="input-group" action="/search">
                    <Icon name="search"/>
                    <label class="vh" for="q">{t("shop-search-label")}</label>
                    <input class="input" id="q" name="q" type="search" maxlength="200" autocomplete="off"
                        data-list="q-list" data-list-label=t("shop-suggestions")
                        placeholder=t("shop-search") value=gap("search")/>
                </form>
            </SearchBox>
        </search>
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

/// The categories on a phone, one level in place and the next under it, and the collections after them.
fn drawer(name: &str, tree: &[CategoryNode], collections: &[CollectionCard]) -> impl IntoView + use<> {
    let name = name.to_owned();
    let rows: Vec<_> = tree.iter().map(drawer_row).collect();
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

fn drawer_row(node: &CategoryNode) -> AnyView {
    let title = node.title.clone();
    if node.children.is_empty() {
        return view! { <li><a href=href(node)>{title}</a></li> }.into_any();
    }
    let all = t_args("shop-nav-all-of", &[("title", (&node.title).into())]);
    let links: Vec<_> = node.children.iter().map(link).collect();
    view! {
        <li><details name="menu">
            <summary>
                <span class="menu__name">
                    {node.picture.clone().map(|p| view! { <span class="picture"><Thumb picture=p width=80 height=80/></span> })}
                    {title}
                </span>
                <Icon name="chevron"/>
            </summary>
            <ul><li><a href=href(node)>{all}</a></li>{links}</ul>
        </details></li>
    }
    .into_any()
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

/// The categories on a wide screen: a column each, with a picture. What has none stands in plain columns after them.
fn mega(tree: &[CategoryNode], collections: &[CollectionCard]) -> impl IntoView + use<> {
    let columns: Vec<_> = tree.iter().take(COLUMNS).map(column).collect();
    let rest: Vec<_> = tree.iter().skip(COLUMNS).map(link).collect();
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

fn column(node: &CategoryNode) -> impl IntoView + use<> {
    let links: Vec<_> = node.children.iter().take(ROWS).map(link).collect();
    let more = (node.children.len() > ROWS).then(|| {
        let all = t_args("shop-nav-all-of", &[("title", (&node.title).into())]);
        view! { <li><a href=href(node)>{all}</a></li> }
    });
    view! {
        <div class="mega__col">
            <a class="mega__head" href=href(node)>
                {node.picture.clone().map(|p| view! { <span class="picture"><Thumb picture=p width=280 height=210/></span> })}
                {node.title.clone()}
            </a>
            <ul>{links}{more}</ul>
        </div>
    }
}

fn link(node: &CategoryNode) -> impl IntoView + use<> {
    view! { <li><a href=href(node)>{node.title.clone()}</a></li> }
}

fn href(node: &CategoryNode) -> String {
    format!("/c/{}", node.handle)
}
