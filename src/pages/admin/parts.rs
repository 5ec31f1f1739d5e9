//! Small pieces that the back office's pages share.

use crate::web::{Flash, StaffVisit, status};
use axum::http::{HeaderValue, header, request::Parts};
use commerce::text::{self, t};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use model::{Fault, Page};

/// The visit behind the page that is being rendered; `None` only while routes are listed at start.
pub fn visit() -> Option<StaffVisit> {
    use_context::<Parts>()?.extensions.get::<StaffVisit>().cloned()
}

/// A glyph of the sprite.
pub fn icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("/admin-icons.svg#{name}")></use></svg> }
}

/// The mark of the product.
pub fn brand_mark() -> impl IntoView {
    view! { <svg class="icon brand-mark" aria-hidden="true"><use href="/admin-icons.svg#stoa"></use></svg> }
}

/// A status as ground, word and shape; what is done loses its ground.
pub fn pill(tone: &'static str, shape: &'static str, word: String) -> impl IntoView {
    view! { <span class=format!("pill {tone}")>{icon(shape)}{word}</span> }
}

/// A table that may be wider than its screen: keys scroll it too.
#[component]
pub fn Wide(label: String, children: Children) -> impl IntoView {
    view! { <div class="table-wrap" role="region" tabindex="0" aria-label=label>{children()}</div> }
}

/// A page that failed, inside the frame and with its status.
pub fn failed(fault: Fault) -> AnyView {
    let fault = text::explain(fault);
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status(&fault));
        if let Some(seconds) = fault.retry_after {
            response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    view! {
        <main class="page" id="main">
            <header class="page-head"><div class="page-title"><h1>{t("admin-failed")}</h1></div></header>
            <div class="notice notice-danger" role="alert"><p>{fault.message}</p></div>
            <p><a href="/admin">{t("admin-back")}</a></p>
        </main>
    }
    .into_any()
}

/// What the form before this page had to say.
pub fn said(flash: &Option<Flash>) -> impl IntoView + use<> {
    flash.as_ref().map(|flash| {
        let (class, role) =
            if flash.good { ("notice notice-success", "status") } else { ("notice notice-danger", "alert") };
        view! { <div class=class role=role><p>{flash.message.clone()}</p></div> }
    })
}

/// The views of a list as links.
pub fn view_tabs(
    label: &'static str,
    base: &str,
    current: &str,
    views: &[(&'static str, &'static str)],
) -> impl IntoView + use<> {
    let tabs = views
        .iter()
        .map(|(view, key)| {
            let on = if current.is_empty() { *view == "all" } else { *view == current };
            view! { <a class="view-tab" href=format!("{base}?view={view}") aria-current=on.then_some("true")>{t(key)}</a> }
        })
        .collect_view();
    view! { <nav class="view-tabs" aria-label=label>{tabs}</nav> }
}

/// The foot of a list: what is shown and the way to the next page.
pub fn pager<T>(page: &Page<T>, base: &str, query: &[(&str, &str)]) -> impl IntoView + use<T> {
    let address = |number: u32| {
        let kept = query.iter().filter(|(_, value)| !value.is_empty());
        let kept: String = kept.map(|(name, value)| format!("{name}={}&", model::percent::encoded(value))).collect();
        format!("{base}?{kept}page={number}")
    };
    let first = u64::from((page.page - 1) * page.per_page) + 1;
    let last = first + page.items.len() as u64 - u64::from(!page.items.is_empty());
    let shown = if page.items.is_empty() {
        t("admin-list-empty").to_owned()
    } else {
        text::t_args(
            "admin-list-shown",
            &[("first", (first as i64).into()), ("last", (last as i64).into()), ("total", (page.total as i64).into())],
        )
    };
    let before = (page.page > 1).then(|| (address(page.page - 1), t("admin-page-before")));
    let after = (page.page < page.pages()).then(|| (address(page.page + 1), t("admin-page-after")));
    let link = |(href, label): (String, &'static str)| view! { <a class="button button-secondary button-sm" href=href>{label}</a> };
    view! {
        <div class="table-foot">
            <span>{shown}</span>
            <span class="pager row">{before.map(link)}{after.map(link)}</span>
        </div>
    }
}
