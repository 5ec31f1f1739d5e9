//! People: roles and who is signed in.

use serde::{Deserialize, Serialize};

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Customer,
    /// Sees orders and fulfils them.
    Support,
    /// Decides about reviews.
    Moderator,
    /// Changes products, prices and stock.
    Catalogue,
    /// Everything.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 5] = [Self::Customer, Self::Support, Self::Moderator, Self::Catalogue, Self::Admin];

    /// The word in the database and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Support => "support",
            Self::Moderator => "moderator",
            Self::Catalogue => "catalogue",
            Self::Admin => "admin",
        }
    }

    /// Whether the role belongs to the back office.
    pub fn staff(self) -> bool {
        self != Self::Customer
    }

    /// Whether the role may do a thing.
    pub fn may(self, permission: Permission) -> bool {
        use Permission::*;
        match self {
            Self::Customer => false,
            Self::Support => matches!(permission, SeeOrders | FulfilOrders),
            Self::Moderator => matches!(permission, ModerateReviews),
            Self::Catalogue => matches!(permission, SeeProducts | ChangeProducts),
            Self::Admin => true,
        }
    }
}

impl std::str::FromStr for Role {
    type Err = crate::text::TextError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(crate::text::TextError("role-unknown"))
    }
}

/// One right; every route and operation of the back office names the one it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    SeeOrders,
    FulfilOrders,
    SeeProducts,
    ChangeProducts,
    ModerateReviews,
    ManageStaff,
}
