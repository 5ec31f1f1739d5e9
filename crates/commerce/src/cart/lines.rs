//! Changing the lines of a cart.

use super::{CartError, CartHead, sql, view};
use crate::{Actor, Shop, secret::Token};
use model::{
    Currency, VariantId,
    cart::{AddLine, CartView, MAX_LINES, SetLine},
    money::MAX_ORDER_MINOR,
    text::Quantity,
};
use sqlx::MySqlConnection;

/// Most lines, as the database counts.
pub(super) const LINE_LIMIT: i64 = MAX_LINES as i64;

/// Puts units into the shopper's cart on top of what is there; makes the cart when it is the first.
/// More than there is are refused, and the cart stays as it was.
pub async fn add_line(shop: &Shop, actor: &Actor, command: AddLine) -> Result<CartView, CartError> {
    change(shop, actor, Change::Add(command)).await
}

/// Sets or removes a line. Who sets a line looks at the cart, so the prices of the other lines count as seen.
pub async fn set_line(shop: &Shop, actor: &Actor, command: SetLine) -> Result<CartView, CartError> {
    change(shop, actor, Change::Set(command)).await
}

/// Takes the cart as it is shown: what is left of each line, without what is gone, at the prices of now.
pub async fn accept(shop: &Shop, actor: &Actor) -> Result<CartView, CartError> {
    match actor.cart() {
        Some(_) => change(shop, actor, Change::Accept).await,
        None => view(shop, actor).await,
    }
}

/// Turns the cart to the currency that the shopper has chosen: same lines, other prices.
pub async fn turn(shop: &Shop, actor: &Actor) -> Result<CartView, CartError> {
    match actor.cart() {
        Some(_) => change(shop, actor, Change::Turn).await,
        None => view(shop, actor).await,
    }
}

/// Empties the cart.
pub async fn clear(shop: &Shop, actor: &Actor) -> Result<CartView, CartError> {
    match actor.cart() {
        Some(_) => change(shop, actor, Change::Clear).await,
        None => view(shop, actor).await,
    }
}

#[derive(Clone)]
enum Change {
    Add(AddLine),
    Set(SetLine),
    Accept,
    Clear,
    /// To the currency of whoever asks, which every other change brings about as well.
    Turn,
}

impl Change {
    /// Whether it can make the cart larger.
    fn grows(&self) -> bool {
        matches!(self, Self::Add(_) | Self::Set(SetLine { quantity: Some(_), .. }))
    }
}

#[derive(Clone)]
struct Input {
    token: Token,
    change: Change,
    currency: Currency,
    country: String,
}

async fn change(shop: &Shop, actor: &Actor, change: Change) -> Result<CartView, CartError> {
    let token = actor.cart().ok_or(CartError::NoCart)?.clone();
    let settings = &shop.settings.shop;
    let input = Input { token, change, currency: actor.currency(shop), country: settings.country.clone() };
    shop.transaction(input, |tx, input| Box::pin(apply(tx, input))).await
}

async fn apply(conn: &mut MySqlConnection, input: Input) -> Result<CartView, CartError> {
    let Some(cart) = locked(conn, &input).await? else {
        return view::empty_view(conn, input.currency, &input.country).await;
    };
    sql::turn(conn, cart.id, input.currency).await?;
    match &input.change {
        Change::Turn => {}
        Change::Add(add) => put(conn, &cart, &input, add.variant, add.quantity, OnTop::Yes).await?,
        Change::Set(SetLine { variant, quantity: Some(quantity) }) => {
            sql::note_prices(conn, cart.id, input.currency).await?;
            put(conn, &cart, &input, *variant, *quantity, OnTop::No).await?;
        }
        Change::Set(SetLine { variant, quantity: None }) => {
            sql::note_prices(conn, cart.id, input.currency).await?;
            sql::remove_line(conn, cart.id, *variant).await?;
        }
        Change::Accept => take_as_shown(conn, &cart, &input).await?,
        Change::Clear => sql::remove_lines(conn, cart.id).await?,
    }
    if !matches!(input.change, Change::Turn) {
        sql::raise_version(conn, cart.id).await?;
    }
    let view = view::show(conn, cart.id, input.currency, &input.country).await?;
    if input.change.grows() && view.totals.total.minor > MAX_ORDER_MINOR {
        return Err(CartError::TooDear);
    }
    Ok(view)
}

/// The cart, locked; made when something is to go in.
async fn locked(conn: &mut MySqlConnection, input: &Input) -> Result<Option<CartHead>, CartError> {
    let found = sql::lock(conn, &input.token).await?;
    if found.is_some() || !input.change.grows() {
        return Ok(found);
    }
    sql::create(conn, &input.token, input.currency).await?;
    Ok(sql::lock(conn, &input.token).await?)
}

async fn take_as_shown(conn: &mut MySqlConnection, cart: &CartHead, input: &Input) -> Result<(), CartError> {
    for line in sql::lines(conn, cart.id, input.currency).await? {
        match (line.buyable(), line.amount) {
            (0, _) | (_, None) => sql::remove_line(conn, cart.id, line.variant).await?,
            (left, Some(price)) => sql::write_line(conn, cart.id, line.variant, left, price).await?,
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OnTop {
    Yes,
    No,
}

async fn put(
    conn: &mut MySqlConnection,
    cart: &CartHead,
    input: &Input,
    variant: VariantId,
    quantity: Quantity,
    on_top: OnTop,
) -> Result<(), CartError> {
    let offer = sql::offer(conn, cart.id, variant, input.currency).await?.ok_or(CartError::NotSold)?;
    let before = if on_top == OnTop::Yes { offer.in_cart } else { 0 };
    let wanted = before + i64::from(quantity.get());
    if offer.counted && wanted > offer.free {
        return Err(CartError::Short { left: u32::try_from(offer.free.max(0)).unwrap_or(u32::MAX) });
    }
    let wanted = Quantity::new(wanted).map_err(|_| CartError::LineFull)?;
    if offer.in_cart == 0 && sql::line_count(conn, cart.id).await? >= LINE_LIMIT {
        return Err(CartError::CartFull);
    }
    sql::write_line(conn, cart.id, variant, wanted.get(), offer.amount).await?;
    Ok(())
}
