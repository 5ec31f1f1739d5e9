//! Identifiers: UUIDv7 behind one type per kind of thing, so that a product id never passes for an order id.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sql", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Makes a fresh, time-ordered id.
            #[cfg(feature = "sql")]
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_simple().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

id! {
    /// A product: what a page shows.
    ProductId,
    /// A variant: what a shopper buys.
    VariantId,
    /// A category of the tree.
    CategoryId,
    /// A hand-made or rule-made list of products.
    CollectionId,
    /// A kind of products with attributes of its own.
    ProductTypeId,
    /// A page of running text.
    PageId,
    /// A link of a menu.
    MenuItemId,
    /// Something that somebody wrote to the shop.
    MessageId,
    /// A row of the table of synonyms.
    SynonymId,
    /// A stored picture.
    MediaId,
    /// A file that was taken in.
    ImportBatchId,
    /// A list of prices in one currency.
    PriceListId,
    /// A server cart.
    CartId,
    /// A placed order.
    OrderId,
    /// A line item of an order.
    OrderLineId,
    /// Units of a variant set aside for an order.
    ReservationId,
    /// One attempt to pay an order.
    PaymentId,
    /// Money given back on a payment.
    RefundId,
    /// A parcel of an order.
    ShipmentId,
    /// A way to ship within a zone.
    ShippingMethodId,
    /// A person with a sign-in: customer or staff.
    UserId,
    /// A job of the queue.
    JobId,
    /// A review of a product.
    ReviewId,
    /// The wish to be told when a variant is back.
    NoticeId,
    /// A list of things that somebody keeps in mind.
    WishlistId,
}
