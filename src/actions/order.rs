//! An order's page, for the island that keeps it true while it is open.

use super::Rejection;
use leptos::{prelude::*, server_fn::codec::Postcard};
use serde::{Deserialize, Serialize};

/// The moving part of an order's page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrderFragment {
    /// Grows with every change.
    pub version: u32,
    pub html: String,
    /// The sentence for the live region.
    pub spoken: String,
}

/// The order of a link as it stands; nothing where the page shows this version already.
#[server(prefix = "/rpc", endpoint = "order/look", output = Postcard)]
pub async fn look_at_order(token: String, shown: u32) -> Result<Option<OrderFragment>, Rejection> {
    use crate::{fragments::order_view, web::rpc::Call};
    let call = Call::current().await?;
    let progress = commerce::orders::progress(call.visit.shop(), &token).await?;
    if progress.version == shown {
        return Ok(None);
    }
    let view = commerce::orders::by_token(call.visit.shop(), &token).await?;
    let html = order_view::html(&call.visit, &token, &view).await?;
    Ok(Some(OrderFragment { version: view.version, html, spoken: order_view::spoken(&view) }))
}
