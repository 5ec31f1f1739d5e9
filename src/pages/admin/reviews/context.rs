//! What speaks for and against a review: product, purchase, author, and what happened so far.

use crate::pages::admin::parts::{icon, pill};
use commerce::text::{self, find, t, t_args};
use leptos::prelude::*;
use model::review::{ReviewCase, ReviewEvent};

/// The pane on the right.
pub fn context(case: &ReviewCase) -> impl IntoView + use<> {
    let product = &case.review.product;
    let picture =
        product.picture.as_ref().map(|p| view! { <img class="thumb" src=p.src(320) width="32" height="40" alt=""/> });
    let rating = product.rating.map(|rating| {
        t_args("admin-review-product", &[("rating", rating.to_string().into()), ("count", rating.count.into())])
    });
    let history: Vec<_> = case.history.iter().map(happened).collect();
    view! {
        <aside class="pane-context" aria-label=t("admin-review-context")>
            <section>
                <div class="media">
                    {picture}
                    <div>
                        <a class="medium" href=format!("/admin/products/{}", product.id)>{product.title.clone()}</a>
                        {(!case.variant.is_empty()).then(|| view! { <p class="muted small">{case.variant.clone()}</p> })}
                        {rating.map(|rating| view! { <p class="small">{rating}</p> })}
                    </div>
                </div>
            </section>
            <section><h3>{t("admin-review-proof")}</h3>{proof(case)}</section>
            <section>
                <h3>{t("admin-review-author")}</h3>
                <p class="muted small">{author(case)}</p>
            </section>
            <section>
                <h3>{t("admin-review-history")}</h3>
                {history.is_empty().then(|| view! { <p class="muted small">{t("admin-review-imported")}</p> })}
                <ol class="mini-log">{history}</ol>
            </section>
        </aside>
    }
}

fn proof(case: &ReviewCase) -> AnyView {
    match &case.proof {
        Some(proof) => view! {
            <p class="row">
                {pill("pill-done", "disc", t("admin-review-verified").into())}
                <a href=format!("/admin/orders/{}", proof.order)>{proof.number.clone()}</a>
            </p>
            <p class="muted small">{text::date(proof.placed_at)}</p>
        }
        .into_any(),
        None if case.review.verified => pill("pill-done", "disc", t("admin-review-verified").into()).into_any(),
        None => unproven(case).into_any(),
    }
}

/// What speaks for an author who only typed an address.
fn unproven(case: &ReviewCase) -> AnyView {
    match &case.unproven {
        Some(order) => view! {
            <p class="row">
                {icon("ring")}
                <a href=format!("/admin/orders/{}", order.order)>{order.number.clone()}</a>
            </p>
            <p class="muted small">{t("admin-review-unproven")}</p>
        }
        .into_any(),
        None => view! { <p class="muted small">{icon("ring")}" "{t("admin-review-no-proof")}</p> }.into_any(),
    }
}

fn author(case: &ReviewCase) -> String {
    if !case.tells_author {
        return t("admin-review-no-address").to_owned();
    }
    t_args("admin-review-others", &[("others", case.others.into()), ("rejected", case.others_rejected.into())])
}

fn happened(event: &ReviewEvent) -> impl IntoView + use<> {
    let words = match event.what.as_str() {
        "told" => find(&format!("admin-review-told-{}", event.note.replace('_', "-"))),
        what => find(&format!("admin-review-happened-{what}")),
    };
    let words = words.map_or_else(|| event.what.clone(), str::to_owned);
    let by = event.by_name.as_ref().map(|name| format!(", {name}"));
    view! { <li><span class="when">{text::date_time(event.at)}</span><span>{words}{by}</span></li> }
}
