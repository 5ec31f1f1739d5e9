//! Who asks. Every operation takes an actor and decides by it; nothing is read from globals.

use crate::{Shop, secret::Token};
use model::{
    Currency, Fault, FaultKind, UserId,
    account::{Permission, Role},
};

/// Who asks for an operation.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Somebody in the storefront.
    Shopper(Shopper),
    /// A signed-in member of staff.
    Staff(Staff),
    /// The shop itself: jobs, sweepers, the command line.
    System,
    /// A payment provider, after its signature was checked.
    Provider,
}

/// Somebody in the storefront.
#[derive(Clone, Debug, Default)]
pub struct Shopper {
    /// The secret behind the cart cookie; carts are found by its hash.
    pub cart: Option<Token>,
    /// The secret behind the cookie of the wishlist.
    pub wishes: Option<Token>,
    pub user: Option<UserId>,
    /// Address for limits, as the server sees it (IPv6 cut to /64).
    pub address: String,
    /// The currency that was chosen, where the shop sells in it; otherwise the shop's own.
    pub currency: Option<Currency>,
}

/// A signed-in member of staff.
#[derive(Clone, Debug)]
pub struct Staff {
    pub user: UserId,
    pub name: String,
    pub role: Role,
}

impl Actor {
    /// Whether the actor has a right; the shop itself has all.
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Self::System => true,
            Self::Staff(staff) => staff.role.may(permission),
            Self::Shopper(_) | Self::Provider => false,
        }
    }

    /// Refuses an actor without the right, by name of the right.
    pub fn require(&self, permission: Permission) -> Result<(), Fault> {
        if self.may(permission) {
            return Ok(());
        }
        Err(Fault::new(FaultKind::Forbidden, "forbidden").arg("right", format!("{permission:?}")))
    }

    /// The word in histories.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Shopper(_) => "shopper",
            Self::Staff(_) => "staff",
            Self::System => "system",
            Self::Provider => "provider",
        }
    }

    /// The member of staff or customer behind it.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::Shopper(shopper) => shopper.user,
            Self::Staff(staff) => Some(staff.user),
            Self::System | Self::Provider => None,
        }
    }

    /// The secret behind the cookie of the wishlist.
    pub fn wishes(&self) -> Option<&Token> {
        match self {
            Self::Shopper(shopper) => shopper.wishes.as_ref(),
            _ => None,
        }
    }

    /// The currency in which the actor buys.
    pub fn currency(&self, shop: &Shop) -> Currency {
        let chosen = match self {
            Self::Shopper(shopper) => shopper.currency,
            _ => None,
        };
        chosen.unwrap_or(shop.settings.shop.currency)
    }

    /// The secret behind the cart cookie.
    pub fn cart(&self) -> Option<&Token> {
        match self {
            Self::Shopper(shopper) => shopper.cart.as_ref(),
            _ => None,
        }
    }
}
