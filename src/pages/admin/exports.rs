//! What can be taken out: every list as CSV, sent while it is read.

use super::{
    import_batch::csv,
    page::{Heading, PageResult, page},
    table::{Column, Place},
};
use crate::web::{Failed, StaffVisit};
use axum::{
    body::Body,
    extract::{Path, Query},
};
use bytes::Bytes;
use commerce::{
    export::{Export, Exporter, Format, What},
    limits,
    text::{self, t},
};
use futures::stream;
use leptos::prelude::*;
use model::{Fault, FaultKind, account::Permission};
use serde::Deserialize;
use tokio::sync::Semaphore;

/// Exports of this node that run at once; each reads the whole catalog.
const AT_ONCE: usize = 4;
static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Whose columns are wanted.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    format: String,
}

/// `GET /admin/export`
pub async fn exports(visit: StaffVisit) -> PageResult {
    visit.actor().require(Permission::ChangeProducts)?;
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-export"), move || {
        let columns = [
            Column::new("admin-export-list", "c-primary"),
            Column::new("admin-export-holds", "grow c-meta"),
            Column::new("admin-export-file", "c-status"),
        ];
        let rows = What::all(Format::Shopify).into_iter().map(row).collect();
        view! {
            <main class="page" id="main">
                {Heading::new(t("admin-export")).below("/admin/import", t("admin-import")).meta(t("admin-export-about")).view(&flash)}
                <section class="panel" aria-label=t("admin-export")>
                    {Place::new("/admin/export", &[]).table("admin-export", "comfortable", &columns, rows)}
                    <p class="table-foot">{t("admin-export-note")}</p>
                </section>
            </main>
        }
    }))
}

/// A list with what is in it and the ways to get it; products come in the columns of several shops.
fn row(what: What) -> AnyView {
    let name = what.name();
    let words = |part: &str| text::t_args(&format!("admin-export-{name}{part}"), &[]);
    let (label, holds) = (words(""), words("-holds"));
    let files: Vec<(String, &'static str)> = match what {
        What::Products(_) => vec![
            (format!("/admin/export/{name}"), "admin-export-shopify"),
            (format!("/admin/export/{name}?format=shopify-legacy"), "admin-export-shopify-legacy"),
            (format!("/admin/export/{name}?format=woocommerce"), "admin-export-woocommerce"),
        ],
        _ => vec![(format!("/admin/export/{name}"), "admin-export-csv")],
    };
    let link = |(address, words): (String, &'static str)| {
        let aria = format!("{label}: {}", t(words));
        view! { <a class="button button-secondary button-sm" href=address download aria-label=aria>{t(words)}</a> }
    };
    let links = files.into_iter().map(link).collect_view();
    view! {
        <tr>
            <td class="c-primary medium">{label}</td>
            <td class="grow c-meta"><span class="muted">{holds}</span></td>
            <td class="c-status"><div class="row row-wrap">{links}</div></td>
        </tr>
    }
    .into_any()
}

/// `GET /admin/export/{list}`
pub async fn export(visit: StaffVisit, Path(list): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let format = match asked.format.as_str() {
        "shopify-legacy" => Format::ShopifyLegacy,
        "woocommerce" => Format::WooCommerce,
        _ => Format::Shopify,
    };
    let Some(what) = What::named(&list, format) else { return Err(Failed(Fault::not_found("not-found"))) };
    visit.limit(limits::EXPORT).await?;
    let Ok(place) = PLACES.try_acquire() else {
        return Err(Failed(Fault::new(FaultKind::Unavailable, "too-busy").retry_after(5)));
    };
    let exporter = Exporter::new(visit.shop(), &visit.actor(), Export { what, images: None })?;
    // An export that breaks off ends the answer before its time, so that nobody takes half of it for the whole.
    let pieces = stream::try_unfold((exporter, place), |(mut exporter, place)| async move {
        let piece = exporter.next().await.map_err(|error| {
            tracing::error!(%error, "an export ended early");
            std::io::Error::other("the export ended early")
        })?;
        Ok::<_, std::io::Error>(piece.map(|piece| (Bytes::from(piece), (exporter, place))))
    });
    Ok(csv(&format!("{list}.csv"), Body::from_stream(pieces)))
}
