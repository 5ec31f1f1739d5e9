//! What happened in the shop: rows of the outbox, read by caches, search, live pages and webhooks.

use crate::{CategoryId, OrderId, ProductId, VariantId};
use serde::{Deserialize, Serialize};

/// An event, written in the transaction that changed the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Texts, pictures, options or status of a product.
    ProductChanged {
        product: ProductId,
    },
    ProductRemoved {
        product: ProductId,
    },
    PriceChanged {
        product: ProductId,
        variant: VariantId,
    },
    /// Units that may be sold are others now.
    StockChanged {
        product: ProductId,
        variant: VariantId,
    },
    /// What people say about a product in another way than by its rating: votes, replies.
    ReviewsChanged {
        product: ProductId,
    },
    CategoryChanged {
        category: CategoryId,
    },
    /// The tree, a collection or a content page: everything that menus and front pages show.
    ContentChanged,
    OrderPlaced {
        order: OrderId,
    },
    /// Any of an order's states moved.
    OrderChanged {
        order: OrderId,
        version: u32,
    },
    /// Many things at once (an import): readers look at everything again.
    CatalogReplaced,
}

impl Event {
    /// The name in the outbox, in logs and in webhooks.
    pub fn topic(&self) -> &'static str {
        match self {
            Self::ProductChanged { .. } => "product.changed",
            Self::ProductRemoved { .. } => "product.removed",
            Self::PriceChanged { .. } => "price.changed",
            Self::StockChanged { .. } => "stock.changed",
            Self::ReviewsChanged { .. } => "reviews.changed",
            Self::CategoryChanged { .. } => "category.changed",
            Self::ContentChanged => "content.changed",
            Self::OrderPlaced { .. } => "order.placed",
            Self::OrderChanged { .. } => "order.changed",
            Self::CatalogReplaced => "catalog.replaced",
        }
    }
}
