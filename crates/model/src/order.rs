//! Orders: three separate states, the lines, and the ways a page shows them.

use crate::{
    Money, OrderId, OrderLineId, ShipmentId, Time, VariantId,
    cart::Totals,
    catalog::Picture,
    checkout::Address,
    payment::{MoneyBack, PaymentMethod, PaymentView, states},
};
use serde::{Deserialize, Serialize};

states!(
    /// Where an order stands as a contract.
    OrderState {
        /// Stock is held, no money yet.
        PendingPayment = "pending_payment",
        /// To be fulfilled.
        Confirmed = "confirmed",
        /// Everything delivered.
        Completed = "completed",
        /// Ended without fulfilment.
        Cancelled = "cancelled",
    }
);

states!(
    /// Where the money stands.
    PaymentStatus {
        Unpaid = "unpaid",
        Paid = "paid",
        PartlyRefunded = "partly_refunded",
        Refunded = "refunded",
    }
);

states!(
    /// Where the parcel stands.
    ShipmentState {
        Pending = "pending",
        Packed = "packed",
        Shipped = "shipped",
        Delivered = "delivered",
        Cancelled = "cancelled",
    }
);

states!(
    /// What an order's story tells of besides moves of its states.
    Remark {
        /// The provider waits for the shopper.
        PaymentWaiting = "payment_waiting",
        PaymentUnknown = "payment_unknown",
        PaymentFailed = "payment_failed",
        PaymentCancelled = "payment_cancelled",
        /// The provider names another amount than was asked for.
        PaymentMismatch = "payment_mismatch",
        /// Another way to pay was chosen.
        PaymentMethod = "payment_method",
        RefundStarted = "refund_started",
        /// No provider sends the money back; a person has to.
        RefundByHand = "refund_by_hand",
        RefundDone = "refund_done",
        /// The provider refuses to give money back.
        RefundFailed = "refund_failed",
        /// No mail server takes a letter to the customer.
        MailRefused = "mail_refused",
    }
);

/// A line item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    pub id: OrderLineId,
    pub variant: VariantId,
    pub handle: String,
    pub sku: String,
    pub title: String,
    pub variant_title: String,
    pub picture: Option<Picture>,
    pub quantity: u32,
    pub unit_price: Money,
    pub line_total: Money,
}

/// A parcel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShipmentView {
    pub id: ShipmentId,
    pub state: ShipmentState,
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    pub tracking_url: Option<String>,
}

/// One entry of an order's story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub at: Time,
    /// `order`, `payment`, `shipment`, `mail` or `note`.
    pub machine: String,
    /// The state moved to, the kind of mail, or the remark.
    pub to: String,
    /// `shopper`, `staff`, `system` or `provider`.
    pub by: String,
    /// Name of the member of staff.
    pub by_name: Option<String>,
    pub note: Option<String>,
}

/// An order as its own page shows it, to shopper or staff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderView {
    pub id: OrderId,
    /// The short human number.
    pub number: String,
    pub state: OrderState,
    pub payment_status: PaymentStatus,
    pub shipment: ShipmentView,
    pub email: String,
    pub ship_to: Address,
    pub bill_to: Address,
    pub lines: Vec<OrderLine>,
    pub totals: Totals,
    pub shipping_name: String,
    pub arrives: (Time, Time),
    pub payment_method: PaymentMethod,
    pub payments: Vec<PaymentView>,
    pub money_back: MoneyBack,
    pub timeline: Vec<TimelineEntry>,
    pub placed_at: Time,
    /// Until when the stock is held, while it waits for money.
    pub held_until: Option<Time>,
    pub version: u32,
}

/// A step that is legal now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStep {
    MarkPaid,
    Pack,
    Ship,
    Deliver,
    /// Money that no provider sends back has left the house.
    RefundSent,
    /// The provider is asked once more for money that it refused to give back.
    RefundAgain,
    Cancel,
}

impl OrderStep {
    /// Every step, as offered.
    pub const ALL: [OrderStep; 7] =
        [Self::MarkPaid, Self::Pack, Self::Ship, Self::Deliver, Self::RefundSent, Self::RefundAgain, Self::Cancel];

    /// The word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MarkPaid => "mark_paid",
            Self::Pack => "pack",
            Self::Ship => "ship",
            Self::Deliver => "deliver",
            Self::RefundSent => "refund_sent",
            Self::RefundAgain => "refund_again",
            Self::Cancel => "cancel",
        }
    }

    /// Whether the customer gets a mail about it.
    pub fn tells_customer(self) -> bool {
        !matches!(self, Self::Pack | Self::Deliver)
    }
}

/// A row of the order list in the back office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderRow {
    pub id: OrderId,
    pub number: String,
    pub placed_at: Time,
    pub customer: String,
    pub email: String,
    pub total: Money,
    pub state: OrderState,
    pub payment_status: PaymentStatus,
    pub shipment: ShipmentState,
    /// Whether money is to go back and waits for a member of staff.
    pub money_back: bool,
    pub items: u32,
}

/// What staff asks of the order list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderQuery {
    /// `all`, `unpaid`, `to_fulfil`, `shipped`, `cancelled`, `money_back`.
    pub view: String,
    /// Number, e-mail or name.
    pub text: String,
    pub page: u32,
}

/// The parts of the tracking page that change while it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderProgress {
    pub state: String,
    pub payment: String,
    pub shipment: String,
    pub tracking_number: Option<String>,
    pub version: u32,
}
