//! Search: `/search?q=`.

use super::{
    frame,
    nothing::{ask, nothing, refused},
    typed::WrongPrices,
};
use crate::{
    app::Head,
    pages::storefront::parts::{Sought, Words},
    ui::{Icon, IconSize},
    web::{
        Failed, Page, PageResult, Visit,
        cache::{Searched, Tag},
    },
};
use axum::{
    extract::RawQuery,
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    search::{self as operation, SearchError},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::search::{ListQuery, Listing, Suggestion};

/// `GET /search`
pub async fn search(visit: Visit, RawQuery(raw): RawQuery) -> Result<Response, Failed> {
    let asked = ListQuery::from_query_string(None, raw.as_deref().unwrap_or_default(), visit.pricing.currency);
    let mut head = Head::new(t("shop-search"));
    head.noindex = true;
    head.class = "search-page";
    let Some(text) = asked.text.clone() else { return Ok(ask(&visit, head).into_response()) };
    // Who narrows a list or goes on in it wants the list.
    let begins = !asked.filtered() && asked.page <= 1;
    if begins && let Some(address) = operation::leads_to(visit.shop(), &text, visit.pricing).await? {
        let mut answer = Redirect::to(&address).into_response();
        // Counted in front, which knows what a browser only fetched in advance.
        answer.extensions_mut().insert(Searched { text: text.into(), hits: 1 });
        return Ok(answer);
    }
    head.title = t_args("shop-search-title", &[("text", (&text).into())]);
    let wrong = WrongPrices::of(raw.as_deref().unwrap_or_default(), visit.pricing.currency);
    let page = wrong.answer(results(&visit, head, text.clone(), asked, wrong.clone()).await?);
    Ok(if begins { page.into_response() } else { page.uncounted().into_response() })
}

async fn results(visit: &Visit, mut head: Head, text: String, asked: ListQuery, wrong: WrongPrices) -> PageResult {
    let currency = visit.pricing.currency;
    let listing = match operation::list(visit.shop(), &asked, visit.pricing).await {
        Err(error @ SearchError::TooLong) => {
            head.title = t("shop-search").into();
            return Ok(refused(visit, head, &text, error.into()));
        }
        other => other?,
    };
    let query = listing.query.clone();
    head.search = Some(text.clone());
    if listing.products.total == 0 && !query.filtered() {
        return Ok(nothing(visit, head, text.clone()).await?.searched(&text, 0));
    }
    let hints = operation::places(visit.shop(), &text, visit.pricing).await.unwrap_or_default();
    let title = title(&text, &listing);
    let shown: Vec<_> = listing.products.items.iter().map(|card| card.id).collect();
    let sought = Sought(listing.corrected.clone().unwrap_or_else(|| text.clone()).into());
    let (total, typed) = (listing.products.total, text.clone());
    let words = Words(visit.frame.words().clone());
    let page = Page::storefront(visit, head, move || {
        provide_context(sought);
        provide_context(wrong);
        provide_context(words);
        view! {
            <div class="container">
                <div class="list-head" id="list-head" data-part>
                    <h1>{title}</h1>
                    {listing.corrected.as_deref().map(|used| corrected(&text, used))}
                    {elsewhere(hints)}
                </div>
                {frame(query, listing, currency)}
            </div>
        }
    });
    Ok(page.shared_as_list(shown, [Tag::Found]).searched(&typed, total))
}

fn title(text: &str, listing: &Listing) -> String {
    t_args("shop-search-results", &[("count", (listing.products.total as i64).into()), ("text", text.into())])
}

fn corrected(text: &str, used: &str) -> impl IntoView + use<> {
    let line = t_args("shop-search-corrected", &[("text", text.into()), ("used", used.into())]);
    view! { <p class="lead">{line}</p> }
}

/// Categories and pages that the words name.
fn elsewhere(hints: Vec<Suggestion>) -> Option<impl IntoView> {
    let places: Vec<_> = hints
        .into_iter()
        .map(|hint| view! { <a class="chip" href=hint.href>{hint.label}<Icon name="right" size=IconSize::Small/></a> })
        .collect();
    (!places.is_empty()).then(|| view! { <nav class="chips" aria-label=t("shop-search-places")>{places}</nav> })
}
