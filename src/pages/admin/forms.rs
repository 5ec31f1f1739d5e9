//! What the small forms of orders and stock do: one operation each, then back to the page with what there is to say. What
//! is wrong is said at its field, on the page as it stands now.

use super::{
    entries::mendable,
    order,
    page::{PageResult, done},
    product,
};
use crate::web::{Flash, Form, StaffVisit, stamped};
use axum::extract::Path;
use commerce::{
    catalog::{self, SetPrice},
    inventory::{self, AdjustStock},
    orders::{self, TakeStep},
    text::t,
};
use model::{Fault, Money, OrderId, ProductId, VariantId, order::OrderStep, stock::MovementKind};
use serde::Deserialize;

/// A step as it was typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepForm {
    step: String,
    version: String,
    #[serde(default)]
    carrier: String,
    #[serde(default)]
    tracking_number: String,
    #[serde(default)]
    note: String,
}

/// `POST /admin/orders/{order}/step`
pub async fn step(visit: StaffVisit, Path(order): Path<OrderId>, Form(form): Form<StepForm>) -> PageResult {
    let typed = vec![
        ("carrier".to_owned(), form.carrier.clone()),
        ("tracking_number".to_owned(), form.tracking_number.clone()),
        ("note".to_owned(), form.note.clone()),
    ];
    let outcome = match (OrderStep::ALL.into_iter().find(|step| step.as_str() == form.step), form.version.parse()) {
        (Some(step), Ok(version)) => {
            let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            let command = TakeStep {
                order,
                version,
                step,
                carrier: filled(&form.carrier),
                tracking_number: filled(&form.tracking_number),
                note: filled(&form.note),
            };
            orders::take_step(&visit.state.shop, &visit.actor(), command).await.map(|_| ()).map_err(Fault::from)
        }
        _ => Err(Fault::new(model::FaultKind::Malformed, "form-unreadable")),
    };
    match outcome {
        Ok(()) => Ok(done(&visit, t("admin-step-done"), &format!("/admin/orders/{order}")).await),
        Err(fault) => {
            let fault = mendable(fault)?;
            let told = Flash::fault(&form.step, fault.clone(), typed);
            Ok(stamped(order::draw(&visit, order, Some(told)).await?, &fault))
        }
    }
}

/// A price as it was typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceForm {
    variant: VariantId,
    expected: String,
    #[serde(default)]
    expected_compare_at: String,
    amount: String,
    #[serde(default)]
    compare_at: String,
    #[serde(default)]
    reason: String,
}

/// `POST /admin/products/{product}/price`
pub async fn price(visit: StaffVisit, Path(product): Path<ProductId>, Form(form): Form<PriceForm>) -> PageResult {
    let typed = vec![
        ("amount".to_owned(), form.amount.clone()),
        ("compare_at".to_owned(), form.compare_at.clone()),
        ("reason".to_owned(), form.reason.clone()),
    ];
    let outcome = match read_price(&visit, &form) {
        Ok(command) => catalog::set_price(&visit.state.shop, &visit.actor(), command).await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    let name = format!("price-{}", form.variant);
    answer(&visit, product, &name, "admin-price-done", outcome, typed).await
}

fn read_price(visit: &StaffVisit, form: &PriceForm) -> Result<SetPrice, Fault> {
    let currency = visit.state.shop.settings.shop.currency;
    let money = |text: &str| Money::parse(text, currency).map(|money| money.minor);
    let amount = money(&form.amount);
    let maybe = |text: &str| if text.trim().is_empty() { Ok(None) } else { money(text).map(Some) };
    let compare_at = maybe(&form.compare_at);
    match (amount, compare_at, money(&form.expected), maybe(&form.expected_compare_at)) {
        (Ok(amount), Ok(compare_at), Ok(expected), Ok(expected_compare_at)) => Ok(SetPrice {
            variant: form.variant,
            amount,
            compare_at,
            expected,
            expected_compare_at,
            reason: form.reason.clone(),
        }),
        (amount, compare_at, ..) => {
            let mut wrong = vec![];
            if amount.is_err() {
                wrong.push(("amount", "not-an-amount"));
            }
            if compare_at.is_err() {
                wrong.push(("compare_at", "not-an-amount"));
            }
            Err(Fault::invalid(wrong))
        }
    }
}

/// A count as it was typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockForm {
    variant: VariantId,
    expected: String,
    on_hand: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    reason: String,
}

/// `POST /admin/products/{product}/stock`
pub async fn stock(visit: StaffVisit, Path(product): Path<ProductId>, Form(form): Form<StockForm>) -> PageResult {
    let typed = vec![
        ("on_hand".to_owned(), form.on_hand.clone()),
        ("kind".to_owned(), form.kind.clone()),
        ("reason".to_owned(), form.reason.clone()),
    ];
    let outcome = match read_stock(&form) {
        Ok(command) => inventory::adjust(&visit.state.shop, &visit.actor(), command).await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    let name = format!("stock-{}", form.variant);
    answer(&visit, product, &name, "admin-stock-done", outcome, typed).await
}

fn read_stock(form: &StockForm) -> Result<AdjustStock, Fault> {
    let kind = MovementKind::BY_HAND.into_iter().find(|kind| kind.as_str() == form.kind);
    match (form.on_hand.trim().parse(), kind, form.expected.parse()) {
        (Ok(on_hand), Some(kind), Ok(expected)) => {
            Ok(AdjustStock { variant: form.variant, on_hand, expected, kind, reason: form.reason.clone() })
        }
        (Err(_), ..) => Err(Fault::invalid([("on_hand", "not-a-count")])),
        _ => Err(Fault::invalid([("kind", "stock-kind")])),
    }
}

async fn answer(
    visit: &StaffVisit,
    product: ProductId,
    form: &str,
    words: &'static str,
    outcome: Result<(), Fault>,
    typed: Vec<(String, String)>,
) -> PageResult {
    match outcome {
        Ok(()) => Ok(done(visit, t(words), &format!("/admin/products/{product}/stock")).await),
        Err(fault) => {
            let fault = mendable(fault)?;
            let told = Flash::fault(form, fault.clone(), typed);
            Ok(stamped(product::stock(visit, product, Some(told)).await?, &fault))
        }
    }
}
