//! The footer: categories, pages of running text, and the switch of the theme.

use crate::ui::{Icon, IconSize};
use commerce::text::{self, t};
use leptos::prelude::*;
use model::catalog::{CategoryNode, CollectionCard, Crumb};

/// Top categories in the footer.
const CATEGORIES: usize = 6;
/// Which pages stand under which heading, in order; those that the shop does not have are left out.
const GROUPS: [(&str, &[&str]); 3] = [
    ("shop-footer-help", &["shipping", "returns", "contact", "faq"]),
    ("shop-footer-about", &["about", "care-guide", "makers", "jobs"]),
    ("shop-footer-legal", &["terms", "privacy", "withdrawal", "imprint", "accessibility"]),
];

/// Everything below the page.
pub fn footer(
    name: &str,
    tree: &[CategoryNode],
    collections: &[CollectionCard],
    pages: &[Crumb],
) -> impl IntoView + use<> {
    let name = name.to_owned();
    let mut shop: Vec<_> =
        tree.iter().take(CATEGORIES).map(|node| ("/c/", node.handle.clone(), node.title.clone())).collect();
    if !collections.is_empty() {
        shop.push(("/", "collections".into(), t("shop-collections").into()));
    }
    let groups: Vec<_> = GROUPS.iter().filter_map(|(heading, handles)| group(t(heading), of(pages, handles))).collect();
    view! {
        <footer class="site-footer">
            <div class="container">
                <div class="site-footer__grid">
                    <div class="stack stack--sm">
                        <a class="logo start" href="/">{name}</a>
                        <p class="meta">{t("shop-footer-line")}</p>
                    </div>
                    {group(t("shop-footer-shop"), shop)}
                    {groups}
                </div>
                <div class="site-footer__end">
                    <p>{t("shop-footer-tax")}</p>
                    <button class="text-button only-script" data-theme-switch>
                        <Icon name="theme" size=IconSize::Small/>
                        {t("shop-theme")}
                    </button>
                </div>
            </div>
        </footer>
    }
}

type Link = (&'static str, String, String);

fn of(pages: &[Crumb], handles: &[&str]) -> Vec<Link> {
    let page = |handle: &&str| pages.iter().find(|page| page.handle == *handle);
    let link = |page: &Crumb| {
        let title = text::find(&format!("shop-page-{}", page.handle)).map_or(page.title.clone(), str::to_owned);
        ("/page/", page.handle.clone(), title)
    };
    handles.iter().filter_map(page).map(link).collect()
}

fn group(heading: &'static str, links: Vec<Link>) -> Option<impl IntoView> {
    let item = |(folder, handle, title): Link| view! { <li><a href=format!("{folder}{handle}")>{title}</a></li> };
    (!links.is_empty()).then(|| {
        view! {
            <nav aria-label=heading>
                <h2>{heading}</h2>
                <ul>{links.into_iter().map(item).collect::<Vec<_>>()}</ul>
            </nav>
        }
    })
}
