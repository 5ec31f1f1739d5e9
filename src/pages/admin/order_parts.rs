//! The panels of an order's page.

use super::parts::icon;
use crate::web::Flash;
use commerce::{
    orders::legal_steps,
    text::{self, find, t, t_args},
};
use leptos::prelude::*;
use model::{
    Money,
    order::{OrderLine, OrderStep, OrderView, TimelineEntry},
};

/// The legal next steps, each with what it tells the customer.
pub fn steps(order: &OrderView, flash: &Option<Flash>) -> impl IntoView + use<> {
    let legal = legal_steps(order);
    let none = legal.is_empty();
    let forms = legal.into_iter().map(|step| step_form(step, order, flash)).collect_view();
    view! {
        <section class="panel next-steps" aria-labelledby="next-h">
            <div class="panel-head"><h2 id="next-h">{t("admin-next")}</h2></div>
            <div class="panel-body stack">
                {none.then(|| view! { <p class="muted">{t("admin-no-step")}</p> })}
                {forms}
            </div>
        </section>
    }
}

fn step_form(step: OrderStep, order: &OrderView, flash: &Option<Flash>) -> impl IntoView + use<> {
    let form = step.as_str();
    let action = format!("/admin/orders/{}/step", order.id);
    let (label, look) = match step {
        OrderStep::MarkPaid => ("admin-step-paid", "button button-secondary"),
        OrderStep::Pack => ("admin-step-pack", "button button-primary"),
        OrderStep::Ship => ("admin-step-ship", "button button-primary"),
        OrderStep::Deliver => ("admin-step-deliver", "button button-secondary"),
        OrderStep::RefundSent => ("admin-step-refund-sent", "button button-primary"),
        OrderStep::RefundAgain => ("admin-step-refund-again", "button button-primary"),
        OrderStep::Cancel => ("admin-step-cancel", "button button-danger"),
    };
    let typed = |field: &str| flash.as_ref().and_then(|f| f.typed(form, field)).unwrap_or_default();
    let wrong = |field: &str| flash.as_ref().and_then(|f| f.wrong(form, field));
    let told = if step.tells_customer() { t("admin-customer-told") } else { t("admin-customer-not-told") };
    let fields = match step {
        OrderStep::Ship => view! {
            {text_field(form, "carrier", "admin-carrier", typed("carrier"), wrong("carrier"))}
            {text_field(form, "tracking_number", "admin-tracking", typed("tracking_number"), wrong("tracking_number"))}
        }
        .into_any(),
        OrderStep::Cancel | OrderStep::MarkPaid => {
            text_field(form, "note", "admin-note", typed("note"), wrong("note")).into_any()
        }
        OrderStep::RefundSent => money_back("admin-refund-to-send", order.money_back.to_send).into_any(),
        OrderStep::RefundAgain => money_back("admin-refund-refused", order.money_back.refused).into_any(),
        OrderStep::Pack | OrderStep::Deliver => ().into_any(),
    };
    view! {
        <form class="step-form" method="post" action=action>
            <input type="hidden" name="step" value=form/>
            <input type="hidden" name="version" value=order.version/>
            {fields}
            <div class="step-act">
                <button class=look type="submit">{t(label)}</button>
                <p class="hint">{told}</p>
            </div>
        </form>
    }
}

/// How much is to go back, and why a person has to see to it.
fn money_back(key: &str, amount: Money) -> impl IntoView + use<> {
    let text = t_args(key, &[("amount", amount.into())]);
    view! { <p>{text}</p> }
}

/// A labelled text field with its error below.
pub fn text_field(
    form: &str,
    name: &'static str,
    label: &'static str,
    value: String,
    wrong: Option<String>,
) -> impl IntoView + use<> {
    let id = format!("{form}-{name}");
    let note = format!("{id}-error");
    let described = wrong.is_some().then(|| note.clone());
    let invalid = wrong.is_some().then_some("true");
    view! {
        <div class="field">
            <label class="label" for=id.clone()>{t(label)}</label>
            <input class="input" id=id name=name value=value aria-invalid=invalid aria-describedby=described/>
            {wrong.map(|text| view! { <p class="field-error" id=note>{text}</p> })}
        </div>
    }
}

/// The line items.
pub fn lines(order: &OrderView) -> impl IntoView + use<> {
    let rows = order.lines.iter().map(line).collect_view();
    let track = order.shipment.tracking_number.clone().map(|number| {
        let carrier = order.shipment.carrier.clone().unwrap_or_default();
        let shown = match order.shipment.tracking_url.clone() {
            Some(url) => view! { <a class="bar-link" href=url rel="noopener">{number}</a> }.into_any(),
            None => view! { <span>{number}</span> }.into_any(),
        };
        view! { <div class="panel-foot"><span>{carrier}" "{shown}</span></div> }
    });
    view! {
        <section class="panel" aria-labelledby="items-h">
            <div class="panel-head panel-head-line">
                <h2 id="items-h">{t("admin-items")}</h2>
                <span class="panel-tools panel-note">{order.shipping_name.clone()}" · "{text::date_span(order.arrives.0, order.arrives.1)}</span>
            </div>
            <table class="data-table comfortable lines-table">
                <thead><tr>
                    <th scope="col" class="grow c-primary">{t("admin-col-item")}</th>
                    <th scope="col" class="num">{t("admin-col-quantity")}</th>
                    <th scope="col" class="num c-hide">{t("admin-col-each")}</th>
                    <th scope="col" class="num c-amount">{t("admin-col-total")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {track}
        </section>
    }
}

fn line(line: &OrderLine) -> impl IntoView + use<> {
    let picture =
        line.picture.as_ref().map(|p| view! { <img class="thumb" src=p.src(320) width="32" height="40" alt=""/> });
    let sub =
        [line.variant_title.as_str(), &line.sku].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ");
    view! {
        <tr>
            <td class="grow c-primary"><span class="media">{picture}<span>
                <a class="row-link" href=format!("/p/{}", line.handle)>{line.title.clone()}</a><span class="sub">{sub}</span>
            </span></span></td>
            <td class="num">{line.quantity}</td>
            <td class="num c-hide">{line.unit_price.to_string()}</td>
            <td class="num c-amount">{line.line_total.to_string()}</td>
        </tr>
    }
}

/// Sums and payments.
pub fn ledger(order: &OrderView) -> impl IntoView + use<> {
    let totals = order.totals.clone();
    let tax_key = if totals.tax_included { "admin-tax-included" } else { "admin-tax-added" };
    let rows = order
        .payments
        .iter()
        .map(|payment| {
            let state = find(&format!("admin-payment-{}", payment.state.as_str())).unwrap_or("");
            let method = find(&format!("admin-method-{}", payment.method.as_str())).unwrap_or("");
            let why = payment.failure.as_ref().map(|code| find(&format!("admin-why-{code}")).map_or(code.clone(), str::to_owned));
            view! {
                <tr>
                    <td class="fit c-date"><span class="muted">{text::date_time(payment.at)}</span></td>
                    <td class="grow c-primary">{state}<span class="sub">{method}{why.map(|why| format!(" · {why}"))}</span></td>
                    <td class="num c-amount">{payment.amount.to_string()}</td>
                    <td class="num c-balance">{payment.captured.minus(payment.refunded).unwrap_or(payment.captured).to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="pay-h">
            <div class="panel-head panel-head-line"><h2 id="pay-h">{t("admin-payment")}</h2></div>
            <div class="pay-grid">
                <dl class="facts order-sums">
                    <dt>{t("admin-subtotal")}</dt><dd>{totals.subtotal.to_string()}</dd>
                    <dt>{t("admin-shipping")}</dt><dd>{totals.shipping.map(|m| m.to_string())}</dd>
                    {(totals.fee.minor > 0).then(|| view! { <dt>{t("admin-fee")}</dt><dd>{totals.fee.to_string()}</dd> })}
                    <dt class="facts-total">{t("admin-total")}</dt><dd class="facts-total">{totals.total.to_string()}</dd>
                    <dt class="subtle small">{t(tax_key)}</dt><dd class="subtle small">{totals.tax.to_string()}</dd>
                </dl>
                <div class="pay-ledger">
                    <table class="data-table ledger-table cards-on-phone">
                        <thead><tr>
                            <th scope="col" class="fit c-date">{t("admin-col-time")}</th>
                            <th scope="col" class="grow c-primary">{t("admin-col-entry")}</th>
                            <th scope="col" class="num c-amount">{t("admin-col-amount")}</th>
                            <th scope="col" class="num c-balance">{t("admin-col-held")}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        </section>
    }
}

/// What happened, newest first.
pub fn timeline(order: &OrderView) -> impl IntoView + use<> {
    // That money and parcel wait goes without saying when an order is placed.
    let starts = |entry: &&TimelineEntry| {
        matches!((entry.machine.as_str(), entry.to.as_str()), ("payment", "unpaid") | ("shipment", "pending"))
    };
    let entries = order.timeline.iter().rev().filter(|entry| !starts(entry)).map(entry).collect_view();
    view! {
        <section class="panel" aria-labelledby="tl-h">
            <div class="panel-head"><h2 id="tl-h">{t("admin-timeline")}</h2></div>
            <div class="panel-body"><ol class="timeline">{entries}</ol></div>
        </section>
    }
}

fn entry(entry: &TimelineEntry) -> impl IntoView + use<> {
    let glyph = match entry.machine.as_str() {
        "payment" => "card",
        "shipment" => "truck",
        "mail" => "mail",
        "note" => "note",
        _ => "orders",
    };
    let what = find(&format!("admin-happened-{}-{}", entry.machine, entry.to))
        .map_or_else(|| format!("{} {}", entry.machine, entry.to), str::to_owned);
    let by = entry.by_name.clone().unwrap_or_else(|| find(&format!("admin-by-{}", entry.by)).unwrap_or("").to_owned());
    view! {
        <li>
            <span class="timeline-mark">{icon(glyph)}</span>
            <div class="timeline-line"><span>{what}<span class="subtle">" · "{by}</span></span><time>{text::date_time(entry.at)}</time></div>
            {why(entry).map(|why| view! { <p class="timeline-note">{why}</p> })}
        </li>
    }
}

/// What staff typed with a step, or the sentence of a word that the program wrote.
fn why(entry: &TimelineEntry) -> Option<String> {
    let note = entry.note.clone()?;
    let typed = entry.by == "staff" && entry.machine != "note";
    let sentence = if typed { None } else { find(&format!("admin-why-{note}")) };
    Some(sentence.map_or(note, str::to_owned))
}

/// Who ordered and where it goes.
pub fn customer(order: &OrderView) -> impl IntoView + use<> {
    let lines = |address: &model::checkout::Address| {
        address.lines(text::country(&address.country)).into_iter().map(|line| view! { {line}<br/> }).collect_view()
    };
    let same = order.bill_to == order.ship_to;
    let bill = if same {
        view! { <p class="hint">{t("admin-bill-same")}</p> }.into_any()
    } else {
        view! { <h3>{t("admin-bill-to")}</h3><address class="muted">{lines(&order.bill_to)}</address> }.into_any()
    };
    view! {
        <aside aria-label=t("admin-customer")>
            <section class="panel" aria-labelledby="cu-h">
                <div class="panel-head"><h2 id="cu-h">{t("admin-customer")}</h2></div>
                <div class="panel-body">
                    <p class="medium">{order.ship_to.name.clone()}</p>
                    <p><a href=format!("mailto:{}", order.email)>{order.email.clone()}</a></p>
                    {(!order.ship_to.phone.is_empty()).then(|| view! { <p class="muted">{order.ship_to.phone.clone()}</p> })}
                </div>
                <div class="panel-section">
                    <h3>{t("admin-ship-to")}</h3>
                    <address class="muted">{lines(&order.ship_to)}</address>
                    {bill}
                </div>
            </section>
        </aside>
    }
}
