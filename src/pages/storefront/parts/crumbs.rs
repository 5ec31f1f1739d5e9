//! The way from the front page to here.

use commerce::text::t;
use leptos::prelude::*;
use model::catalog::Crumb;

/// A step of the way: its title, and the path of its page.
type Step = (String, String);

/// The way through categories as links; the last step is this page.
pub fn crumbs(categories: &[Crumb], here: &str) -> impl IntoView + use<> {
    trail(steps(categories), here)
}

/// The same way for search engines.
pub fn crumbs_ld(categories: &[Crumb], here: (&str, &str), absolute: impl Fn(&str) -> String) -> String {
    trail_ld(steps(categories), here, absolute)
}

fn steps(categories: &[Crumb]) -> Vec<Step> {
    categories.iter().map(|crumb| (crumb.title.clone(), format!("/c/{}", crumb.handle))).collect()
}

/// Any way as links; the last step is this page.
pub fn trail(steps: Vec<Step>, here: &str) -> impl IntoView + use<> {
    let step = |(title, path): Step| view! { <li><a href=path>{title}</a></li> };
    let steps: Vec<_> = steps.into_iter().map(step).collect();
    view! {
        <nav class="crumbs" aria-label=t("shop-crumbs")>
            <ol>
                <li><a href="/">{t("shop-crumbs-home")}</a></li>
                {steps}
                <li aria-current="page"><span>{here.to_owned()}</span></li>
            </ol>
        </nav>
    }
}

/// The same way for search engines.
pub fn trail_ld(steps: Vec<Step>, here: (&str, &str), absolute: impl Fn(&str) -> String) -> String {
    let mut items = vec![(t("shop-crumbs-home").to_owned(), absolute("/"))];
    items.extend(steps.into_iter().map(|(title, path)| (title, absolute(&path))));
    items.push((here.0.to_owned(), absolute(here.1)));
    let list: Vec<_> = items
        .into_iter()
        .zip(1u32..)
        .map(|((name, item), position)| {
            serde_json::json!({ "@type": "ListItem", "position": position, "name": name, "item": item })
        })
        .collect();
    serde_json::json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": list })
        .to_string()
}
