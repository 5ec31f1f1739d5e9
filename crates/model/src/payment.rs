//! Ways to pay and the states of a payment.

use crate::{Money, PaymentId, Time};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A way to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// By card at the provider's own page; in development the local gateway.
    Card,
    /// Cash or card at the door.
    OnDelivery,
    /// Sent when the money arrives.
    BankTransfer,
}

impl PaymentMethod {
    /// Every method, as offered.
    pub const ALL: [PaymentMethod; 3] = [Self::Card, Self::OnDelivery, Self::BankTransfer];

    /// The word in forms and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::OnDelivery => "on_delivery",
            Self::BankTransfer => "bank_transfer",
        }
    }

    /// Whether money moves at once, through a gateway.
    pub fn online(self) -> bool {
        self == Self::Card
    }
}

impl FromStr for PaymentMethod {
    type Err = crate::text::TextError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|m| m.as_str() == text).ok_or(crate::text::TextError("payment-method"))
    }
}

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every state.
            pub const ALL: &'static [$name] = &[$(Self::$variant),*];

            /// The word in the database.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::TextError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text { $($word => Ok(Self::$variant),)* _ => Err($crate::text::TextError("unknown-state")) }
            }
        }
    };
}
pub(crate) use states;

states!(
    /// What became of one attempt to pay.
    PaymentState {
        /// Recorded; the provider was not asked yet or has not answered.
        Created = "created",
        /// The provider waits for the shopper (its page, a challenge, a transfer, the door).
        Pending = "pending",
        /// The provider did not answer clearly; never taken for a failure.
        Unknown = "unknown",
        /// The money is ours.
        Captured = "captured",
        /// Refused by the provider.
        Failed = "failed",
        /// Given up before money moved.
        Cancelled = "cancelled",
        /// All of it given back.
        Refunded = "refunded",
    }
);

impl PaymentState {
    /// Whether it may still come to money by itself: it was not given up, refused or paid.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Pending | Self::Unknown)
    }

    /// Whether the money came, even where it went back since.
    pub fn is_paid(self) -> bool {
        matches!(self, Self::Captured | Self::Refunded)
    }
}

states!(
    /// Why money goes back.
    RefundReason {
        /// The order was cancelled.
        Cancelled = "cancelled",
        /// It was paid when it had been cancelled already.
        OrderCancelled = "order_cancelled",
        SecondPayment = "second_payment",
        /// Another way to pay had changed the amount.
        TotalChanged = "total_changed",
        /// The payment came late, and the stock was gone.
        SoldOut = "sold_out",
    }
);

/// Money that is to go back and waits for a member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyBack {
    /// No provider sends it, so a person has to.
    pub to_send: Money,
    /// The provider refused to send it and can be asked again.
    pub refused: Money,
}

impl MoneyBack {
    /// Whether there is any.
    pub fn due(&self) -> bool {
        self.to_send.minor > 0 || self.refused.minor > 0
    }
}

/// A payment in an order's ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentView {
    pub id: PaymentId,
    pub method: PaymentMethod,
    pub state: PaymentState,
    pub amount: Money,
    pub captured: Money,
    pub refunded: Money,
    /// Code of the sentence that says why it failed.
    pub failure: Option<String>,
    pub at: Time,
}
