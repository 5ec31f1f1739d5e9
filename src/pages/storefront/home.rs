//! The front page.

use crate::{
    app::Head,
    web::{Page, PageResult, Visit},
};
use commerce::text::t;
use leptos::prelude::*;

/// `GET /`
pub async fn home(visit: Visit) -> PageResult {
    let head = Head::new(t("shop-home-title"));
    Ok(Page::storefront(&visit, head, || view! { <h1>{t("shop-home-title")}</h1> }))
}
