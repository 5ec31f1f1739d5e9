//! The footer: categories, pages of running text, and the switch of the theme.

use crate::ui::{Icon, IconSize};
use commerce::{
    content::MenuLink,
    text::{self, t},
};
use leptos::prelude::*;
use model::catalog::{CategoryNode, CollectionCard, Crumb};

/// Top categories in the footer.
const CATEGORIES: usize = 6;
/// Which pages stand under which heading, in order; those that the shop does not have are left out.
const GROUPS: [(&str, &[&str]); 3] = [
    ("shop-footer-help", &["shipping", "returns", "contact", "faq"]),
    ("shop-footer-about", &["about", "care-guide", "glossary", "makers", "jobs"]),
    ("shop-footer-legal", &["terms", "privacy", "withdrawal", "imprint", "accessibility"]),
];

/// Everything below the page.
pub fn footer(
    name: &str,
    tree: &[CategoryNode],
    collections: &[CollectionCard],
    pages: &[Crumb],
    menu: &[MenuLink],
    picker: Option<AnyView>,
) -> impl IntoView + use<> {
    let name = name.to_owned();
    let groups = match menu.is_empty() {
        true => own(tree, collections, pages),
        false => menu.iter().map(made).collect(),
    };
    view! {
        <footer class="site-footer">
            <div class="container">
                <div class="site-footer__grid">
                    <div class="stack stack--sm">
                        <a class="logo start" href="/">{name}</a>
                        <p class="meta">{t("shop-footer-line")}</p>
                    </div>
                    {groups}
                </div>
                <div class="site-footer__end">
                    <p>{t("shop-footer-tax")}</p>
                    {picker}
                    <button class="text-button only-script" data-theme-switch>
                        <Icon name="theme" size=IconSize::Small/>
                        {t("shop-theme")}
                    </button>
                </div>
            </div>
        </footer>
    }
}

/// The footer of a shop whose staff made none.
fn own(tree: &[CategoryNode], collections: &[CollectionCard], pages: &[Crumb]) -> Vec<AnyView> {
    let link = |node: &CategoryNode| (Some(format!("/c/{}", node.handle)), node.title.clone());
    let mut shop: Vec<_> = tree.iter().take(CATEGORIES).map(link).collect();
    if !collections.is_empty() {
        shop.push((Some("/collections".into()), t("shop-collections").into()));
    }
    let texts = GROUPS.iter().map(|(heading, handles)| (t(heading), of(pages, handles)));
    let groups = [(t("shop-footer-shop"), shop)].into_iter().chain(texts).filter(|(_, links)| !links.is_empty());
    groups.map(|(heading, links)| group(heading.to_owned(), None, links)).collect()
}

/// A group of the footer that staff made: a heading or a link, with the links below it.
fn made(link: &MenuLink) -> AnyView {
    let mut links = vec![];
    below(link, &mut links);
    group(link.words.clone(), link.href.clone(), links)
}

/// All links below another in one row: the footer has two levels, a menu three.
fn below(link: &MenuLink, out: &mut Vec<Link>) {
    for child in &link.children {
        out.push((child.href.clone(), child.words.clone()));
        below(child, out);
    }
}

/// Where a link leads, and its words.
type Link = (Option<String>, String);

fn of(pages: &[Crumb], handles: &[&str]) -> Vec<Link> {
    let page = |handle: &&str| pages.iter().find(|page| page.handle == *handle);
    let link = |page: &Crumb| {
        let title = text::find(&format!("shop-page-{}", page.handle)).map_or(page.title.clone(), str::to_owned);
        (Some(format!("/page/{}", page.handle)), title)
    };
    handles.iter().filter_map(page).map(link).collect()
}

fn group(heading: String, href: Option<String>, links: Vec<Link>) -> AnyView {
    let item = |(href, words): Link| match href {
        Some(href) => view! { <li><a href=href>{words}</a></li> }.into_any(),
        None => view! { <li>{words}</li> }.into_any(),
    };
    let head = match href {
        Some(href) => view! { <a href=href>{heading.clone()}</a> }.into_any(),
        None => heading.clone().into_any(),
    };
    let links: Vec<_> = links.into_iter().map(item).collect();
    let links = (!links.is_empty()).then(|| view! { <ul>{links}</ul> });
    view! { <nav aria-label=heading><h2>{head}</h2>{links}</nav> }.into_any()
}
