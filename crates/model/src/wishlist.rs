//! Things that somebody keeps in mind.

use crate::{
    Money, ProductId, VariantId,
    catalog::{Availability, ProductCard},
};
use serde::{Deserialize, Serialize};

/// Most products of one list.
pub const MAX_WISHES: usize = 100;

/// A list as its page shows it, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WishlistView {
    pub items: Vec<Wish>,
    /// What is sold no longer.
    pub gone: Vec<GoneWish>,
    /// Whether somebody else may see it by a link.
    pub shared: bool,
}

impl WishlistView {
    /// How many things cost less than when they were saved.
    pub fn cheaper(&self) -> usize {
        self.items.iter().filter(|wish| wish.less.is_some()).count()
    }

    /// Everything that is on the list, sold or not.
    pub fn products(&self) -> impl Iterator<Item = ProductId> {
        self.items.iter().map(|wish| wish.card.id).chain(self.gone.iter().map(|gone| gone.product))
    }
}

/// A product on a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    pub card: ProductCard,
    /// By how much the lowest price fell since it was saved.
    pub less: Option<Money>,
    /// What can be put into the cart.
    pub variants: Vec<WishVariant>,
}

/// A variant to choose on a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WishVariant {
    pub id: VariantId,
    /// "Spruce, 4.2 l"; empty where there is nothing to choose.
    pub title: String,
    pub availability: Availability,
}

/// A product that is sold no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneWish {
    pub product: ProductId,
    pub title: String,
}
