//! Running text: `/page/<handle>`.

use super::parts::crumbs;
use crate::{
    app::Head,
    web::{Page, PageResult, Visit, cache::Tag},
};
use axum::extract::Path;
use commerce::{
    content,
    text::{self, t, t_args},
};
use leptos::prelude::*;

/// `GET /page/{handle}`
pub async fn content(visit: Visit, Path(handle): Path<String>) -> PageResult {
    let page = content::content_page(visit.shop(), &handle).await?;
    let chosen = |own: &str, else_: &str| if own.is_empty() { else_.to_owned() } else { own.to_owned() };
    let mut head = Head::new(chosen(&page.seo_title, &page.title));
    head.description = Some(chosen(&page.seo_description, &page.summary)).filter(|text| !text.is_empty());
    head.canonical = Some(format!("/page/{}", page.handle));
    head.class = "text-page";
    let changed = t_args("shop-page-changed", &[("date", text::date(page.updated_at).into())]);
    let others = others(&visit, &page.handle);
    Ok(Page::storefront(&visit, head, move || {
        view! {
            <div class="container">
                {crumbs(&[], &page.title)}
                <div class="doc">
                    <article class="stack stack--lg">
                        <header class="stack">
                            <h1>{page.title.clone()}</h1>
                            {(!page.summary.is_empty()).then(|| view! { <p class="lead">{page.summary}</p> })}
                            <p class="meta">{changed}</p>
                        </header>
                        <div class="prose" inner_html=page.body></div>
                        {(page.handle == "contact").then(|| view! {
                            <p><a class="button button--primary button--lg" href="/contact">{t("shop-write-to-us")}</a></p>
                        })}
                    </article>
                    <aside class="doc__side">{others}</aside>
                </div>
            </div>
        }
    })
    .shared_by([Tag::Text]))
}

/// The other pages of running text that people look for beside this one.
fn others(visit: &Visit, here: &str) -> impl IntoView + use<> {
    let pages = ["shipping", "returns", "contact", "care-guide", "glossary", "about"];
    let link = |handle: &str| {
        let page = visit.frame.page(handle)?;
        let current = (handle == here).then_some("page");
        Some(view! { <li><a href=format!("/page/{}", page.handle) aria-current=current>{page.title.clone()}</a></li> })
    };
    let links: Vec<_> = pages.into_iter().filter_map(link).collect();
    (!links.is_empty()).then(|| {
        view! { <nav class="toc" aria-labelledby="t-pages"><h2 class="h4" id="t-pages">{t("shop-page-others")}</h2><ol>{links}</ol></nav> }
    })
}
