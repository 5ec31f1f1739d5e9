//! Pages that say what went wrong and what can be done now.

use super::{
    list::{field, instead},
    parts::{grid, section_head},
};
use crate::{
    app::Head,
    web::{Failed, Page, Visit, is_secret, page_of},
};
use axum::http::{Method, StatusCode};
use commerce::{
    catalog, search,
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{Fault, FaultKind, catalog::ProductCard, percent, search::ListQuery};

const LIKELY: usize = 4;
/// Letters of an address that are repeated and searched for.
const LONGEST: usize = 80;

/// What every address answers that nothing else answers.
pub async fn nowhere() -> Failed {
    Failed(Fault::not_found("not-found"))
}

/// The page of a fault, for an answer of a status.
pub async fn trouble(visit: &Visit, fault: &Fault, status: StatusCode) -> Page {
    let number = t_args("shop-error", &[("status", u32::from(status.as_u16()).into())]);
    match fault.kind {
        FaultKind::NotFound | FaultKind::Gone => lost(visit, fault, number).await,
        _ => broken(visit, fault, status, number),
    }
}

/// There is nothing here: a search prefilled with the words of the address, likely products, categories.
async fn lost(visit: &Visit, fault: &Fault, number: String) -> Page {
    let path = visit.uri.path();
    // What was asked for by a link is worth a guess; the address of a form or of a secret is not.
    let guess = visit.method == Method::GET && !is_secret(path);
    let words = if guess { words(path) } else { String::new() };
    let likely = match fault.kind {
        FaultKind::Gone => instead_of(visit, path).await,
        _ => likely(visit, &words).await,
    };
    let sentence = match guess && fault.code == "not-found" {
        true => t_args("shop-lost-address", &[("path", (&shown(path)).into())]),
        false => fault.message.clone(),
    };
    let tree = visit.frame.menu().clone();
    let title = if fault.kind == FaultKind::Gone { t("shop-gone") } else { t("shop-lost") };
    Page::storefront(visit, head(title.into()), move || {
        view! {
            <div class="container">
                <div class="page-head">
                    <div class="lost">
                        <p class="meta num">{number}</p>
                        <h1>{title}</h1>
                        <p class="lead">{sentence}</p>
                    </div>
                    {field(&words)}
                    <p><a class="link" href="/contact">{t("shop-search-contact")}</a></p>
                </div>
                {(!likely.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="t-likely">
                        {section_head("t-likely", t("shop-lost-likely").into(), None)}
                        {grid(likely, true, 0)}
                    </section>
                })}
                <div class="section">{instead(&tree)}</div>
            </div>
        }
    })
}

/// Something else went wrong: what happened, whether anything was lost, and the way on.
fn broken(visit: &Visit, fault: &Fault, status: StatusCode, number: String) -> Page {
    let title = match fault.kind {
        FaultKind::Internal => t("shop-broken"),
        FaultKind::Unavailable => t("shop-away"),
        FaultKind::RateLimited => t("shop-too-often"),
        _ => t("shop-refused"),
    };
    let message = fault.message.clone();
    // An address that is there for forms alone is opened in vain once more.
    let forms_alone = status == StatusCode::METHOD_NOT_ALLOWED;
    let again = page_of(if forms_alone { &Method::POST } else { &visit.method }, &visit.uri);
    let reference = fault.reference.clone().map(|reference| {
        view! {
            <dl class="facts facts--box">
                <div><dt>{t("shop-reference")}</dt><dd class="num">{reference}</dd></div>
                <div><dt>{t("shop-time")}</dt><dd class="num">{text::date_time(now())}</dd></div>
            </dl>
        }
    });
    Page::storefront(visit, head(title.into()), move || {
        view! {
            <div class="container">
                <div class="page-head">
                    <div class="lost">
                        <p class="meta num">{number}</p>
                        <h1>{title}</h1>
                        <p class="lead">{message}</p>
                        <div class="row">
                            <a class="button button--primary button--lg" href=again>{t("shop-try-again")}</a>
                            <a class="button button--secondary button--lg" href="/">{t("shop-to-home")}</a>
                            <a class="arrow-link" href="/contact">{t("shop-write-to-us")}</a>
                        </div>
                        {reference}
                    </div>
                </div>
            </div>
        }
    })
}

fn head(title: String) -> Head {
    let mut head = Head::new(title);
    head.noindex = true;
    head
}

fn now() -> model::Time {
    chrono::Utc::now().into()
}

async fn likely(visit: &Visit, words: &str) -> Vec<ProductCard> {
    if words.is_empty() {
        return vec![];
    }
    let query = ListQuery { text: Some(words.into()), page: 1, per_page: LIKELY as u32, ..ListQuery::default() };
    search::list(visit.shop(), &query, visit.pricing).await.map(|list| list.products.items).unwrap_or_default()
}

/// The first products of the category in which a product lay that is sold no longer.
async fn instead_of(visit: &Visit, path: &str) -> Vec<ProductCard> {
    let handle = path.rsplit('/').next().map(percent::decode).unwrap_or_default();
    let Ok(Some(category)) = catalog::category_of_gone(visit.shop(), &handle).await else {
        return likely(visit, &words(path)).await;
    };
    let query = ListQuery { category: Some(category.handle), page: 1, per_page: LIKELY as u32, ..ListQuery::default() };
    search::list(visit.shop(), &query, visit.pricing).await.map(|list| list.products.items).unwrap_or_default()
}

/// As much of an address as a sentence can hold.
fn shown(path: &str) -> String {
    match path.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &path[..end]),
        None => path.to_owned(),
    }
}

/// The last part of an address as words: `/p/brae-caserole` is "brae caserole".
fn words(path: &str) -> String {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let plain: String =
        percent::decode(last).chars().take(LONGEST).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_has_words() {
        assert_eq!(super::words("/p/brae-caserole_xl/"), "brae caserole xl");
        assert_eq!(super::words("/"), "");
        assert_eq!(super::words("/p/caf%C3%A9%20cup"), "café cup");
        assert_eq!(super::words(&format!("/{}", "a".repeat(60_000))).len(), 80);
        assert!(super::shown(&"é".repeat(60_000)).ends_with("é…"));
    }
}
