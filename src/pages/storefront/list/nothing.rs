//! A search page without results: nothing was asked, nothing was found, or too much was asked.

use crate::{
    app::Head,
    pages::storefront::parts::{grid, picked, section_head, tiles},
    ui::{Icon, suggest as suggestions},
    web::{Page, PageResult, Visit},
};
use commerce::{
    catalog, search as operation,
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    Fault,
    catalog::{CategoryNode, ProductCard},
    search::ListQuery,
};

const FEW: u32 = 4;
/// Letters that the search field takes.
const LONGEST: usize = commerce::search::LONGEST_TEXT;

/// Nothing was asked yet.
pub fn ask(visit: &Visit, head: Head) -> Page {
    let tree = visit.frame.menu().clone();
    Page::storefront(visit, head, move || {
        view! {
            <div class="container">
                <div class="page-head"><h1>{t("shop-search-label")}</h1>{field("")}</div>
                {instead(&tree)}
            </div>
        }
    })
}

/// The search was refused: the sentence stands at the field, which holds as much as it can.
pub fn refused(visit: &Visit, head: Head, typed: &str, fault: Fault) -> Page {
    let fault = text::explain(fault);
    let (tree, sentence) = (visit.frame.menu().clone(), fault.message.clone());
    let kept: String = typed.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    Page::storefront(visit, head, move || {
        view! {
            <div class="container">
                <div class="page-head">
                    <h1>{t("shop-search-label")}</h1>
                    {field(&kept)}
                    <p class="field__error" role="alert">{sentence}</p>
                </div>
                {instead(&tree)}
            </div>
        }
    })
    .fault(&fault)
}

/// Nothing was found: other words, categories, what others find, and somebody to ask.
pub async fn nothing(visit: &Visit, head: Head, text: String) -> PageResult {
    let best: Vec<ProductCard> = match catalog::collection(visit.shop(), "best-sellers", visit.pricing, 1, FEW).await {
        Ok(list) => list.products.items,
        Err(_) => vec![],
    };
    let tree = visit.frame.menu().clone();
    let currency = visit.pricing.currency;
    let looser = operation::looser(visit.shop(), &text).await?;
    let title = t_args("shop-search-nothing", &[("text", (&text).into())]);
    let word = move |word: String| {
        let href = ListQuery { text: Some(word.clone()), ..ListQuery::default() }.href(currency);
        view! { <a class="chip" href=href rel="nofollow">{word}</a> }
    };
    Ok(Page::storefront(visit, head, move || {
        view! {
            <div class="container">
                <div class="page-head">
                    {field(&text)}
                    <h1>{title}</h1>
                    <p class="lead">{t("shop-search-nothing-hint")}</p>
                    {(!looser.is_empty()).then(|| view! {
                        <nav class="chips" aria-label=t("shop-search-looser")>
                            <span class="meta">{t("shop-search-looser")}</span>
                            {looser.into_iter().map(word).collect_view()}
                        </nav>
                    })}
                    <p><a class="link" href="/contact">{t("shop-search-contact")}</a></p>
                </div>
                {instead(&tree)}
                {(!best.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="t-others">
                        {section_head("t-others", t("shop-search-others").into(), None)}
                        {grid(best, true, 0)}
                    </section>
                })}
            </div>
        }
    }))
}

/// A search field in the page itself.
pub fn field(text: &str) -> impl IntoView + use<> {
    let text = text.to_owned();
    view! {
        <search class="lost">
            <div class="search-box">
                <form class="input-group input-group--lead" action="/search">
                    <Icon name="search"/>
                    <label class="vh" for="sq">{t("shop-search-label")}</label>
                    <input class="input" id="sq" name="q" type="search" maxlength=LONGEST autocomplete="off"
                        data-list="sq-list" value=text/>
                </form>
                {suggestions("sq-list", t("shop-suggestions"))}
            </div>
        </search>
    }
}

/// Categories for people who did not find what they looked for.
pub fn instead(tree: &[CategoryNode]) -> Option<impl IntoView + use<>> {
    let nodes = picked(tree, FEW as usize);
    (!nodes.is_empty()).then(|| {
        view! {
            <section aria-labelledby="t-instead">
                {section_head("t-instead", t("shop-search-instead").into(), None)}
                {tiles(nodes, true)}
            </section>
        }
    })
}
