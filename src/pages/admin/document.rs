//! The document of the back office and its tree of pages.

use super::{frame::Frame, order::Order, orders::Orders, product::Product, products::Products};
use crate::web::{AppState, Site};
use axum::http::{HeaderValue, header};
use commerce::text::t;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The whole document; pages fill the tree inside.
pub fn document(state: &AppState) -> impl IntoView + use<> {
    provide_meta_context();
    let site = state.site.clone();
    allow_scripts(&site);
    view! {
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {site.admin_css.clone().map(|sheet| view! { <link rel="stylesheet" href=sheet/> })}
                <script inner_html=site.theme.clone()></script>
                <script type="module" inner_html=site.boot.clone()></script>
                <MetaTags/>
            </head>
            <body>
                <Title formatter=|title: String| format!("{title} · Stoa")/>
                <Tree/>
            </body>
        </html>
    }
}

/// The renderer closes its pages with scripts that bear this request's nonce.
fn allow_scripts(site: &Site) {
    let Some(nonce) = use_nonce() else { return };
    if let Ok(policy) = HeaderValue::from_str(&site.policy_by_nonce(&nonce)) {
        expect_context::<ResponseOptions>().insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// The tree of pages: one frame, and inside it the lists and their details.
#[component]
pub fn Tree() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=|| t("admin-not-found")>
                <ParentRoute path=path!("/admin") view=Frame ssr=SsrMode::Async>
                    <Route path=path!("orders") view=Orders ssr=SsrMode::Async/>
                    <Route path=path!("orders/:order") view=Order ssr=SsrMode::Async/>
                    <Route path=path!("products") view=Products ssr=SsrMode::Async/>
                    <Route path=path!("products/:product") view=Product ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}
