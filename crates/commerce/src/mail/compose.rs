//! What each letter says.

use super::{
    Letter, MailError, MailKind, SendMail,
    letter::{self, Content, Line, Sum},
};
use crate::{
    Shop,
    orders::{self, CancelReason},
    text::{self, Arg, t, t_args},
};
use model::{
    Email, Money,
    order::{OrderState, OrderView, PaymentStatus, Remark, TimelineEntry},
    payment::{PaymentMethod, RefundReason},
};

/// What a letter tells besides the order itself.
pub(super) struct Facts {
    /// The address of the order's page.
    pub url: String,
    /// The money that went back.
    pub given_back: Money,
}

/// Writes a letter about an order; `None` where it would say what is no longer true.
pub(super) fn compose(
    shop: &Shop,
    job: &SendMail,
    order: &OrderView,
    facts: &Facts,
) -> Result<Option<Letter>, MailError> {
    if !still_true(job.kind, order) {
        return Ok(None);
    }
    // Checked when the order was placed; a row from elsewhere must not reach a header.
    let to: Email = order.email.parse().map_err(|_| MailError::Unsendable("no e-mail address".into()))?;
    let content = content(shop, job.kind, order, facts);
    Ok(Some(Letter {
        to_name: letter::one_line(&order.ship_to.name),
        to: to.as_str().to_owned(),
        html: letter::html(&content)?,
        text: letter::text(&content)?,
        stop: None,
        reply_to: None,
        message_id: letter::message_id(shop, &job.effect('.')),
        subject: content.subject,
    }))
}

fn still_true(kind: MailKind, order: &OrderView) -> bool {
    match kind {
        MailKind::PaymentFailed => {
            order.state == OrderState::PendingPayment && order.payment_status == PaymentStatus::Unpaid
        }
        MailKind::Cancelled => order.state == OrderState::Cancelled,
        MailKind::OrderPlaced => order.state != OrderState::Cancelled,
        _ => true,
    }
}

fn content(shop: &Shop, kind: MailKind, order: &OrderView, facts: &Facts) -> Content {
    let settings = &shop.settings.shop;
    let key = kind.as_str().replace('_', "-");
    let say = |key: &str| say(shop, order, facts.given_back, key);
    let paragraphs = paragraphs(kind, order, &key).iter().map(|key| say(key)).collect::<Vec<_>>();
    Content {
        shop: settings.name.clone(),
        subject: letter::one_line(&say(&format!("mail-{key}-subject"))),
        preview: paragraphs.first().cloned().unwrap_or_default(),
        heading: say(&format!("mail-{key}-heading")),
        paragraphs,
        button: button(kind).to_owned(),
        url: facts.url.clone(),
        order_label: say("mail-order"),
        lines: order.lines.iter().map(line).collect(),
        sums: sums(order),
        address_label: t("mail-deliver-to").to_owned(),
        address: order.ship_to.lines(text::country(&order.ship_to.country)),
        help: t_args("mail-help", &[("email", settings.email.as_str().into())]),
        sender: settings.address.clone(),
        stop: None,
    }
}

fn paragraphs(kind: MailKind, order: &OrderView, key: &str) -> Vec<String> {
    let mut keys = vec![format!("mail-{key}-lead")];
    let mut also = |yes: bool, part: &str| {
        if yes {
            keys.push(format!("mail-{key}-{part}"));
        }
    };
    let unpaid = order.payment_status == PaymentStatus::Unpaid;
    let back = |reason: RefundReason| refund_reasons(order).any(|given| given == reason.as_str());
    match kind {
        MailKind::OrderPlaced => {
            also(unpaid && order.payment_method == PaymentMethod::BankTransfer, "transfer");
            also(unpaid && order.payment_method == PaymentMethod::OnDelivery, "delivery");
            also(unpaid && order.payment_method == PaymentMethod::Card && order.held_until.is_some(), "waiting");
        }
        MailKind::Shipped => also(order.shipment.tracking_number.is_some(), "tracking"),
        MailKind::Cancelled => {
            also(never_paid(order), "expired");
            also(refund_reasons(order).next().is_some(), "refund");
        }
        MailKind::Refunded => {
            also(back(RefundReason::SoldOut), "sold-out");
            also(back(RefundReason::SecondPayment), "twice");
        }
        _ => {}
    }
    keys
}

fn refund_reasons(order: &OrderView) -> impl Iterator<Item = &str> {
    let started = |entry: &&TimelineEntry| entry.machine == "note" && entry.to == Remark::RefundStarted.as_str();
    order.timeline.iter().filter(started).filter_map(|entry| entry.note.as_deref())
}

fn never_paid(order: &OrderView) -> bool {
    let ended = order.timeline.iter().rev().find(|entry| entry.machine == "order" && entry.to == "cancelled");
    let because = [CancelReason::Expired, CancelReason::Unpaid].map(CancelReason::as_str);
    ended.and_then(|entry| entry.note.as_deref()).is_some_and(|note| because.contains(&note))
}

fn say(shop: &Shop, order: &OrderView, given_back: Money, key: &str) -> String {
    let until = order.held_until.map(text::date_time).unwrap_or_default();
    let first_name = letter::one_line(&order.ship_to.name);
    let values: [(&str, Arg<'_>); 11] = [
        ("number", order.number.as_str().into()),
        ("shop", shop.settings.shop.name.as_str().into()),
        ("name", first_name.into()),
        ("total", order.totals.total.into()),
        ("arrives", text::date_span(order.arrives.0, order.arrives.1).into()),
        ("until", until.into()),
        ("transfer_until", orders::transfer_until(&shop.settings, order).into()),
        ("account", shop.settings.payments.bank_account.as_str().into()),
        ("carrier", order.shipment.carrier.as_deref().unwrap_or_default().into()),
        ("tracking", order.shipment.tracking_number.as_deref().unwrap_or_default().into()),
        ("amount", given_back.into()),
    ];
    t_args(key, &values)
}

fn button(kind: MailKind) -> &'static str {
    match kind {
        MailKind::PaymentFailed => t("mail-pay-again"),
        MailKind::Shipped => t("mail-track"),
        _ => t("mail-see-order"),
    }
}

fn line(line: &model::order::OrderLine) -> Line {
    Line {
        quantity: line.quantity,
        title: line.title.clone(),
        options: line.variant_title.clone(),
        total: line.line_total.to_string(),
    }
}

fn sums(order: &OrderView) -> Vec<Sum> {
    let totals = &order.totals;
    let row = |label: String, amount: Money| Sum { label, amount: amount.to_string(), strong: false };
    let mut sums = vec![row(t("mail-subtotal").into(), totals.subtotal)];
    if totals.discount.minor > 0 {
        sums.push(row(t("mail-discount").into(), Money::new(-totals.discount.minor, totals.discount.currency)));
    }
    if let Some(shipping) = totals.shipping {
        sums.push(row(t_args("mail-shipping", &[("method", order.shipping_name.as_str().into())]), shipping));
    }
    if totals.fee.minor > 0 {
        sums.push(row(t("mail-fee").into(), totals.fee));
    }
    if !totals.tax_included {
        sums.push(row(t("mail-tax-added").into(), totals.tax));
    }
    sums.push(Sum { label: t("mail-total").into(), amount: totals.total.to_string(), strong: true });
    if totals.tax_included {
        sums.push(row(t("mail-tax-included").into(), totals.tax));
    }
    sums
}
