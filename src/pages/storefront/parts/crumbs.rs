//! The way from the front page to here.

use commerce::text::t;
use leptos::prelude::*;
use model::catalog::Crumb;

/// The way as links; the last step is this page.
pub fn crumbs(steps: &[Crumb], here: &str) -> impl IntoView + use<> {
    let step = |crumb: &Crumb| view! { <li><a href=format!("/c/{}", crumb.handle)>{crumb.title.clone()}</a></li> };
    let steps: Vec<_> = steps.iter().map(step).collect();
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
pub fn crumbs_ld(steps: &[Crumb], here: (&str, &str), absolute: impl Fn(&str) -> String) -> String {
    let mut items = vec![(t("shop-crumbs-home").to_owned(), absolute("/"))];
    items.extend(steps.iter().map(|crumb| (crumb.title.clone(), absolute(&format!("/c/{}", crumb.handle)))));
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
