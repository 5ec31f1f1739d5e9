//! Placing an order: stock is held before any money moves.
//!
//! Everything that makes the order happens in one transaction: the key is claimed, the cart locked, prices and stock
//! read again, the total compared with the one on the button, the units taken by ascending variant, the order written
//! with its lines, reservations, parcel, payment and story, and at last, for all sales share its row, its number drawn.
//! Locks are taken in this order. Only after the commit is a provider asked; if that fails, the order stands
//! and its own page offers to pay again.
//!
//! The cart is emptied with the order, because its goods belong to the order from then on, and the order's page takes
//! every further try to pay. When the hold runs out without money, `expire_due` puts the lines back into the cart.

use super::{CheckoutError, keys, keys::Key, view, write};
use crate::{
    Actor, Shop,
    cart::{self, CartHead, Line, Region},
    catalog,
    fault_point::fault_point,
    inventory, orders, payments,
    secret::Token,
};
use chrono::{DateTime, Utc};
use model::{
    CartId, Fault, Money, OrderId, PaymentId, VariantId,
    checkout::{Next, PlaceOrder},
};
use sqlx::MySqlConnection;

/// Most orders of one cart that may be unpaid at once, whatever way they are to be paid: each keeps goods from others.
const MOST_UNPAID: i64 = 3;

/// An order that stands.
#[derive(Clone, Debug)]
pub struct Placed {
    pub order: OrderId,
    /// Opens the order's page: `/order/<token>`.
    pub token: Token,
    pub next: Next,
}

/// Places the shopper's cart as an order and starts its payment. The same key and contents give the same order again.
pub async fn place_order(shop: &Shop, actor: &Actor, command: PlaceOrder) -> Result<Placed, CheckoutError> {
    let cart = actor.cart().ok_or(CheckoutError::EmptyCart)?.clone();
    let contents = serde_json::to_vec(&command).map_err(crate::Broken::other)?;
    let order = OrderId::new();
    let input = Placing {
        key: Key::new(&cart, &command.key, &contents),
        access: orders::new_access_token(shop, order)?.hash(),
        shop: shop.clone(),
        actor: actor.clone(),
        now: Utc::now(),
        cart,
        order,
        command,
    };
    let order = shop.transaction(input, |tx, input| Box::pin(place(tx, input))).await?;
    fault_point("place.committed");
    let token = orders::access_token(shop, order).await?;
    let next = start_payment(shop, order, &token).await;
    Ok(Placed { order, token, next })
}

/// Everything that the transaction needs, made before it begins: no key is derived while locks are held.
#[derive(Clone)]
pub(super) struct Placing {
    pub key: Key,
    pub cart: Token,
    pub command: PlaceOrder,
    pub order: OrderId,
    pub access: [u8; 32],
    pub shop: Shop,
    pub actor: Actor,
    pub now: DateTime<Utc>,
}

/// A cart whose prices, stock and total were found as the shopper saw them.
pub(super) struct Priced {
    pub cart: CartId,
    pub lines: Vec<Line>,
    pub method: super::shipping::Method,
    pub sums: cart::totals::Sums,
    /// Rate of tax of each line.
    pub rates: Vec<u32>,
}

async fn place(conn: &mut MySqlConnection, input: Placing) -> Result<OrderId, CheckoutError> {
    if let Some(made_before) = keys::claim(conn, &input.key).await? {
        return Ok(made_before);
    }
    let head = cart::lock(conn, &input.cart).await?.ok_or(CheckoutError::EmptyCart)?;
    refuse_hoarding(conn, head.id).await?;
    let priced = price(conn, &head, &input).await?;
    fault_point("place.priced");
    let wanted = write::wishes(&priced);
    let variants: Vec<VariantId> = wanted.iter().map(|wish| wish.variant).collect();
    let parts = catalog::parts(conn, &variants).await?;
    let taken = inventory::take(conn, &inventory::apart(&wanted, &parts)).await?;
    fault_point("place.taken");
    write::order(conn, &input, &priced, (&wanted, &parts), &taken).await?;
    keys::keep(conn, &input.key, input.order).await?;
    cart::empty(conn, head.id).await?;
    write::number(conn, input.order).await?;
    fault_point("place.written");
    Ok(input.order)
}

async fn refuse_hoarding(conn: &mut MySqlConnection, cart: CartId) -> Result<(), CheckoutError> {
    let unpaid = sqlx::query_scalar!(
        "SELECT COUNT(*) FROM orders
         WHERE cart_id = ? AND payment_status = 'unpaid' AND state IN ('pending_payment', 'confirmed')",
        cart
    )
    .fetch_one(conn)
    .await?;
    if unpaid < MOST_UNPAID { Ok(()) } else { Err(CheckoutError::TooManyOpen) }
}

/// Prices the cart anew and compares the total with the one on the button, which counts only what is left of each
/// line. Nobody pays another sum than they saw; two changes that cancel each other out are not noticed.
async fn price(conn: &mut MySqlConnection, head: &CartHead, input: &Placing) -> Result<Priced, CheckoutError> {
    let (currency, command) = (input.actor.currency(&input.shop), &input.command);
    if command.currency.is_some_and(|seen| seen != currency) {
        return Err(CheckoutError::CurrencyChanged { now: currency });
    }
    let mut lines = cart::lines_of(conn, head.id, currency).await?;
    if lines.is_empty() {
        return Err(CheckoutError::EmptyCart);
    }
    let region =
        cart::region(conn, &command.ship_to.country, currency).await?.ok_or_else(|| wrong("country", "not-shipped"))?;
    let changed = lines.iter().any(|line| line.notice(currency).is_some());
    if lines.iter().all(|line| line.sellable() == 0) {
        return Err(CheckoutError::CartChanged);
    }
    lines.retain(|line| line.buyable() > 0);
    let (method, sums, rates) = add_up(conn, &lines, &region, input).await?;
    if sums.totals.total.minor == command.expected_total {
        return Ok(Priced { cart: head.id, lines, method, sums, rates });
    }
    Err(if changed { CheckoutError::CartChanged } else { CheckoutError::TotalChanged { now: sums.totals.total } })
}

async fn add_up(
    conn: &mut MySqlConnection,
    lines: &[Line],
    region: &Region,
    input: &Placing,
) -> Result<(super::shipping::Method, cart::totals::Sums, Vec<u32>), CheckoutError> {
    let settings = &input.shop.settings;
    let (currency, command) = (input.actor.currency(&input.shop), &input.command);
    let zone = region.zone.ok_or_else(|| wrong("country", "not-shipped"))?;
    let methods = super::shipping::methods(conn, zone, currency).await?;
    let method = methods
        .into_iter()
        .find(|method| method.code == command.shipping)
        .ok_or_else(|| wrong("shipping", "shipping-missing"))?;
    let exchange = catalog::exchange(conn, settings.shop.currency, currency).await?;
    let fee = view::payment_choices(settings, currency, &exchange)
        .into_iter()
        .find(|choice| choice.method == command.payment)
        .ok_or_else(|| wrong("payment", "payment-missing"))?
        .fee;
    let taxed: Vec<_> = lines.iter().filter_map(|line| line.taxed(region, currency)).collect();
    let subtotal = cart::sums(lines, region, None, Money::zero(currency), currency)?.subtotal;
    let sums = cart::totals::totals(&taxed, Some(method.price(subtotal)), fee, region.mode, currency)
        .map_err(|_| CheckoutError::Refused(Fault::new(model::FaultKind::Invalid, "order-too-dear")))?;
    Ok((method, sums, taxed.iter().map(|line| line.rate).collect()))
}

fn wrong(field: &str, code: &str) -> CheckoutError {
    CheckoutError::Refused(Fault::invalid([(field, code)]))
}

/// Asks the provider, where money is to move at once and has not moved yet. A failure here is none of the order:
/// its page says where it stands and offers to pay.
async fn start_payment(shop: &Shop, order: OrderId, token: &Token) -> Next {
    let to_order = Next::Order { token: token.reveal() };
    let payment = match open_payment(shop, order).await {
        Ok(Some(payment)) => payment,
        Ok(None) => return to_order,
        Err(error) => {
            tracing::error!(%order, %error, "the payment of a placed order could not be read");
            return to_order;
        }
    };
    match payments::start(shop, payment).await {
        Ok(next) => next,
        Err(error) => {
            tracing::warn!(%order, %payment, %error, "the payment did not start; the order waits for it");
            to_order
        }
    }
}

/// The last payment of an order that waits for money; starting it again does no harm, whatever became of it.
async fn open_payment(shop: &Shop, order: OrderId) -> Result<Option<PaymentId>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT p.id as "id: PaymentId" FROM payments p JOIN orders o ON o.id = p.order_id
           WHERE o.id = ? AND o.state = 'pending_payment'
           ORDER BY p.created_at DESC, p.id DESC LIMIT 1"#,
        order
    )
    .fetch_optional(&shop.pool)
    .await
}
