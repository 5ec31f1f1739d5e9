//! What the checkout page shows.

use super::{CheckoutError, shipping};
use crate::{
    Actor, Settings, Shop, cart,
    catalog::{self, Exchange},
    settings::Gateway,
    text,
};
use chrono::Utc;
use model::{
    Currency, Money,
    checkout::{CheckoutForm, CheckoutView, PaymentChoice},
    payment::PaymentMethod,
};
use sqlx::MySqlConnection;

/// The cart with what can be chosen for the country, method and way to pay in the form. What the form leaves open or
/// what is not on offer is filled with the first choice, so that the total on the button is always a true one.
pub async fn view(shop: &Shop, actor: &Actor, form: &CheckoutForm) -> Result<CheckoutView, CheckoutError> {
    let currency = actor.currency(shop);
    let token = actor.cart().ok_or(CheckoutError::EmptyCart)?;
    let mut conn = shop.pool.acquire().await?;
    let head = cart::find(&mut conn, token).await?.ok_or(CheckoutError::EmptyCart)?;
    let lines = cart::lines_of(&mut conn, head.id, currency).await?;
    if lines.is_empty() {
        return Err(CheckoutError::EmptyCart);
    }
    let region = region(&mut conn, &shop.settings, &form.country, currency).await?;
    let methods = match region.zone {
        Some(zone) => shipping::methods(&mut conn, zone, currency).await?,
        None => vec![],
    };
    let subtotal = cart::sums(&lines, &region, None, Money::zero(currency), currency)?.subtotal;
    let (now, zone) = (Utc::now(), shop.settings.shop.zone());
    let choices: Vec<_> = methods.iter().map(|method| method.choice(subtotal, now, zone)).collect();
    let shipping = choices.iter().find(|choice| choice.code == form.shipping).or(choices.first());
    let exchange = catalog::exchange(&mut conn, shop.settings.shop.currency, currency).await?;
    let payments = payment_choices(&shop.settings, currency, &exchange);
    let payment = payments.iter().find(|choice| choice.method.as_str() == form.payment).or(payments.first());
    let fee = payment.map_or(Money::zero(currency), |choice| choice.fee);
    let totals = cart::sums(&lines, &region, shipping.map(|choice| choice.price), fee, currency)?;
    Ok(CheckoutView {
        cart: cart::assemble(&lines, &region, totals, head.version, currency),
        countries: countries(&mut conn, currency).await?,
        chosen_shipping: shipping.map(|choice| choice.code.clone()),
        chosen_payment: payment.map(|choice| choice.method),
        shipping: choices,
        payment: payments,
    })
}

/// The ways to pay that the shop offers in a currency, with their fees. A way whose fee is not known in it is left out.
pub fn payment_choices(settings: &Settings, currency: Currency, exchange: &Exchange) -> Vec<PaymentChoice> {
    let offered = |method: &PaymentMethod| match method {
        PaymentMethod::Card => settings.gateway() != Gateway::None,
        PaymentMethod::OnDelivery => settings.payments.on_delivery,
        PaymentMethod::BankTransfer => settings.payments.bank_transfer,
    };
    let fee = |method| if method == PaymentMethod::OnDelivery { settings.payments.on_delivery_fee } else { 0 };
    let choice = |method| {
        let fee = Money::new(exchange.apply(fee(method))?, currency);
        Some(PaymentChoice { method, fee })
    };
    PaymentMethod::ALL.into_iter().filter(offered).filter_map(choice).collect()
}

/// The country in the form; the shop's own where the shop does not ship to it, and at last no country at all.
async fn region(
    conn: &mut MySqlConnection,
    settings: &Settings,
    typed: &str,
    currency: Currency,
) -> Result<cart::Region, CheckoutError> {
    let own = settings.shop.country.as_str();
    for country in [typed.trim(), own] {
        if let Some(region) = cart::region(conn, country, currency).await? {
            return Ok(region);
        }
    }
    Ok(cart::Region::unknown(own))
}

/// Countries that the shop ships to, by name.
pub(super) async fn countries(
    conn: &mut MySqlConnection,
    currency: Currency,
) -> Result<Vec<(String, String)>, CheckoutError> {
    let codes = sqlx::query_scalar!(
        "SELECT country FROM zone_countries zc
         WHERE EXISTS (SELECT 1 FROM shipping_methods m WHERE m.zone_id = zc.zone_id AND m.currency = ?)",
        currency.code(),
    )
    .fetch_all(conn)
    .await?;
    let mut named: Vec<_> = codes.into_iter().map(|code| (text::country(&code).to_owned(), code)).collect();
    named.sort();
    Ok(named.into_iter().map(|(name, code)| (code, name)).collect())
}
